package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.store.TextColumns;
import org.springframework.stereotype.Component;

/**
 * What people decided about records that recognition left open: landed like everything else that derive reads, append-only,
 * and taken back by another decision.
 */
@Component
public class Decisions {
    /** An answer to a question. */
    public enum Answer {
        YES,
        NO,
        /** Takes an earlier answer back. */
        OPEN;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One landed decision.
     *
     * @param number order of deciding
     * @param person the Patient record the asked record is about
     * @param type FHIR type of the asked record
     * @param id its logical id
     * @param tag what was asked
     * @param question fingerprint of the question
     */
    public record Landed(
            long number,
            PersonKey person,
            String type,
            String id,
            String tag,
            String question,
            Answer answer,
            String note,
            String by,
            Instant at) {}

    /** The newest decision about each question of these records that has not been taken back. */
    public Map<PersonKey, List<Landed>> inForce(Connection connection, Collection<PersonKey> records)
            throws SQLException {
        Map<PersonKey, List<Landed>> inForce = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select * from (select distinct on (d.source, d.type, d.id, d.tag, d.question) d.*"
                        + " from landing.decision d join unnest(?::text[], ?::text[]) r(source, patient)"
                        + " using (source, patient) order by d.source, d.type, d.id, d.tag, d.question, d.decision desc)"
                        + " newest where answer <> 'open' order by decision")) {
            TextColumns.bind(query, 1, records, PersonKey::source, PersonKey::patient);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Landed landed = landed(rows);
                    inForce.computeIfAbsent(landed.person(), any -> new ArrayList<>())
                            .add(landed);
                }
            }
        }
        return inForce;
    }

    /** Lets nobody else decide about the record until the connection's transaction ends; whoever decides looks after this. */
    public void hold(Connection connection, String source, String type, String id) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select pg_advisory_xact_lock(hashtextextended('decision ' || ? || '/' || ? || '/' || ?, 2))")) {
            lock.setString(1, source);
            lock.setString(2, type);
            lock.setString(3, id);
            lock.execute();
        }
    }

    /** The Patient a record is about by its current version; empty when no version tells. */
    public Optional<PersonKey> subject(Connection connection, String source, String type, String id)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select c.patient from (select 1) one join " + CurrentVersion.of("?", "?", "?") + " c on true")) {
            query.setString(1, source);
            query.setString(2, type);
            query.setString(3, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.ofNullable(row.getString(1)).map(patient -> new PersonKey(source, patient))
                        : Optional.empty();
            }
        }
    }

    /** Lands a decision and marks the person, on the connection's transaction. */
    public void land(Connection connection, Landed decision) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                        "insert into landing.decision (source, patient, type, id, tag, question, answer, note, decided_by,"
                                + " decided_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement mark = connection.prepareStatement(
                        "insert into landing.dirty (source, patient, reason) values (?, ?, 'decided by a person')")) {
            insert.setString(1, decision.person().source());
            insert.setString(2, decision.person().patient());
            insert.setString(3, decision.type());
            insert.setString(4, decision.id());
            insert.setString(5, decision.tag());
            insert.setString(6, decision.question());
            insert.setString(7, decision.answer().word());
            insert.setString(8, decision.note());
            insert.setString(9, decision.by());
            insert.setTimestamp(10, Timestamp.from(decision.at()));
            insert.executeUpdate();
            mark.setString(1, decision.person().source());
            mark.setString(2, decision.person().patient());
            mark.executeUpdate();
        }
    }

    private static Landed landed(ResultSet row) throws SQLException {
        return new Landed(
                row.getLong("decision"),
                new PersonKey(row.getString("source"), row.getString("patient")),
                row.getString("type"),
                row.getString("id"),
                row.getString("tag"),
                row.getString("question"),
                Answer.valueOf(row.getString("answer").toUpperCase(java.util.Locale.ROOT)),
                row.getString("note"),
                row.getString("decided_by"),
                row.getTimestamp("decided_at").toInstant());
    }
}
