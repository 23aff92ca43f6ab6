package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Told by all its versions; whether there are others of the same key is fenced, see decision 0014. */
    private static final String TOLD =
            "select source, patient, type, id, v.content, case when alone then v.body end, v.body_bytes, v.delivered,"
                    + " false, alone, v.kind in ('whole', 'shrunk') from unnest(?::text[], ?::text[]) r(source, patient)"
                    + " join landing.version v using (source, patient) cross join lateral (select not exists (select"
                    + " from landing.version o where o.source = v.source and o.type = v.type and o.id = v.id"
                    + " and o.content <> v.content offset 0) as alone) k where v.type = any(?)";

    private static final String CURRENT = "select c.source, c.patient, c.type, c.id, c.content, c.body, c.body_bytes,"
            + " c.delivered, c.order_undefined from unnest(?::text[], ?::text[], ?::text[]) k(source, type, id) join "
            + CurrentVersion.of("k.source", "k.type", "k.id")
            + " c on c.kind in ('whole', 'shrunk') join unnest(?::text[], ?::text[]) r(source, patient)"
            + " on r.source = c.source and r.patient = c.patient";

    private record Key(String source, String type, String id) {}

    /**
     * The current version of every resource about these records; a resource whose newest version is a key, a tombstone or
     * about somebody else is not among them.
     *
     * @param types FHIR types wanted
     * @param most a record that has more is counted to its end without being kept in memory
     */
    public Current current(Connection connection, Collection<PersonKey> records, Collection<String> types, Size most)
            throws SQLException {
        Current current = new Current(new HashMap<>(), new HashMap<>());
        Set<Key> several = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(TOLD)) {
            TextColumns.bind(query, 1, records, PersonKey::source, PersonKey::patient);
            query.setArray(3, connection.createArrayOf("text", types.toArray()));
            query.setFetchSize(1000);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getBoolean(10)) {
                        several.add(new Key(rows.getString(1), rows.getString(3), rows.getString(4)));
                    } else if (rows.getBoolean(11)) {
                        add(rows, current, most);
                    }
                }
            }
        }
        if (!several.isEmpty()) {
            addNewest(connection, several, records, current, most);
        }
        return current;
    }

    /** Most resources have one version, and of one there is nothing to order: only the others are asked for in the view. */
    private static void addNewest(
            Connection connection, Set<Key> several, Collection<PersonKey> records, Current current, Size most)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(CURRENT)) {
            TextColumns.bind(query, 1, several, Key::source, Key::type, Key::id);
            TextColumns.bind(query, 4, records, PersonKey::source, PersonKey::patient);
            query.setFetchSize(1000);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    add(rows, current, most);
                }
            }
        }
    }

    private static void add(ResultSet row, Current current, Size most) throws SQLException {
        PersonKey record = new PersonKey(row.getString(1), row.getString(2));
        if (!current.sizes()
                .merge(record, new Size(1, row.getLong(7)), Size::plus)
                .exceeds(most)) {
            current.versions().computeIfAbsent(record, any -> new ArrayList<>()).add(version(row, 3));
        }
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
