package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Which state of the mart is read.
 *
 * @param snapshot its number, or null for the mart as it is now
 */
public record AsOf(Integer snapshot) {
    public static final AsOf NOW = new AsOf(null);

    /**
     * What a statement reads a table from.
     *
     * @param table one of {@link Mart#TABLES}
     * @throws UnknownSnapshot when there is none of that number
     */
    String rows(Connection connection, String table) throws SQLException {
        if (snapshot == null) {
            return "mart.\"" + table + "\"";
        }
        try (PreparedStatement query =
                connection.prepareStatement("select exists (select from ledger.snapshot where number = ?)")) {
            query.setInt(1, snapshot);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new UnknownSnapshot(snapshot);
                }
            }
        }
        return table.equals("data_dictionary")
                ? "mart.data_dictionary"
                : "(" + FrozenTable.of(connection, table).asOf(snapshot) + ")";
    }
}
