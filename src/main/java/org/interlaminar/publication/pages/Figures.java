package org.interlaminar.publication.pages;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as pages show them, whatever the machine's language: 1,234; −12.3; 2026-01-31 09:05 UTC. */
public final class Figures {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String NOTHING = "–";

    public String count(Long number) {
        return number == null ? NOTHING : String.format(Locale.ROOT, "%,d", number);
    }

    /** Rounded half up, with a real minus sign. */
    public String decimal(BigDecimal number, int places) {
        return number == null ? NOTHING : plain(number, places).replace('-', '−');
    }

    /** For programs: as {@link #decimal} but with a hyphen, and empty when there is nothing. */
    public String data(BigDecimal number) {
        return number == null ? "" : plain(number, 4);
    }

    public String interval(BigDecimal low, BigDecimal high, int places) {
        return low == null ? NOTHING : decimal(low, places) + " to " + decimal(high, places);
    }

    /** Whole percent; nothing of nothing has no share. */
    public String share(long part, long whole) {
        return whole == 0
                ? NOTHING
                : BigDecimal.valueOf(100 * part)
                                .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
                                .toPlainString()
                        + " %";
    }

    /** Length of a bar out of 1000. */
    public long bar(long part, long whole) {
        return whole == 0 ? 0 : Math.round(1000.0 * part / whole);
    }

    public String time(Instant moment) {
        return moment == null ? NOTHING : MINUTE.format(moment) + " UTC";
    }

    public String duration(Instant from, Instant to) {
        if (to == null) {
            return NOTHING;
        }
        Duration taken = Duration.between(from, to);
        return taken.toHours() > 0
                ? String.format(Locale.ROOT, "%d h %02d min", taken.toHours(), taken.toMinutesPart())
                : taken.toMinutes() > 0
                        ? String.format(Locale.ROOT, "%d min %02d s", taken.toMinutes(), taken.toSecondsPart())
                        : String.format(Locale.ROOT, "%d.%d s", taken.toSeconds(), taken.toMillisPart() / 100);
    }

    /** How old something is, in the units people think in. */
    public String age(Instant from, Instant to) {
        if (from == null || to == null) {
            return NOTHING;
        }
        Duration age = Duration.between(from, to);
        if (age.toMinutes() < 1) {
            return "less than a minute";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2
                ? String.format(Locale.ROOT, "%d h %02d min", age.toHours(), age.toMinutesPart())
                : age.toDays() + " days";
    }

    /** Milliseconds of one of so many. */
    public String mean(long millis, long of) {
        return of == 0 ? NOTHING : String.format(Locale.ROOT, "%,d ms", Math.round((double) millis / of));
    }

    public String seconds(long millis) {
        return String.format(Locale.ROOT, "%,.1f s", millis / 1e3);
    }

    public String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    private static String plain(BigDecimal number, int places) {
        BigDecimal rounded = number.setScale(places, RoundingMode.HALF_UP);
        return (rounded.signum() == 0 ? rounded.abs() : rounded).toPlainString();
    }
}
