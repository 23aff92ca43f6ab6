package org.interlaminar.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

/** Rows as one array for each column, for {@code unnest(?::text[], ?::text[])}: a statement's text stays the same for any number. */
public final class TextColumns {
    private TextColumns() {}

    /** Binds the columns at the place given and the ones after it. */
    @SafeVarargs
    public static <T> void bind(
            PreparedStatement statement, int from, Collection<T> rows, Function<? super T, String>... columns)
            throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            Object[] values = rows.stream().map(columns[i]).toArray();
            statement.setArray(from + i, statement.getConnection().createArrayOf("text", values));
        }
    }
}
