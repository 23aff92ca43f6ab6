package org.interlaminar.derivation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.store.TextColumns;

/** People whose deriving fails: tried again, three times in all, then set aside with a cause while the others go on. */
final class PoisonPeople {
    private static final int TRIES = 3;

    /** Why a person could not be derived, as an operator groups it. */
    enum Cause {
        PERSON_FAILED("deriving failed"),
        PERSON_TOO_SLOW("deriving took longer than interlaminar.derive.time-limit"),
        PERSON_TOO_LARGE("more records than interlaminar.derive.max-versions or interlaminar.derive.max-bytes");

        private final String message;

        Cause(String message) {
            this.message = message;
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private PoisonPeople() {}

    /**
     * Counts a failure.
     *
     * @param detail what kind of failure, without content
     * @return whether the person is set aside now; if not, the marks stay and the person is tried again
     */
    static boolean failed(Connection connection, Person person, Cause cause, String detail) throws SQLException {
        if (cause != Cause.PERSON_TOO_LARGE && tries(connection, person.key()) < TRIES) {
            return false;
        }
        setAside(connection, person.key(), cause, detail);
        incomplete(connection, person);
        forget(connection, List.of(person));
        return true;
    }

    private static int tries(Connection connection, PersonKey person) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("insert into landing.attempt (source, patient, tries) values (?, ?, 1)"
                        + " on conflict (source, patient) do update set tries = attempt.tries + 1 returning tries")) {
            upsert.setString(1, person.source());
            upsert.setString(2, person.patient());
            try (ResultSet row = upsert.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void setAside(Connection connection, PersonKey person, Cause cause, String detail)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.quarantine (source, cause, content, stage, message, type, id, patient, body_bytes)"
                        + " values (?, ?, substring(sha256(convert_to(?, 'UTF8')) from 1 for 16), 'deriving', ?, 'Patient',"
                        + " ?, ?, 0) on conflict (source, cause, content) do update set times = quarantine.times + 1,"
                        + " message = excluded.message")) {
            insert.setString(1, person.source());
            insert.setString(2, cause.word());
            insert.setString(3, person.patient());
            insert.setString(4, cause.message + (detail.isEmpty() ? "" : " (" + detail + ")"));
            insert.setString(5, person.patient());
            insert.setString(6, person.patient());
            insert.executeUpdate();
        }
    }

    /** What was kept before stays, and says that it is not the whole. */
    private static void incomplete(Connection connection, Person person) throws SQLException {
        run(connection, List.of(person), "update cases.person_case set complete = false, digest = null");
    }

    /** People who could be derived start anew. */
    static void forget(Connection connection, Collection<Person> people) throws SQLException {
        run(connection, people, "delete from landing.attempt");
    }

    private static void run(Connection connection, Collection<Person> people, String sql) throws SQLException {
        List<PersonKey> records =
                people.stream().flatMap(person -> person.records().stream()).toList();
        try (PreparedStatement statement = connection.prepareStatement(
                sql + " where (source, patient) in (select * from unnest(?::text[], ?::text[]))")) {
            TextColumns.bind(statement, 1, records, PersonKey::source, PersonKey::patient);
            statement.executeUpdate();
        }
    }
}
