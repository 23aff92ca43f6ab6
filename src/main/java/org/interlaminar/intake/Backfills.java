package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.store.TextColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People whose bodies had been given up and who were anchored later: what they need again, until it has come. */
@Component
public class Backfills {
    /**
     * An order.
     *
     * @param versions bodies that are missing
     * @param parts names of the files or pages they came in
     */
    public record Order(PersonKey record, Instant orderedAt, int versions, String parts) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Backfills(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Orders, oldest first. */
    public List<Order> waiting() {
        return jdbc.sql("select source, patient, ordered_at, versions, parts from landing.backfill"
                        + " order by ordered_at, source, patient")
                .query((row, i) -> order(row))
                .list();
    }

    /**
     * Bodies of these records that were given up, whether or not anybody has ordered them: one line for each record.
     *
     * @return orderedAt is null where nobody has
     */
    public List<Order> missing(Person person) {
        return jdbc.sql(
                        "select v.source, v.patient, b.ordered_at, count(*),"
                                + " coalesce(string_agg(distinct p.name, ', '), '') from landing.version v"
                                + " left join ledger.part p on p.run = v.run and p.part = v.part"
                                + " left join landing.backfill b on b.source = v.source and b.patient = v.patient"
                                + " where v.source = ? and v.patient = any(?) and v.kind = 'shrunk' group by 1, 2, 3 order by 1, 2")
                .params(person.key().source(), person.patients().toArray(String[]::new))
                .query((row, i) -> order(row))
                .list();
    }

    private static Order order(ResultSet row) throws SQLException {
        Timestamp orderedAt = row.getTimestamp(3);
        return new Order(
                new PersonKey(row.getString(1), row.getString(2)),
                orderedAt == null ? null : orderedAt.toInstant(),
                row.getInt(4),
                row.getString(5));
    }

    /**
     * Brings the orders of these records up to date, on the transaction that derives them: one for each record with a
     * current version whose body is missing, none for the others.
     *
     * @param missing those of the records whose bodies are wanted
     */
    public void update(Connection connection, Collection<PersonKey> records, Collection<PersonKey> missing)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from landing.backfill where (source, patient)"
                        + " in (select * from unnest(?::text[], ?::text[]))")) {
            List<PersonKey> served =
                    records.stream().filter(one -> !missing.contains(one)).toList();
            TextColumns.bind(delete, 1, served, PersonKey::source, PersonKey::patient);
            delete.executeUpdate();
        }
        if (missing.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.backfill (source, patient, ordered_at, versions, parts)"
                        + " select r.source, r.patient, ?, count(*), coalesce(string_agg(distinct p.name, ', '), '')"
                        + " from unnest(?::text[], ?::text[]) r(source, patient)"
                        + " join landing.version v on v.source = r.source and v.patient = r.patient and v.kind = 'shrunk'"
                        + " left join ledger.part p on p.run = v.run and p.part = v.part group by 1, 2"
                        + " on conflict (source, patient) do update set versions = excluded.versions, parts = excluded.parts")) {
            insert.setTimestamp(1, Timestamp.from(clock.instant()));
            TextColumns.bind(insert, 2, missing, PersonKey::source, PersonKey::patient);
            insert.executeUpdate();
        }
    }
}
