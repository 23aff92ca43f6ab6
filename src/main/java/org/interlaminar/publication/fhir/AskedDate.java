package org.interlaminar.publication.fhir;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.LocalDate;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.hl7.fhir.r4.model.DateTimeType;
import org.interlaminar.reporting.ResultKind.Column;
import org.interlaminar.reporting.ResultKind.Comparison;
import org.interlaminar.reporting.ResultKind.Term;

/** A date or an instant as it is searched for: a prefix, and a span from its first moment to the one after its last. */
record AskedDate(String prefix, DateTimeType from) {
    private static final List<String> PREFIXES = List.of("eq", "ge", "gt", "le", "lt");

    /** @throws InvalidRequestException when it is no date, or says ne, sa, eb or ap */
    static AskedDate of(String name, String value) {
        boolean prefixed = value.length() > 1 && Character.isLetter(value.charAt(0));
        String prefix = prefixed ? value.substring(0, 2) : "eq";
        try {
            DateTimeType date = new DateTimeType(prefixed ? value.substring(2) : value);
            if (PREFIXES.contains(prefix) && date.getValue() != null) {
                return new AskedDate(prefix, date);
            }
        } catch (IllegalArgumentException | DataFormatException e) {
            // Told with the others.
        }
        throw new InvalidRequestException(
                "'" + name + "' takes a date, alone or after one of " + String.join(", ", PREFIXES) + ".");
    }

    boolean isYear() {
        return from.getPrecision() == ca.uhn.fhir.model.api.TemporalPrecisionEnum.YEAR;
    }

    /** Terms on a column of days. */
    List<List<Term>> days(Column column) {
        return terms(
                column,
                date -> LocalDate.parse(new DateTimeType(date, from.getPrecision(), from.getTimeZone())
                        .getValueAsString()
                        .concat("-01-01")
                        .substring(0, 10)));
    }

    /** Terms on a column of instants. */
    List<List<Term>> instants(Column column) {
        return terms(column, Date::toInstant);
    }

    private List<List<Term>> terms(Column column, Function<Date, Object> told) {
        Object first = told.apply(from.getValue());
        Object next = told.apply(after());
        Term notBefore = new Term(column, Comparison.NOT_BEFORE, first);
        Term before = new Term(column, Comparison.BEFORE, next);
        return List.of(
                switch (prefix) {
                    case "ge" -> List.of(notBefore);
                    case "gt" -> List.of(new Term(column, Comparison.NOT_BEFORE, next));
                    case "le" -> List.of(before);
                    case "lt" -> List.of(new Term(column, Comparison.BEFORE, first));
                    default -> List.of(notBefore, before);
                });
    }

    private Date after() {
        Calendar calendar = Calendar.getInstance();
        calendar.setTimeZone(from.getTimeZone() == null ? java.util.TimeZone.getDefault() : from.getTimeZone());
        calendar.setTime(from.getValue());
        calendar.add(
                switch (from.getPrecision()) {
                    case YEAR -> Calendar.YEAR;
                    case MONTH -> Calendar.MONTH;
                    case DAY -> Calendar.DAY_OF_MONTH;
                    case MINUTE -> Calendar.MINUTE;
                    case SECOND -> Calendar.SECOND;
                    default -> Calendar.MILLISECOND;
                },
                1);
        return calendar.getTime();
    }
}
