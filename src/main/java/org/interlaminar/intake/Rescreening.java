package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reading.Screen;
import org.interlaminar.reading.Screened;
import org.interlaminar.reading.Unreadable;
import org.springframework.stereotype.Component;

/** Looks at landed bodies with today's screen: other value sets may anchor people whom the former ones did not. */
@Component
public class Rescreening {
    private static final int TOGETHER = 1000;

    private final FhirProfiles profiles;

    Rescreening(FhirProfiles profiles) {
        this.profiles = profiles;
    }

    /** One landed version that anchors its person now and did not before. */
    private record Anchor(String source, String type, String id, byte[] content) {}

    /**
     * Finds people who are anchored by today's value sets and were not by those that screened their records, and marks the
     * versions that do it, on the connection's transaction.
     */
    public Set<PersonKey> anchor(Connection connection) throws SQLException {
        Set<PersonKey> people = new TreeSet<>();
        List<Anchor> found = new ArrayList<>();
        Screen screen = profiles.newScreen().uncounted();
        try (PreparedStatement query = connection.prepareStatement(
                "select source, type, id, content, patient, body, body_bytes from landing.version"
                        + " where kind = 'whole' and not anchor and patient is not null and type <> all (?)")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", Screen.typesWithoutAnchors().toArray()));
            query.setFetchSize(TOGETHER);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (anchors(screen, Body.inflate(rows.getBytes(6), rows.getInt(7)))) {
                        people.add(new PersonKey(rows.getString(1), rows.getString(5)));
                        found.add(
                                new Anchor(rows.getString(1), rows.getString(2), rows.getString(3), rows.getBytes(4)));
                    }
                }
            }
        }
        for (int from = 0; from < found.size(); from += TOGETHER) {
            mark(connection, found.subList(from, Math.min(found.size(), from + TOGETHER)));
        }
        return people;
    }

    private static boolean anchors(Screen screen, byte[] body) {
        try {
            Screened screened = screen.screen(Arrays.copyOf(body, body.length + Screen.PADDING), 0, body.length);
            return screened.anchor();
        } catch (Unreadable e) {
            return false;
        }
    }

    private static void mark(Connection connection, List<Anchor> anchors) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update landing.version set anchor = true"
                + " where source = ? and type = ? and id = ? and content = ?")) {
            for (Anchor anchor : anchors) {
                update.setString(1, anchor.source());
                update.setString(2, anchor.type());
                update.setString(3, anchor.id());
                update.setBytes(4, anchor.content());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
