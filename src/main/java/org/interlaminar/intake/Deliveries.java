package org.interlaminar.intake;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.interlaminar.intake.Push.Conflict;
import org.interlaminar.reading.Bytes;

/** What is known of each push, and how messages were answered. */
final class Deliveries {
    private Deliveries() {}

    /**
     * The answer the message got when it came first; null when it comes for the first time or is none.
     *
     * @throws Conflict when its identifier stands for another message
     */
    static byte[] answered(Connection connection, Push push) throws SQLException, Conflict {
        if (push.message() == null) {
            return null;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "select sha256, response from landing.delivery where source = ? and message = ?")) {
            query.setString(1, push.source());
            query.setString(2, identity(push.message()));
            try (ResultSet first = query.executeQuery()) {
                if (!first.next()) {
                    return null;
                }
                if (!Arrays.equals(first.getBytes(1), push.sha256())) {
                    throw new Conflict(List.of(), "another message with this identifier has been answered before");
                }
                return first.getBytes(2);
            }
        }
    }

    static void keep(Connection connection, Push push, long run, int part, byte[] answer) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into landing.delivery (run, part, source,"
                + " request, received_at, media_type, bytes, sha256, message, response)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, run);
            insert.setInt(2, part);
            insert.setString(3, push.source());
            insert.setString(4, push.request());
            insert.setTimestamp(5, Timestamp.from(push.receivedAt()));
            insert.setString(6, push.mediaType());
            insert.setLong(7, push.bytes());
            insert.setBytes(8, push.sha256());
            insert.setString(9, push.message() == null ? null : identity(push.message()));
            insert.setBytes(10, answer);
            insert.executeUpdate();
        }
    }

    private static String identity(Push.Message message) {
        return HexFormat.of().formatHex(Bytes.sha256(message.identifier().getBytes(StandardCharsets.UTF_8)));
    }
}
