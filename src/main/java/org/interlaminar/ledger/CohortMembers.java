package org.interlaminar.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People of a source who are followed one by one, and how far each has been read. Only the store's clock says who is due. */
@Component
public class CohortMembers {
    /**
     * Somebody to be looked at.
     *
     * @param upto up to where everything of the person has been read, by the server's clock; null for never
     * @param whole whether everything has to be read again
     */
    public record Due(String patient, Instant upto, boolean whole) {}

    private final JdbcClient jdbc;

    CohortMembers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** On the transaction of the page that shows them. */
    public void found(Connection connection, String source, Collection<String> patients) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into ledger.cohort_member"
                + " (source, patient, found_at) select distinct ?, patient, now() from unnest(?::text[]) p(patient)"
                + " on conflict do nothing")) {
            insert.setString(1, source);
            insert.setArray(2, connection.createArrayOf("text", patients.toArray()));
            insert.executeUpdate();
        }
    }

    /** These are all: nobody else is followed any more. What has landed of the others stays. */
    public void areAll(Connection connection, String source, Collection<String> patients) throws SQLException {
        found(connection, source, patients);
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from ledger.cohort_member where source = ? and patient <> all(?::text[])")) {
            delete.setString(1, source);
            delete.setArray(2, connection.createArrayOf("text", patients.toArray()));
            delete.executeUpdate();
        }
    }

    public long size(String source) {
        return jdbc.sql("select count(*) from ledger.cohort_member where source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    /** Has everything of everybody read again, at the source's next turn. */
    public void readAllWhole(String source) {
        jdbc.sql("update ledger.cohort_member set screen_generation = null, followed_at = null where source = ?")
                .param(source)
                .update();
    }

    /**
     * Who is to be looked at now, who has waited longest first.
     *
     * @param every how often each is looked at
     * @param resync how often everything of a person is read again; zero for never
     * @param whole whether everything of everybody is read again
     */
    public List<Due> due(String source, Duration every, Duration resync, String screenGeneration, boolean whole) {
        return jdbc.sql("select patient, upto, ? or upto is null or screen_generation is distinct from ?"
                        + " or (? > 0 and whole_at < now() - ? * interval '1 ms')"
                        + " from ledger.cohort_member where source = ? and (? or followed_at is null"
                        + " or followed_at <= now() - ? * interval '1 ms') order by followed_at nulls first, patient")
                .params(whole, screenGeneration, resync.toMillis(), resync.toMillis(), source, whole, every.toMillis())
                .query((row, i) -> new Due(
                        row.getString(1),
                        row.getTimestamp(2) == null ? null : row.getTimestamp(2).toInstant(),
                        row.getBoolean(3)))
                .list();
    }

    /**
     * Everything of the person, or all that has changed, has been read; on the transaction of its last page.
     *
     * @param upto the server's clock when that began, or null where it told none
     */
    public void followed(Connection connection, String source, Due person, Instant upto, String screenGeneration)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update ledger.cohort_member set followed_at = now(), upto = coalesce(?, upto),"
                        + " whole_at = case when ? then now() else whole_at end,"
                        + " screen_generation = case when ? then ? else screen_generation end"
                        + " where source = ? and patient = ?")) {
            update.setTimestamp(1, upto == null ? null : Timestamp.from(upto));
            update.setBoolean(2, person.whole());
            update.setBoolean(3, person.whole());
            update.setString(4, screenGeneration);
            update.setString(5, source);
            update.setString(6, person.patient());
            update.executeUpdate();
        }
    }

    /** The server refused something of the person: others come first. */
    public void putBack(String source, String patient) {
        jdbc.sql("update ledger.cohort_member set followed_at = now() where source = ? and patient = ?")
                .params(source, patient)
                .update();
    }
}
