package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The version of a key that counted before a push, where the key had landed. */
record Standing(String version, Instant lastUpdated, boolean isThere) {
    /** By place in the list; keys that have never landed are missing. */
    static Map<Integer, Standing> of(Connection connection, String source, List<Fate> fates) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select k.n, c.version_number, c.content, c.last_updated,"
                        + " c.kind from unnest(?::text[], ?::text[]) with ordinality k(type, id, n) join "
                        + CurrentVersion.of("?", "k.type", "k.id") + " c on true")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", fates.stream().map(Fate::type).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text", fates.stream().map(Fate::id).toArray()));
            query.setString(3, source);
            Map<Integer, Standing> standing = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    long number = rows.getLong(2);
                    Long told = rows.wasNull() ? null : number;
                    Timestamp age = rows.getTimestamp(4);
                    standing.put(
                            rows.getInt(1) - 1,
                            new Standing(
                                    Fate.version(told, rows.getBytes(3)),
                                    age == null ? null : age.toInstant(),
                                    !rows.getString(5).equals("tombstone")));
                }
            }
            return standing;
        }
    }
}
