package org.interlaminar.reporting;

import java.time.Instant;
import java.util.Map;
import org.interlaminar.reporting.ResultKind.Column;

/**
 * One row that is handed out.
 *
 * @param at when what is handed out of the person last changed
 * @param values String, LocalDate, Integer, BigDecimal or Boolean; a column without a value is not among them
 */
public record ResultRow(String person, String id, Instant at, Map<Column, Object> values) {
    /** @return null when there is none */
    public String text(Column column) {
        return get(column, String.class);
    }

    /** @return null when there is none */
    public Integer number(Column column) {
        return get(column, Integer.class);
    }

    /** @return false also when it does not say */
    public boolean is(Column column) {
        return Boolean.TRUE.equals(values.get(column));
    }

    /** @return null when there is none */
    public <T> T get(Column column, Class<T> type) {
        return type.cast(values.get(column));
    }
}
