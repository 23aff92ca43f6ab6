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
        if (source.bulk().isUsed()) {
            parts.add("exported: " + String.join(", ", source.exported()) + " ("
                    + word(source.bulk().level()) + ", by " + word(source.bulk().kickOff()) + ")");
        }
        if (source.cohort().isUsed()) {
            parts.add("followed: people found by " + word(source.cohort().by()));
        }
        return String.join("; ", parts);
    }

    private static String login(AuthSettings auth) {
        if (auth.method() == null) {
            return "none";
        }
        String method = word(auth.method());
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

    private static String word(Enum<?> setting) {
        return setting.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String limit(long most) {
        return most == 0 ? "any" : Console.number(most);
    }
}
