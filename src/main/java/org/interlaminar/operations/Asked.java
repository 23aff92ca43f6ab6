package org.interlaminar.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.ehr.BulkSettings;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.courtesy.CourtesySettings;

/**
 * A source's settings in words, for people who have not written them.
 *
 * @param address FHIR base
 * @param how a sentence for each way
 * @param again when everything is asked for again, in a sentence
 * @param limits how much may be asked of it, a phrase each
 */
record Asked(String address, List<String> how, String again, List<String> limits) {
    static Asked of(EhrSettings.Source source) {
        String again = source.resync().isZero()
                ? "Everything is asked for again only when somebody wants it, or the service has to"
                : "Everything is asked for again when the last time is longer ago than " + time(source.resync());
        return new Asked(source.base(), asks(source), again, limits(source));
    }

    private static List<String> asks(EhrSettings.Source source) {
        List<String> asks = new ArrayList<>();
        if (!source.exported().isEmpty()) {
            asks.add("By export of " + ofWhom(source.bulk(), source.group()) + ", every "
                    + time(source.bulk().every()) + ": " + String.join(", ", source.exported()));
        }
        if (!source.searched().isEmpty()) {
            asks.add("By search, " + source.pageSize() + " to a page" + cohort(source) + ": "
                    + String.join(", ", source.searched()));
        }

        return asks;
    }

    private static String ofWhom(BulkSettings bulk, String group) {
        return switch (bulk.level()) {
            case GROUP -> "the group " + group;
            case PATIENT -> "all patients";
            default -> "the whole system";
        };
    }

    private static String cohort(EhrSettings.Source source) {
        String every = ", each looked at every " + time(source.cohort().every());
        return switch (source.cohort().by()) {
            case EVERYBODY -> "";
            case CODE -> ", for people found by codes of stenosis and MILD" + every;
            case GROUP -> ", for members of the group " + source.group() + every;
            case LIST -> ", for people listed in a file" + every;
        };
    }

    private static List<String> limits(EhrSettings.Source source) {
        CourtesySettings courtesy = source.courtesy();
        List<String> limits = new ArrayList<>();
        limits.add("at most " + courtesy.concurrency() + " requests at the same time");
        if (courtesy.requestsPerMinute() > 0) {
            limits.add(Console.number(courtesy.requestsPerMinute()) + " requests a minute");
        }
        if (courtesy.requestsPerDay() > 0) {
            limits.add(Console.number(courtesy.requestsPerDay()) + " requests a day");
        }
        if (!courtesy.quietHours().isBlank()) {
            limits.add("quiet hours " + courtesy.quietHours() + " ("
                    + (source.zone() == null ? "UTC" : source.zone().getId()) + ")");
        }
        return limits;
    }

    /** In the largest unit that says it whole. */
    private static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 86_400) {
            return time.toDays() + " days";
        }
        if (seconds % 3_600 == 0 && seconds > 0) {
            return time.toHours() + " h";
        }
        return seconds % 60 == 0 && seconds > 0 ? time.toMinutes() + " min" : seconds + " s";
    }
}
