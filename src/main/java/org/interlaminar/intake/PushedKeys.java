package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys that were pushed while a run of the source is under way: the run knows which keys had landed when it began, and a key
 * that has landed always lands again.
 *
 * @param hashes of keys
 * @param last number of the last of them, or of the last before
 */
record PushedKeys(List<Long> hashes, long last) {
    static PushedKeys since(Connection connection, String source, long last) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select seq, key_hash from landing.pushed_key where source = ? and seq > ? order by seq")) {
            query.setString(1, source);
            query.setLong(2, last);
            try (ResultSet rows = query.executeQuery()) {
                List<Long> hashes = new ArrayList<>();
                long newest = last;
                while (rows.next()) {
                    newest = rows.getLong(1);
                    hashes.add(rows.getLong(2));
                }
                return new PushedKeys(hashes, newest);
            }
        }
    }

    /** Tells a run under way, if there is one, in the push's transaction. */
    static void tell(Connection connection, String source, Long[] hashes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into landing.pushed_key (source, key_hash)"
                + " select ?, unnest(?::bigint[]) where exists (select from ledger.run where source = ?"
                + " and outcome = 'running')")) {
            insert.setString(1, source);
            insert.setArray(2, connection.createArrayOf("bigint", hashes));
            insert.setString(3, source);
            insert.executeUpdate();
        }
    }

    static void forget(Connection connection, String source) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from landing.pushed_key where source = ?")) {
            delete.setString(1, source);
            delete.executeUpdate();
        }
    }
}
