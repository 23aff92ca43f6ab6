package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.SourceRef;
import org.springframework.stereotype.Component;

/** The reading face of what has landed. */
@Component
public class LandedVersions {
    /** Newest first: the server's clock, its version count, the delivery clock; a whole version before a key. */
    private static final String NEWEST_FIRST = "v.last_updated desc nulls last, v.version_number desc nulls last,"
            + " v.delivered desc, (v.kind = 'whole') desc, v.content desc";

    /** A current version with its bytes as received. */
    public record LandedVersion(SourceRef ref, byte[] body) {}

    /**
     * The current whole version of every resource about these people; a resource whose newest version is a key, a tombstone
     * or about somebody else is not among them.
     *
     * @param types FHIR types wanted
     */
    public Map<PersonKey, List<LandedVersion>> current(
            Connection connection, Collection<PersonKey> people, Collection<String> types) throws SQLException {
        Map<PersonKey, List<LandedVersion>> byPerson = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "with people as (select source, patient from unnest(?::text[], ?::text[]) p(source, patient)),"
                        + " keys as (select distinct v.source, v.type, v.id from people"
                        + "   join landing.version v using (source, patient) where v.type = any(?)),"
                        + " latest as (select distinct on (v.source, v.type, v.id) v.* from keys"
                        + "   join landing.version v using (source, type, id)"
                        + "   order by v.source, v.type, v.id, " + NEWEST_FIRST + ")"
                        + " select l.source, l.patient, l.type, l.id, l.content, l.body, l.body_bytes from latest l"
                        + " join people using (source, patient) where l.kind = 'whole'")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", people.stream().map(PersonKey::source).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text", people.stream().map(PersonKey::patient).toArray()));
            query.setArray(3, connection.createArrayOf("text", types.toArray()));
            query.setFetchSize(1000);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    byPerson.computeIfAbsent(
                                    new PersonKey(rows.getString(1), rows.getString(2)), any -> new ArrayList<>())
                            .add(version(rows));
                }
            }
        }
        return byPerson;
    }

    private static LandedVersion version(ResultSet rows) throws SQLException {
        String content = HexFormat.of().formatHex(rows.getBytes(5));
        return new LandedVersion(
                new SourceRef(rows.getString(3), rows.getString(4), content),
                Body.inflate(rows.getBytes(6), rows.getInt(7)));
    }
}
