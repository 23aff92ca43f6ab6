package org.interlaminar.clinical;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * A FHIR date, dateTime or instant that keeps its precision
 * (<a href="https://hl7.org/fhir/R4/datatypes.html#dateTime">FHIR R4 dateTime</a>).
 *
 * @param first the first possible local day: 2019 gives 2019-01-01
 * @param precision what was recorded
 * @param instant the point in time when one was recorded, else null
 */
public record PartialDate(LocalDate first, Precision precision, Instant instant) implements Comparable<PartialDate> {

    public static PartialDate ofDay(LocalDate day) {
        return new PartialDate(day, Precision.DAY, null);
    }

    public static PartialDate ofYear(int year) {
        return new PartialDate(LocalDate.of(year, 1, 1), Precision.YEAR, null);
    }

    /**
     * Reads FHIR's text. An instant keeps the date of its own offset; for {@code Z} the given zone decides the local date,
     * because servers that store UTC print {@code Z} for every patient.
     *
     * @throws DateTimeException when the text is none of FHIR's forms
     */
    public static PartialDate parse(String text, ZoneId zoneOfZulu) {
        return switch (text.length()) {
            case 4 -> new PartialDate(LocalDate.of(Integer.parseInt(digits(text)), 1, 1), Precision.YEAR, null);
            case 7 -> new PartialDate(YearMonth.parse(text).atDay(1), Precision.MONTH, null);
            case 10 -> new PartialDate(LocalDate.parse(text), Precision.DAY, null);
            default -> instant(text, zoneOfZulu);
        };
    }

    private static PartialDate instant(String text, ZoneId zoneOfZulu) {
        OffsetDateTime moment = OffsetDateTime.parse(text);
        LocalDate day =
                text.endsWith("Z") ? moment.atZoneSameInstant(zoneOfZulu).toLocalDate() : moment.toLocalDate();
        return new PartialDate(day, Precision.INSTANT, moment.toInstant());
    }

    private static String digits(String text) {
        if (!text.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
            throw new DateTimeException("not a year");
        }
        return text;
    }

    /** @param on or null */
    public static boolean isDay(PartialDate on) {
        return on != null && on.hasDay();
    }

    public boolean hasDay() {
        return precision.compareTo(Precision.DAY) >= 0;
    }

    /** The last possible local day: 2019 gives 2019-12-31. */
    public LocalDate last() {
        return switch (precision) {
            case YEAR -> first.plusYears(1).minusDays(1);
            case MONTH -> first.plusMonths(1).minusDays(1);
            case DAY, INSTANT -> first;
        };
    }

    /**
     * By first possible day, then the vaguer first, then by time of day. A total order: were a bare day equal to every
     * moment of that day, sorting scores that mix both would have no single result.
     */
    @Override
    public int compareTo(PartialDate other) {
        int byDay = first.compareTo(other.first);
        if (byDay != 0) {
            return byDay;
        }
        int byPrecision = precision.compareTo(other.precision);
        return byPrecision != 0 || instant == null || other.instant == null
                ? byPrecision
                : instant.compareTo(other.instant);
    }
}
