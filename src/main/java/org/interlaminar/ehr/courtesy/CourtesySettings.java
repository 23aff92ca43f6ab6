package org.interlaminar.ehr.courtesy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much may be asked of an EHR.
 *
 * @param concurrency most requests at the same time; fewer while the server is slow or says that it is too much
 * @param requestsPerMinute most requests in a minute; 0 for no limit
 * @param requestsPerDay most requests in a local day; 0 for no limit
 * @param quietHours local time in which nothing is asked, as in 07:00-18:30; empty for none
 */
public record CourtesySettings(
        @DefaultValue("4") int concurrency,
        @DefaultValue("0") int requestsPerMinute,
        @DefaultValue("0") long requestsPerDay,
        @DefaultValue("") String quietHours) {
    private static final Pattern HOURS = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");

    /** From the first time of day to before the second, over midnight where the second is the earlier one. */
    record QuietHours(LocalTime from, LocalTime to) {
        boolean include(LocalTime time) {
            boolean afterFrom = !time.isBefore(from);
            return from.isBefore(to) ? afterFrom && time.isBefore(to) : afterFrom || time.isBefore(to);
        }

        /** When those that are now end: where their end is a time of day that is left out, when it is left out. */
        Instant end(ZonedDateTime now) {
            LocalDateTime today = now.toLocalDate().atTime(to);
            LocalDateTime end = today.isAfter(now.toLocalDateTime()) ? today : today.plusDays(1);
            ZoneOffsetTransition change = now.getZone().getRules().getTransition(end);
            return change != null && change.isGap()
                    ? change.getInstant()
                    : ZonedDateTime.ofLocal(end, now.getZone(), now.getOffset()).toInstant();
        }
    }

    /** @throws IllegalArgumentException naming the key */
    public void check(String key) {
        require(concurrency >= 1 && concurrency <= 64, key + ".concurrency must be from 1 to 64.");
        require(requestsPerMinute >= 0, key + ".requests-per-minute must not be negative.");
        require(requestsPerDay >= 0, key + ".requests-per-day must not be negative.");
        require(
                quietHours.isBlank() || HOURS.matcher(quietHours).matches() && !isEmpty(hours().orElseThrow()),
                key + ".quiet-hours must be two different times of day, as in \"07:00-18:30\".");
    }

    Optional<QuietHours> hours() {
        Matcher hours = HOURS.matcher(quietHours);
        return hours.matches() ? Optional.of(new QuietHours(time(hours, 1), time(hours, 3))) : Optional.empty();
    }

    private static boolean isEmpty(QuietHours hours) {
        return hours.from().equals(hours.to());
    }

    private static LocalTime time(Matcher hours, int group) {
        return LocalTime.of(Integer.parseInt(hours.group(group)), Integer.parseInt(hours.group(group + 1)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
