package org.interlaminar.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.ledger.Way;
import org.interlaminar.store.TextColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was set aside, by cause. */
@Component
public class Quarantine {
    /**
     * What is wrong in the same way.
     *
     * @param fingerprint names it: 8 hexadecimal digits, the same wherever the same thing is wrong
     * @param message what is wrong, without content
     */
    public record CauseCount(String source, String cause, String fingerprint, long records, String message) {}

    /** One record: where it stands in which part, for the person who has to look at the file. */
    public record Entry(
            String source,
            String cause,
            String fingerprint,
            String message,
            String type,
            String id,
            Long run,
            String part,
            Long position) {}

    /** A version that could not land, and whose person is known. */
    public record Unlanded(SourceRef ref, String cause, String message) {}

    /** Lines are bounded by interlaminar.intake.max-line, so this bounds what is held in memory. */
    private static final int MOST_TOGETHER = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;

    Quarantine(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What of these records could not land and has not been outdated by a version that did. */
    public Map<PersonKey, List<Unlanded>> unlanded(Connection connection, Collection<PersonKey> records)
            throws SQLException {
        Map<PersonKey, List<Unlanded>> unlanded = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select q.source, q.patient, q.type, q.id, q.content, q.cause, q.message from landing.quarantine q"
                        + " join unnest(?::text[], ?::text[]) r(source, patient) using (source, patient)"
                        + " where q.stage = 'landing' and not exists (select from landing.version v where v.source = q.source"
                        + " and v.type = q.type and v.id = q.id and coalesce(v.last_updated, v.delivered) > q.delivered)")) {
            TextColumns.bind(query, 1, records, PersonKey::source, PersonKey::patient);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    SourceRef ref = new SourceRef(
                            rows.getString(3), rows.getString(4), HexFormat.of().formatHex(rows.getBytes(5)));
                    unlanded.computeIfAbsent(
                                    new PersonKey(rows.getString(1), rows.getString(2)), any -> new ArrayList<>())
                            .add(new Unlanded(ref, rows.getString(6), rows.getString(7)));
                }
            }
        }
        return unlanded;
    }

    public List<CauseCount> byCause() {
        return jdbc.sql(
                        "select source, cause, fingerprint, count(*), min(message) from landing.quarantine group by 1, 2, 3"
                                + " order by 4 desc, 1, 2, 3")
                .query((row, i) -> new CauseCount(
                        row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getString(5)))
                .list();
    }

    public List<Entry> entries(int limit) {
        return jdbc.sql("select q.source, q.cause, q.fingerprint, q.message, q.type, q.id, q.run, p.name, q.position"
                        + " from landing.quarantine q left join ledger.part p on p.run = q.run and p.part = q.part"
                        + " order by q.source, q.cause, q.run, q.part, q.position limit ?")
                .param(limit)
                .query((row, i) -> new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getString(8),
                        row.getLong(9)))
                .list();
    }

    /**
     * What is wrong in this way, by delivery, oldest first, in portions that fit into memory.
     *
     * @param cause a fingerprint or a cause code
     */
    List<Batch> batches(String cause) {
        List<Batch> batches = new ArrayList<>();
        jdbc.sql("select source, coalesce(delivered, (select started_at from ledger.run where run = q.run), now()),"
                        + " observed, epoch, incremental, cause, encode(content, 'hex'), body_bytes"
                        + " from landing.quarantine q where ? in (fingerprint, cause) and stage = 'landing'"
                        + " and body is not null and cause <> 'line-too-long'"
                        + " order by source, epoch, 2, observed, incremental, cause, run, part, position")
                .param(cause)
                .query(row -> {
                    Delivery delivery = new Delivery(
                            row.getString(1),
                            Way.REPLAY,
                            row.getTimestamp(2).toInstant(),
                            row.getBoolean(3),
                            row.getBoolean(5) ? Scope.CHANGES : Scope.SOME);
                    Batch batch = new Batch(delivery, row.getInt(4), row.getString(6), new ArrayList<>());
                    Batch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
                    boolean same = last != null
                            && last.isLike(batch)
                            && last.contents().size() < MOST_TOGETHER;
                    if (!same) {
                        batches.add(batch);
                        last = batch;
                    }
                    last.contents().add(row.getString(7));
                });
        return batches;
    }

    /** Bodies that came by one delivery, named by their content. */
    record Batch(Delivery delivery, int epoch, String cause, List<String> contents) {
        boolean isLike(Batch other) {
            return delivery.equals(other.delivery) && epoch == other.epoch && cause.equals(other.cause);
        }

        String source() {
            return delivery.source();
        }
    }

    /** What was received, and what {@code urn:uuid} names in it stand for. */
    record Kept(byte[] bytes, Map<String, String> urns) {}

    List<Kept> bodies(Batch batch) {
        return jdbc.sql("select body, body_bytes, urns from landing.quarantine where source = ? and cause = ?"
                        + " and content = any(select decode(unnest(?::text[]), 'hex')) order by run, part, position")
                .params(batch.source(), batch.cause(), batch.contents().toArray(String[]::new))
                .query((row, i) -> new Kept(Body.inflate(row.getBytes(1), row.getInt(2)), urns(row.getString(3))))
                .list();
    }

    private static Map<String, String> urns(String json) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the names kept beside a quarantined resource are damaged", e);
        }
    }

    /** Lets go of what came by this delivery, but for what is still wrong. */
    static void release(Connection connection, Batch batch, Set<String> stillWrong) throws SQLException {
        List<String> released = batch.contents().stream()
                .filter(content -> !stillWrong.contains(content))
                .toList();
        try (PreparedStatement delete = connection.prepareStatement(
                "with released as (delete from landing.quarantine where source = ? and cause = ?"
                        + " and content = any(select decode(unnest(?::text[]), 'hex')) returning source, patient)"
                        + " insert into landing.dirty (source, patient, reason)"
                        + " select distinct source, patient, 'replayed' from released where patient is not null")) {
            delete.setString(1, batch.source());
            delete.setString(2, batch.cause());
            delete.setArray(3, connection.createArrayOf("text", released.toArray()));
            delete.executeUpdate();
        }
    }

    /** Marks everybody whose deriving was stopped in this way. @return how many records are set aside for it */
    public int markDerived(Connection connection, String cause) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(
                "insert into landing.dirty (source, patient, reason) select distinct source, patient, 'replayed'"
                        + " from landing.quarantine where ? in (fingerprint, cause) and stage = 'deriving'")) {
            mark.setString(1, cause);
            return mark.executeUpdate();
        }
    }

    /** How many records share a fingerprint or a cause code. */
    public long count(String cause) {
        return jdbc.sql("select count(*) from landing.quarantine where ? in (fingerprint, cause)")
                .param(cause)
                .query(Long.class)
                .single();
    }
}
