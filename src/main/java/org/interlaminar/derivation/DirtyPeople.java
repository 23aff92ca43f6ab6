package org.interlaminar.derivation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.interlaminar.clinical.PersonKey;

/**
 * The marks that say whom to derive. Whoever derives a person holds that person's lock, reads the marks, then the versions,
 * and deletes exactly the marks it read: a mark that arrives meanwhile stays.
 */
final class DirtyPeople {
    /** People held by this transaction, with the marks read. */
    record Claimed(Map<PersonKey, List<Long>> marks) {
        boolean isEmpty() {
            return marks.isEmpty();
        }

        Set<PersonKey> people() {
            return marks.keySet();
        }
    }

    private DirtyPeople() {}

    static Claimed claim(Connection connection, int most) throws SQLException {
        List<PersonKey> held = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select source, patient from (select distinct source, patient from landing.dirty order by 1, 2) d"
                        + " where pg_try_advisory_xact_lock(hashtextextended(source || '/' || patient, 1)) limit ?")) {
            query.setInt(1, most);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    held.add(new PersonKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return new Claimed(marks(connection, held));
    }

    /** A second statement on purpose: it sees marks committed while the locks were being taken. */
    private static Map<PersonKey, List<Long>> marks(Connection connection, List<PersonKey> people) throws SQLException {
        Map<PersonKey, List<Long>> marks = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select source, patient, seq from landing.dirty join unnest(?::text[], ?::text[]) p(source, patient)"
                        + " using (source, patient)")) {
            people(query, connection, people);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    marks.computeIfAbsent(new PersonKey(rows.getString(1), rows.getString(2)), any -> new ArrayList<>())
                            .add(rows.getLong(3));
                }
            }
        }
        return marks;
    }

    /** Those with any version that anchors them, or a case from before: nobody else can have a case. */
    static Set<PersonKey> anchored(Connection connection, Claimed claimed) throws SQLException {
        Set<PersonKey> anchored = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select source, patient from unnest(?::text[], ?::text[]) p(source, patient)"
                        + " where exists (select from landing.version v where v.source = p.source"
                        + " and v.patient = p.patient and v.anchor) or exists (select from cases.person_case c"
                        + " where c.source = p.source and c.patient = p.patient)")) {
            people(query, connection, List.copyOf(claimed.people()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    anchored.add(new PersonKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return anchored;
    }

    static void done(Connection connection, Claimed claimed) throws SQLException {
        List<String> sources = new ArrayList<>();
        List<String> patients = new ArrayList<>();
        List<Long> marks = new ArrayList<>();
        claimed.marks()
                .forEach((person, seqs) -> seqs.forEach(seq -> {
                    sources.add(person.source());
                    patients.add(person.patient());
                    marks.add(seq);
                }));
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from landing.dirty d using unnest(?::text[], ?::text[], ?::bigint[]) m(source, patient, seq)"
                        + " where d.source = m.source and d.patient = m.patient and d.seq = m.seq")) {
            delete.setArray(1, connection.createArrayOf("text", sources.toArray()));
            delete.setArray(2, connection.createArrayOf("text", patients.toArray()));
            delete.setArray(3, connection.createArrayOf("bigint", marks.toArray()));
            delete.executeUpdate();
        }
    }

    private static void people(PreparedStatement statement, Connection connection, List<PersonKey> people)
            throws SQLException {
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", people.stream().map(PersonKey::source).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "text", people.stream().map(PersonKey::patient).toArray()));
    }
}
