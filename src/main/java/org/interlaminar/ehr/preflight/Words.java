package org.interlaminar.ehr.preflight;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;

/** Times and lists as people say them. */
final class Words {
    private Words() {}

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    /** As in 15 minutes, 7 days, 90 seconds. */
    static String minutes(Duration time) {
        if (time.toDays() > 0 && time.toHours() % 24 == 0) {
            return counted(time.toDays(), "day");
        }
        if (time.toHours() > 0 && time.toMinutes() % 60 == 0) {
            return counted(time.toHours(), "hour");
        }
        return time.toMinutes() > 0 && time.compareTo(Duration.ofMinutes(2)) >= 0
                ? counted(time.toMinutes(), "minute")
                : counted(time.toSeconds(), "second");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    static String day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** As in a, b and c. */
    static String list(Collection<String> all) {
        String joined = String.join(", ", all);
        int last = joined.lastIndexOf(", ");
        return last < 0 ? joined : joined.substring(0, last) + " and " + joined.substring(last + 2);
    }
}
