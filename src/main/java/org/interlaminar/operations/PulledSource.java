package org.interlaminar.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.courtesy.CourtesySettings;
import org.interlaminar.ehr.login.AuthSettings;

/** How a source is pulled, in a line without secrets. */
final class PulledSource {
    private PulledSource() {}

    static String inALine(EhrSettings.Source source) {
        List<String> parts = new ArrayList<>(List.of(source.base(), "login " + login(source.auth())));
        parts.add(courtesy(source.courtesy()));
        if (!source.sslBundle().isBlank()) {
            parts.add("certificates of the bundle " + source.sslBundle());
        }
        parts.add(source.group().isBlank() ? "no Group" : "Group " + source.group());
        return String.join("; ", parts);
    }

    private static String login(AuthSettings auth) {
        if (auth.method() == null) {
            return "none";
        }
        String method = auth.method().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return switch (auth.method()) {
            case NONE -> method;
            case BASIC -> method + " as " + auth.user();
            case TOKEN -> method + " from " + place(auth.secretFile(), auth.secretVariable());
            case CLIENT_SECRET -> method + " as " + auth.clientId();
            case SMART -> method + " as " + auth.clientId() + " with " + place(auth.keyFile(), auth.keyVariable());
        };
    }

    private static String place(Object file, String variable) {
        return file == null ? "the variable " + variable : file.toString();
    }

    private static String courtesy(CourtesySettings courtesy) {
        return "at most " + courtesy.concurrency() + " requests at once, "
                + limit(courtesy.requestsPerMinute()) + " a minute, " + limit(courtesy.requestsPerDay()) + " a day"
                + (courtesy.quietHours().isBlank() ? "" : ", none in " + courtesy.quietHours());
    }

    private static String limit(long most) {
        return most == 0 ? "any" : Console.number(most);
    }
}
