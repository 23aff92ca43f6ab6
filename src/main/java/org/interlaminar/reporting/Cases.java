package org.interlaminar.reporting;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.cases.HeldBack;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.SetAside;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.store.TextColumns;
import org.springframework.stereotype.Component;

/** Replaces people's cases whole, on the transaction of whoever derived them; what did not change is not written again. */
@Component
public class Cases {
    private static final String RECORDS = " (source, patient) in (select * from unnest(?::text[], ?::text[]))";

    private static final String HELD_BACK = "cases.held_back where";

    private final SecureRandom random = new SecureRandom();
    private final Changes changes;
    private final Touched touched;
    private final List<FollowUpWindow> windows;

    Cases(Changes changes, Touched touched, CaseChoices choices) {
        this.changes = changes;
        this.touched = touched;
        this.windows = choices.windows();
    }

    /** What is kept of a record's case: its hash and the value sets that decided. */
    private record Kept(byte[] digest, String terminology) {}

    /** Summaries of what is kept of these records. */
    public Map<PersonKey, CaseSummary> summaries(Connection connection, Collection<PersonKey> records)
            throws SQLException {
        Map<PersonKey, CaseSummary> summaries = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("select source, patient, lss, mild,"
                + " mild = 'yes' and index_date is not null, complete,"
                + " (select count(*) from cases.procedure p where p.source = c.source and p.patient = c.patient),"
                + " (select count(*) from cases.score s where s.source = c.source and s.patient = c.patient)"
                + " from cases.person_case c where" + RECORDS)) {
            TextColumns.bind(query, 1, records, PersonKey::source, PersonKey::patient);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    summaries.put(
                            new PersonKey(rows.getString(1), rows.getString(2)),
                            new CaseSummary(
                                    rows.getString(3),
                                    rows.getString(4),
                                    rows.getBoolean(5),
                                    rows.getInt(7),
                                    rows.getInt(8),
                                    rows.getBoolean(6)));
                }
            }
        }
        return summaries;
    }

    /**
     * Replaces everything kept of these people by the given cases; a person without a reported case is removed. Leaves a
     * record of every change to a case that had been kept before.
     *
     * @param people with the reasons for which they were derived again
     * @param terminology fingerprint of the value sets that decided
     */
    public void replace(
            Connection connection, Map<Person, SortedSet<String>> people, List<PersonCase> cases, String terminology)
            throws SQLException {
        Map<PersonKey, Kept> kept = kept(connection, records(people.keySet()));
        Map<PersonKey, PersonCase> reported = cases.stream()
                .filter(PersonCase::isReported)
                .collect(Collectors.toMap(PersonCase::person, Function.identity()));
        List<Person> changed = new ArrayList<>();
        List<Person> sameByOthers = new ArrayList<>();
        CaseTables tables = new CaseTables(windows);
        List<PersonCase> written = new ArrayList<>();
        for (Person person : people.keySet()) {
            PersonCase now = reported.get(person.key());
            byte[] digest = now == null ? null : CaseTables.digest(now, windows);
            Kept before = kept.get(person.key());
            boolean alone = person.joined().stream()
                    .noneMatch(id -> kept.containsKey(new PersonKey(person.key().source(), id)));
            if (alone && before == null && now == null) {
                continue;
            }
            if (alone && before != null && now != null && Arrays.equals(before.digest(), digest)) {
                if (!terminology.equals(before.terminology())) {
                    sameByOthers.add(person);
                }
                continue;
            }
            changed.add(person);
            if (now != null) {
                tables.add(now, digest, terminology);
                written.add(now);
            }
        }
        List<Person> keptBefore = changed.stream()
                .filter(person -> person.records().stream().anyMatch(kept::containsKey))
                .toList();
        Changes.Before before = changes.before(connection, keptBefore);
        forget(connection, "cases.person_case where", records(changed));
        surrogates(connection, written.stream().map(PersonCase::person).toList());
        tables.send(connection);
        changes.record(connection, before, people);
        redecided(connection, records(sameByOthers), terminology);
        touched.mark(
                connection,
                Stream.concat(records(changed).stream(), records(sameByOthers).stream())
                        .toList());
        forget(connection, "landing.quarantine where stage = 'deriving' and", records(people.keySet()));
        setAside(connection, cases);
    }

    /** Keeps which records are one person with another, whether the person has a case or not: people are counted by it. */
    public void join(Connection connection, Collection<Person> people) throws SQLException {
        forget(connection, "cases.joined_record where", records(people));
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into cases.joined_record (source, patient, known_by) values (?, ?, ?)")) {
            for (Person person : people) {
                for (String patient : person.joined()) {
                    insert.setString(1, person.key().source());
                    insert.setString(2, patient);
                    insert.setString(3, person.key().patient());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /**
     * Keeps which records of these people are left out because of their confidentiality labels. Whoever has one gets a
     * surrogate, the same in every export that includes them.
     */
    public void holdBack(Connection connection, Collection<Person> people, Map<Person, List<HeldBack>> heldBack)
            throws SQLException {
        forget(connection, HELD_BACK, records(people));
        Map<Person, List<HeldBack>> ofThese = new HashMap<>(heldBack);
        ofThese.keySet().retainAll(people);
        if (ofThese.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into cases.held_back (source, patient, type, id, content, labels) values (?, ?, ?, ?, ?, ?)")) {
            for (Map.Entry<Person, List<HeldBack>> one : ofThese.entrySet()) {
                for (HeldBack record : one.getValue()) {
                    insert.setString(1, one.getKey().key().source());
                    insert.setString(2, one.getKey().key().patient());
                    insert.setString(3, record.ref().type());
                    insert.setString(4, record.ref().id());
                    insert.setBytes(5, HexFormat.of().parseHex(record.ref().content()));
                    insert.setArray(
                            6, connection.createArrayOf("text", record.labels().toArray()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        surrogates(connection, ofThese.keySet().stream().map(Person::key).toList());
    }

    /**
     * Puts these cases in place of what is kept of these people, and lets nothing of theirs be held back. No change is recorded
     * and nothing is set aside: the transaction is going to be undone.
     */
    public void standIn(Connection connection, Collection<Person> people, List<PersonCase> cases, String terminology)
            throws SQLException {
        CaseTables tables = new CaseTables(windows);
        List<PersonKey> reported = new ArrayList<>();
        for (PersonCase one : cases) {
            if (one.isReported()) {
                tables.add(one, null, terminology);
                reported.add(one.person());
            }
        }
        forget(connection, "cases.person_case where", records(people));
        forget(connection, HELD_BACK, records(people));
        surrogates(connection, reported);
        tables.send(connection);
    }

    private static List<PersonKey> records(Collection<Person> people) {
        return people.stream().flatMap(person -> person.records().stream()).toList();
    }

    private static Map<PersonKey, Kept> kept(Connection connection, List<PersonKey> records) throws SQLException {
        Map<PersonKey, Kept> kept = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select source, patient, digest, terminology from cases.person_case where" + RECORDS)) {
            TextColumns.bind(query, 1, records, PersonKey::source, PersonKey::patient);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    kept.put(
                            new PersonKey(rows.getString(1), rows.getString(2)),
                            new Kept(rows.getBytes(3), rows.getString(4)));
                }
            }
        }
        return kept;
    }

    private static void forget(Connection connection, String what, List<PersonKey> records) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from " + what + RECORDS)) {
            TextColumns.bind(delete, 1, records, PersonKey::source, PersonKey::patient);
            delete.executeUpdate();
        }
    }

    /** Other value sets came to the same answer. */
    private static void redecided(Connection connection, List<PersonKey> records, String terminology)
            throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update cases.person_case set terminology = ? where" + RECORDS)) {
            update.setString(1, terminology);
            TextColumns.bind(update, 2, records, PersonKey::source, PersonKey::patient);
            update.executeUpdate();
        }
    }

    private void surrogates(Connection connection, List<PersonKey> people) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into xwalk.person (source, patient, person) values (?, ?, ?)"
                        + " on conflict (source, patient) do nothing")) {
            for (PersonKey one : people) {
                byte[] surrogate = new byte[8];
                random.nextBytes(surrogate);
                insert.setString(1, one.source());
                insert.setString(2, one.patient());
                insert.setString(3, "p" + HexFormat.of().formatHex(surrogate));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void setAside(Connection connection, List<PersonCase> cases) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.quarantine (source, cause, content, stage, message, type, id, patient, run, part,"
                        + " position, body_bytes) select v.source, ?, v.content, 'deriving', ?, v.type, v.id, ?, v.run,"
                        + " v.part, v.position, v.body_bytes from landing.version v"
                        + " where v.source = ? and v.type = ? and v.id = ? and v.content = ?"
                        + " on conflict (source, cause, content) do nothing")) {
            for (PersonCase one : cases) {
                for (SetAside aside : one.setAside()) {
                    insert.setString(1, aside.cause());
                    insert.setString(2, aside.message());
                    insert.setString(3, one.person().patient());
                    insert.setString(4, one.person().source());
                    insert.setString(5, aside.ref().type());
                    insert.setString(6, aside.ref().id());
                    insert.setBytes(7, HexFormat.of().parseHex(aside.ref().content()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
