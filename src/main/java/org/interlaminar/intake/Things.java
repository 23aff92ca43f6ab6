package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.intake.LandedVersions.LandedVersion;
import org.interlaminar.store.StoreLocks;
import org.interlaminar.store.TextColumns;
import org.springframework.stereotype.Component;

/**
 * Resources that are about nobody and that records of people name: drugs, devices. When one comes or changes, those who lean on
 * it are derived again. Reading them shares a lock with others who read, and merging new ones waits for them all: whoever read
 * too early has said by then on what they lean.
 */
@Component
public class Things {
    private static final Set<String> TYPES = Set.of("Medication", "Device");

    /** One of them, by its source, FHIR type and logical id. */
    public record Thing(String source, String type, String id) {}

    /** The current versions of these; those that have not landed or are gone are not among them. */
    public Map<Thing, LandedVersion> current(Connection connection, Collection<Thing> things) throws SQLException {
        Map<Thing, LandedVersion> current = new HashMap<>();
        if (things.isEmpty()) {
            return current;
        }
        for (String source : new TreeSet<>(things.stream().map(Thing::source).toList())) {
            StoreLocks.shareThings(connection, source);
        }
        List<Thing> wanted = List.copyOf(things);
        try (PreparedStatement query = connection.prepareStatement(
                "select c.source, c.type, c.id, c.content, c.body, c.body_bytes, c.delivered, c.order_undefined"
                        + " from unnest(?::text[], ?::text[], ?::text[]) t(source, type, id) join "
                        + CurrentVersion.of("t.source", "t.type", "t.id") + " c on c.kind = 'whole'")) {
            TextColumns.bind(query, 1, wanted, Thing::source, Thing::type, Thing::id);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    current.put(
                            new Thing(rows.getString(1), rows.getString(2), rows.getString(3)),
                            LandedVersions.version(rows, 2));
                }
            }
        }
        return current;
    }

    /** Keeps on what these records lean now, whether it has landed or not. */
    public void lean(Connection connection, Collection<PersonKey> records, Map<PersonKey, Set<Thing>> named)
            throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement("delete from landing.leaning"
                        + " where (source, patient) in (select * from unnest(?::text[], ?::text[]))");
                PreparedStatement keep = connection.prepareStatement(
                        "insert into landing.leaning (source, patient, type, id) values (?, ?, ?, ?)")) {
            TextColumns.bind(forget, 1, records, PersonKey::source, PersonKey::patient);
            forget.executeUpdate();
            boolean any = false;
            for (Map.Entry<PersonKey, Set<Thing>> one : named.entrySet()) {
                for (Thing thing : one.getValue()) {
                    keep.setString(1, one.getKey().source());
                    keep.setString(2, one.getKey().patient());
                    keep.setString(3, thing.type());
                    keep.setString(4, thing.id());
                    keep.addBatch();
                    any = true;
                }
            }
            if (any) {
                keep.executeBatch();
            }
        }
    }

    /** Marks whoever leans on staged resources, once these have been merged on the same transaction. */
    static void mark(Connection connection, String source, long run, Collection<String> staged) throws SQLException {
        if (staged.stream().noneMatch(TYPES::contains)) {
            return;
        }
        StoreLocks.changeThings(connection, source);
        try (PreparedStatement mark = connection.prepareStatement(
                "insert into landing.dirty (source, patient, run) select distinct l.source, l.patient, ?::bigint"
                        + " from staging s join landing.leaning l on l.source = ? and l.type = s.type and l.id = s.id")) {
            mark.setLong(1, run);
            mark.setString(2, source);
            mark.executeUpdate();
        }
    }
}
