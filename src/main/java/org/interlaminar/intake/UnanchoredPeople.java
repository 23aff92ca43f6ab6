package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.intake.Retention.Shrunk;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.store.TextColumns;
import org.interlaminar.store.Transaction;
import org.springframework.stereotype.Component;

/**
 * People without an anchored version on any of their records, without a case and without a surrogate.
 *
 * <p>A version that lands meanwhile cannot be overlooked: the caller holds the source, and should that lock have been lost with
 * its connection, no run commits into the source before this transaction has ended. The run's mark is then derived after it,
 * finds the bodies gone and orders them.
 */
@Component
class UnanchoredPeople {
    private static final int PEOPLE = 500;

    private static final String TO_KEEP =
            "select r.source, r.patient from unnest(?::text[], ?::text[]) r(source, patient)"
                    + " where exists (select from landing.version v left join ledger.part p on p.run = v.run and p.part = v.part"
                    + " where v.source = r.source and v.patient = r.patient"
                    + " and (v.anchor or greatest(v.delivered, p.landed_at) > ?))"
                    + " or exists (select from cases.person_case c where c.source = r.source and c.patient = r.patient)"
                    + " or exists (select from xwalk.person x where x.source = r.source and x.patient = r.patient)";

    private final DataSource dataSource;
    private final Ledger ledger;
    private final JoinedPeople joined;

    UnanchoredPeople(DataSource dataSource, Ledger ledger, JoinedPeople joined) {
        this.dataSource = dataSource;
        this.ledger = ledger;
        this.joined = joined;
    }

    /** @param last the last record looked at, or null when there are no more */
    record Batch(Shrunk shrunk, String last) {}

    /**
     * One transaction over the next records that have bodies, in the order of their ids.
     *
     * @param after the last record looked at before
     * @param before people with a delivery after this keep their bodies
     */
    Batch shrinkNext(String source, String after, Instant before) throws SQLException {
        return Transaction.committed(dataSource, connection -> {
            if (!ledger.holdWhole(connection, source)) {
                return new Batch(new Shrunk(0, 0, false), null);
            }
            List<PersonKey> records = withBodies(connection, source, after);
            Set<Person> unwanted = unwanted(connection, records, before);
            long versions = shrink(connection, source, unwanted);
            String last = records.size() < PEOPLE
                    ? null
                    : records.get(records.size() - 1).patient();
            return new Batch(new Shrunk(versions == 0 ? 0 : unwanted.size(), versions, true), last);
        });
    }

    private static List<PersonKey> withBodies(Connection connection, String source, String after) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select distinct patient from landing.version"
                + " where source = ? and patient > ? and kind = 'whole' order by patient limit ?")) {
            query.setString(1, source);
            query.setString(2, after);
            query.setInt(3, PEOPLE);
            List<PersonKey> records = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    records.add(new PersonKey(source, rows.getString(1)));
                }
            }
            return records;
        }
    }

    /** Those people of whom no record is to be kept. */
    private Set<Person> unwanted(Connection connection, List<PersonKey> records, Instant before) throws SQLException {
        Map<PersonKey, Person> people = joined.of(connection, records);
        Set<PersonKey> toKeep = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(TO_KEEP)) {
            TextColumns.bind(query, 1, people.keySet(), PersonKey::source, PersonKey::patient);
            query.setTimestamp(3, Timestamp.from(before));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    toKeep.add(new PersonKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return people.values().stream()
                .filter(person -> person.records().stream().noneMatch(toKeep::contains))
                .collect(Collectors.toSet());
    }

    private static long shrink(Connection connection, String source, Set<Person> people) throws SQLException {
        if (people.isEmpty()) {
            return 0;
        }
        try (PreparedStatement update = connection.prepareStatement("with given as (select source, type, id, content"
                + " from landing.version where source = ? and patient = any(?) and kind = 'whole'"
                + " order by source, type, id, content for update)"
                + " update landing.version v set kind = 'shrunk', body = null from given s where v.source = s.source"
                + " and v.type = s.type and v.id = s.id and v.content = s.content")) {
            update.setString(1, source);
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            people.stream()
                                    .flatMap(person -> person.patients().stream())
                                    .toArray()));
            return update.executeUpdate();
        }
    }
}
