package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.store.TextColumns;
import org.springframework.stereotype.Component;

/** The reading face of what has landed. */
@Component
public class LandedVersions {
    /** How many versions, and their bytes as received. */
    public record Size(long versions, long bytes) {
        public static final Size UNLIMITED = new Size(Long.MAX_VALUE, Long.MAX_VALUE);

        public Size plus(Size other) {
            return new Size(versions + other.versions, bytes + other.bytes);
        }

        /** Whether either is beyond the other's. */
        public boolean exceeds(Size most) {
            return versions > most.versions || bytes > most.bytes;
        }
    }

    /**
     * What is current about some records.
     *
     * @param versions by record; of a record beyond the size asked for not all
     * @param sizes of all there is, by record; one without anything is not among them
     */
    public record Current(Map<PersonKey, List<LandedVersion>> versions, Map<PersonKey, Size> sizes) {}

    /**
     * A current version with its bytes as received.
     *
     * @param body null when it was given up because nothing anchored the person
     * @param delivered when it was delivered first
     * @param orderUndefined whether another version has the same place in the order
     */
    public record LandedVersion(SourceRef ref, byte[] body, Instant delivered, boolean orderUndefined) {}

    /** Whether another version of the same key has landed; fenced, see decision 0014. */
    private static final String HAS_ANOTHER = "exists (select from landing.version o where o.source = v.source"
            + " and o.type = v.type and o.id = v.id and o.content <> v.content offset 0)";

    private static final String TOLD = " from unnest(?::text[], ?::text[]) r(source, patient)"
            + " join landing.version v using (source, patient) where v.type = any(?)";

    /** Most resources have one version, and of one there is nothing to order: only the others are asked for in the view. */
    private static final String CURRENT = "select v.source, v.patient, v.type, v.id, v.content, v.body, v.body_bytes,"
            + " v.delivered, false" + TOLD + " and v.kind in ('whole', 'shrunk') and not " + HAS_ANOTHER
            + " union all select c.source, c.patient, c.type, c.id, c.content, c.body, c.body_bytes, c.delivered,"
            + " c.order_undefined from (select distinct v.source, v.type, v.id" + TOLD + " and " + HAS_ANOTHER
            + ") k join "
            + CurrentVersion.of("k.source", "k.type", "k.id")
            + " c on c.kind in ('whole', 'shrunk') join unnest(?::text[], ?::text[]) r(source, patient)"
            + " on r.source = c.source and r.patient = c.patient";

    /**
     * The current version of every resource about these records; a resource whose newest version is a key, a tombstone or
     * about somebody else is not among them.
     *
     * @param types FHIR types wanted
     * @param most a record that has more is counted to its end without being kept in memory
     */
    public Current current(Connection connection, Collection<PersonKey> records, Collection<String> types, Size most)
            throws SQLException {
        Map<PersonKey, List<LandedVersion>> versions = new HashMap<>();
        Map<PersonKey, Size> sizes = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(CURRENT)) {
            bind(query, 1, records, types);
            bind(query, 4, records, types);
            TextColumns.bind(query, 7, records, PersonKey::source, PersonKey::patient);
            query.setFetchSize(1000);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    PersonKey record = new PersonKey(rows.getString(1), rows.getString(2));
                    if (!sizes.merge(record, new Size(1, rows.getLong(7)), Size::plus)
                            .exceeds(most)) {
                        versions.computeIfAbsent(record, any -> new ArrayList<>())
                                .add(version(rows, 3));
                    }
                }
            }
        }
        return new Current(versions, sizes);
    }

    private static void bind(PreparedStatement query, int at, Collection<PersonKey> records, Collection<String> types)
            throws SQLException {
        TextColumns.bind(query, at, records, PersonKey::source, PersonKey::patient);
        query.setArray(at + 2, query.getConnection().createArrayOf("text", types.toArray()));
    }

    /** @param at column of the type; id, content, body, its size, delivery and whether the order is undefined follow */
    static LandedVersion version(ResultSet rows, int at) throws SQLException {
        String content = HexFormat.of().formatHex(rows.getBytes(at + 2));
        byte[] packed = rows.getBytes(at + 3);
        return new LandedVersion(
                new SourceRef(rows.getString(at), rows.getString(at + 1), content),
                packed == null ? null : Body.inflate(packed, rows.getInt(at + 4)),
                rows.getTimestamp(at + 5).toInstant(),
                rows.getBoolean(at + 6));
    }
}
