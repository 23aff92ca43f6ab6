package org.interlaminar.reporting;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.reporting.Mart.Column;
import org.interlaminar.reporting.Mart.Type;

/** Rows as the driver gives them, in the words of the mart. */
final class MartRows implements Mart.Rows {
    private final String table;
    private final ResultSet results;
    private final List<Column> columns = new ArrayList<>();

    MartRows(String table, ResultSet results) throws SQLException {
        this.table = table;
        this.results = results;
        ResultSetMetaData meta = results.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Column(meta.getColumnLabel(i), type(meta.getColumnType(i))));
        }
    }

    private static Type type(int sql) {
        return switch (sql) {
            case Types.DATE -> Type.DAY;
            case Types.INTEGER, Types.BIGINT, Types.SMALLINT -> Type.INTEGER;
            case Types.NUMERIC -> Type.DECIMAL;
            case Types.BIT, Types.BOOLEAN -> Type.YES_NO;
            case Types.VARCHAR -> Type.TEXT;
            default -> throw new IllegalStateException("a column of the mart has the SQL type " + sql);
        };
    }

    @Override
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    @Override
    public List<Object> next() {
        try {
            if (!results.next()) {
                return null;
            }
            List<Object> values = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                values.add(
                        columns.get(i - 1).type() == Type.DAY
                                ? results.getObject(i, LocalDate.class)
                                : results.getObject(i));
            }
            return values;
        } catch (SQLException e) {
            throw Mart.unreadable(table, e);
        }
    }
}
