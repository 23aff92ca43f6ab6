package org.interlaminar.derivation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.intake.JoinedPeople;
import org.interlaminar.store.TextColumns;

/**
 * The marks that say whom to derive. Whoever derives a person holds the locks of all of that person's records, then reads the
 * marks, then the versions, and deletes exactly the marks it read: a mark that arrives meanwhile stays.
 */
final class DirtyPeople {
    /** A mark on one record of a person: where it stands, and why it was made. */
    record Mark(PersonKey record, long seq, String why) {}

    /**
     * People held by this transaction, with the marks read.
     *
     * @param leftToOthers people whose records were not all to be had; they are still dirty
     * @param missing a record that was not to be had, or null
     */
    record Claimed(Map<Person, List<Mark>> marks, int leftToOthers, PersonKey missing) {
        boolean isEmpty() {
            return marks.isEmpty();
        }

        Set<Person> people() {
            return marks.keySet();
        }

        SortedSet<String> why(Person person) {
            SortedSet<String> why = new TreeSet<>();
            marks.get(person).forEach(mark -> why.add(mark.why()));
            return why;
        }

        /** The same without those whose marks are to stay. */
        Claimed without(Collection<Person> others) {
            Map<Person, List<Mark>> rest = new HashMap<>(marks);
            rest.keySet().removeAll(others);
            return new Claimed(rest, leftToOthers, missing);
        }
    }

    private final JoinedPeople joined;

    DirtyPeople(JoinedPeople joined) {
        this.joined = joined;
    }

    Claimed claim(Connection connection, int most) throws SQLException {
        Set<PersonKey> held = lockDirty(connection, most);
        Set<PersonKey> needed = new LinkedHashSet<>();
        joined.of(connection, held).values().forEach(person -> needed.addAll(person.records()));
        needed.removeAll(held);
        held.addAll(lock(connection, needed));
        Map<PersonKey, List<Mark>> marks = marks(connection, held);
        // Asked again, because who belongs together may have changed before the locks were ours.
        Map<Person, List<Mark>> whole = new HashMap<>();
        Set<Person> people = new HashSet<>(joined.of(connection, marks.keySet()).values());
        for (Person person : people) {
            if (held.containsAll(person.records())) {
                List<Mark> all = new ArrayList<>();
                person.records().forEach(record -> all.addAll(marks.getOrDefault(record, List.of())));
                whole.put(person, all);
            }
        }
        PersonKey missing = people.stream()
                .flatMap(person -> person.records().stream())
                .filter(record -> !held.contains(record))
                .findFirst()
                .orElse(null);
        return new Claimed(whole, people.size() - whole.size(), missing);
    }

    private static Set<PersonKey> lockDirty(Connection connection, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select source, patient from (select distinct source, patient from landing.dirty order by 1, 2) d"
                        + " where pg_try_advisory_xact_lock(hashtextextended(source || '/' || patient, 1)) limit ?")) {
            query.setInt(1, most);
            return records(query);
        }
    }

    private static Set<PersonKey> lock(Connection connection, Collection<PersonKey> records) throws SQLException {
        if (records.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement query = connection.prepareStatement(
                "select source, patient from (select * from unnest(?::text[], ?::text[]) r(source, patient) order by 1, 2) r"
                        + " where pg_try_advisory_xact_lock(hashtextextended(source || '/' || patient, 1))")) {
            TextColumns.bind(query, 1, records, PersonKey::source, PersonKey::patient);
            return records(query);
        }
    }

    /** Waits until nobody holds the record; whoever waits must hold nothing, or two could wait for each other. */
    static void await(Connection connection, PersonKey record) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(? || '/' || ?, 1))")) {
            lock.setString(1, record.source());
            lock.setString(2, record.patient());
            lock.execute();
        }
    }

    /** Waits until all of these are this transaction's; whoever derives never waits while holding any. */
    static void hold(Connection connection, Collection<PersonKey> records) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select pg_advisory_xact_lock(hashtextextended(source || '/' || patient, 1))"
                        + " from (select * from unnest(?::text[], ?::text[]) r(source, patient) order by 1, 2) r")) {
            TextColumns.bind(lock, 1, records, PersonKey::source, PersonKey::patient);
            lock.execute();
        }
    }

    private static Set<PersonKey> records(PreparedStatement query) throws SQLException {
        Set<PersonKey> records = new HashSet<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                records.add(new PersonKey(rows.getString(1), rows.getString(2)));
            }
        }
        return records;
    }

    /** A statement after the locks on purpose: it sees marks committed while they were being taken. */
    private static Map<PersonKey, List<Mark>> marks(Connection connection, Collection<PersonKey> records)
            throws SQLException {
        Map<PersonKey, List<Mark>> marks = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select source, patient, seq, reason || coalesce(' in run ' || run, '') from landing.dirty"
                        + " join unnest(?::text[], ?::text[]) p(source, patient) using (source, patient)")) {
            TextColumns.bind(query, 1, records, PersonKey::source, PersonKey::patient);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    PersonKey record = new PersonKey(rows.getString(1), rows.getString(2));
                    marks.computeIfAbsent(record, any -> new ArrayList<>())
                            .add(new Mark(record, rows.getLong(3), rows.getString(4)));
                }
            }
        }
        return marks;
    }

    /** Those with a version on any record that anchors them, or a case from before: nobody else can have a case. */
    static List<Person> anchored(Connection connection, Collection<Person> people) throws SQLException {
        Set<PersonKey> records = new HashSet<>();
        people.forEach(person -> records.addAll(person.records()));
        try (PreparedStatement query = connection.prepareStatement(
                "select source, patient from unnest(?::text[], ?::text[]) p(source, patient)"
                        + " where exists (select from landing.version v where v.source = p.source"
                        + " and v.patient = p.patient and v.anchor) or exists (select from cases.person_case c"
                        + " where c.source = p.source and c.patient = p.patient)")) {
            TextColumns.bind(query, 1, records, PersonKey::source, PersonKey::patient);
            Set<PersonKey> anchored = records(query);
            return people.stream()
                    .filter(person -> person.records().stream().anyMatch(anchored::contains))
                    .toList();
        }
    }

    static void done(Connection connection, Claimed claimed) throws SQLException {
        List<Mark> marks =
                claimed.marks().values().stream().flatMap(List::stream).toList();
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from landing.dirty d using unnest(?::text[], ?::text[], ?::bigint[]) m(source, patient, seq)"
                        + " where d.source = m.source and d.patient = m.patient and d.seq = m.seq")) {
            TextColumns.bind(delete, 1, marks, mark -> mark.record().source(), mark -> mark.record()
                    .patient());
            delete.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", marks.stream().map(Mark::seq).toArray()));
            delete.executeUpdate();
        }
    }
}
