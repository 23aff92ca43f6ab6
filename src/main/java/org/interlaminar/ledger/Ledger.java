package org.interlaminar.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes and reads the ledger. What belongs to a landing transaction is written on that transaction's connection. */
@Component
public class Ledger {
    /** Why a run that never ended is partial. */
    public static final String CUT_OFF = "the run was cut off before its end";

    private final JdbcClient jdbc;
    private final Clock clock;

    Ledger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A run that may land.
     *
     * @param epoch life of the source it lands in
     */
    public record Opened(long run, int epoch) {}

    /**
     * Opens a run and makes it the only one that may land the source. Runs of the source that never ended are closed: their
     * process was killed or lost the store.
     */
    public Opened open(String source, Way way, String screenGeneration) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("update ledger.run set finished_at = ?, outcome = 'partial', reason = ? where source = ?"
                        + " and outcome = 'running'")
                .params(now, CUT_OFF, source)
                .update();
        return jdbc.sql("with opened as (insert into ledger.run (source, way, started_at, screen_generation)"
                        + " values (?, ?, ?, ?) returning run, source)"
                        + " insert into ledger.source (source, run) select source, run from opened"
                        + " on conflict (source) do update set run = excluded.run returning run, epoch")
                .params(source, way.word(), now, screenGeneration)
                .query((row, i) -> new Opened(row.getLong(1), row.getInt(2)))
                .single();
    }

    /**
     * The run that pushes of today are written under, on the transaction of a push; pushes of a source come one after the other.
     * It is complete at any time and takes the source from no other run.
     */
    public Opened pushed(Connection connection, String source, String screenGeneration) throws SQLException {
        Timestamp now = Timestamp.from(clock.instant());
        try (PreparedStatement today = connection.prepareStatement("update ledger.run set finished_at = ? where run ="
                        + " (select run from ledger.run where source = ? and way = ? order by run desc limit 1)"
                        + " and screen_generation = ? and started_at >= date_trunc('day', ?, 'UTC') returning run");
                PreparedStatement first = connection.prepareStatement("insert into ledger.run (source, way, started_at,"
                        + " finished_at, outcome, screen_generation) values (?, ?, ?, ?, ?, ?) returning run")) {
            today.setTimestamp(1, now);
            today.setString(2, source);
            today.setString(3, Way.PUSH.word());
            today.setString(4, screenGeneration);
            today.setTimestamp(5, now);
            Long run = number(today);
            if (run == null) {
                first.setString(1, source);
                first.setString(2, Way.PUSH.word());
                first.setTimestamp(3, now);
                first.setTimestamp(4, now);
                first.setString(5, Outcome.COMPLETE.word());
                first.setString(6, screenGeneration);
                run = number(first);
            }
            return new Opened(run, holdLife(connection, source, run));
        }
    }

    private static Long number(PreparedStatement query) throws SQLException {
        try (ResultSet answer = query.executeQuery()) {
            return answer.next() ? answer.getLong(1) : null;
        }
    }

    /** Holds the life the source is in to the end of the transaction. @param run takes the source when none ever has */
    private static int holdLife(Connection connection, String source, long run) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement(
                        "insert into ledger.source (source, run) values (?, ?) on conflict do nothing");
                PreparedStatement life =
                        connection.prepareStatement("select epoch from ledger.source where source = ? for share")) {
            known.setString(1, source);
            known.setLong(2, run);
            known.executeUpdate();
            life.setString(1, source);
            return number(life).intValue();
        }
    }

    /** Number of the part that comes next in a run of pushes, on the transaction of a push. */
    public int nextPart(Connection connection, long run) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select coalesce(max(part), 0) + 1 from ledger.part where run = ?")) {
            query.setLong(1, run);
            return number(query).intValue();
        }
    }

    /**
     * Holds, to the end of the transaction, the right of the run to land the source.
     *
     * @throws LateRun when another run has taken the source meanwhile: this one must roll back
     */
    public void hold(Connection connection, String source, long run) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select 1 from ledger.source where source = ? and run = ? for share")) {
            query.setString(1, source);
            query.setLong(2, run);
            if (!query.executeQuery().next()) {
                throw new LateRun(source);
            }
        }
    }

    /**
     * Keeps every run from committing into the source, to the end of the transaction.
     *
     * @return whether the newest load, pull, export and drop are complete, so that nothing is known to be missing or still to come
     */
    public boolean holdWhole(Connection connection, String source) throws SQLException {
        try (PreparedStatement hold =
                        connection.prepareStatement("select 1 from ledger.source where source = ? for update");
                PreparedStatement query =
                        connection.prepareStatement("select coalesce(bool_and(outcome = 'complete'), false) from ("
                                + "select distinct on (way) outcome from ledger.run where source = ?"
                                + " and way in ('load', 'pull', 'bulk', 'drop') order by way, run desc) newest")) {
            hold.setString(1, source);
            hold.execute();
            query.setString(1, source);
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getBoolean(1);
            }
        }
    }

    /** Every source that has ever been landed. */
    public List<String> sources() {
        return jdbc.sql("select source from ledger.source where run is not null order by source")
                .query(String.class)
                .list();
    }

    /**
     * Sources of which something was last received whole under another screen: a type that is pulled, or a file by its name.
     * Resources may be missing that would land today.
     */
    public List<String> stale(String screenGeneration) {
        return jdbc.sql("select source from ledger.watermark where screen_generation <> ?"
                        + " union select source from (select distinct on (r.source, p.name) r.source, r.screen_generation"
                        + " from ledger.part p join ledger.run r using (run) where r.way in ('load', 'drop')"
                        + " and p.gap is null order by r.source, p.name, r.run desc) files"
                        + " where screen_generation <> ? order by 1")
                .params(screenGeneration, screenGeneration)
                .query(String.class)
                .list();
    }

    /** When the source's newest run began, or empty when it is the first. */
    public Optional<Instant> lastBegan(String source) {
        return jdbc.sql("select max(started_at) from ledger.run where source = ?")
                .param(source)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Closes a run. @param reason why it is not complete, in one sentence, or null */
    public void close(long run, Outcome outcome, String reason) {
        jdbc.sql("update ledger.run set finished_at = ?, outcome = ?, reason = ? where run = ?")
                .params(Timestamp.from(clock.instant()), outcome.word(), reason, run)
                .update();
    }

    /**
     * Writes a part and what became of it, on the landing transaction.
     *
     * @throws IllegalStateException when the tally does not add up to what was received: the part must not be committed
     */
    public void write(Connection connection, long run, PartEntry part, Tally tally) throws SQLException {
        if (part.received() != tally.total()) {
            throw new IllegalStateException("part " + part.name() + ": received " + part.received()
                    + " versions but accounted for " + tally.total());
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ledger.part (run, part, name, bytes, received, expected, gap, landed_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, run);
            insert.setInt(2, part.part());
            insert.setString(3, part.name());
            insert.setLong(4, part.bytes());
            insert.setLong(5, part.received());
            insert.setObject(6, part.expected());
            insert.setString(7, part.gap());
            insert.setTimestamp(8, Timestamp.from(clock.instant()));
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ledger.tally (run, part, type, state, reason, versions) values (?, ?, ?, ?, ?, ?)")) {
            for (Map.Entry<Tally.Line, Long> line : tally.lines()) {
                insert.setLong(1, run);
                insert.setInt(2, part.part());
                insert.setString(3, line.getKey().type());
                insert.setString(4, line.getKey().state().word());
                insert.setString(5, line.getKey().reason());
                insert.setLong(6, line.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Up to where the type has been pulled from the source, or empty before the first complete pull. */
    public Optional<Instant> watermark(String source, String type) {
        return pulled(source, type).map(Pulled::upto);
    }

    /**
     * How far a type has been pulled.
     *
     * @param upto the watermark
     * @param screenGeneration screen under which it was last pulled whole; null when it has to be pulled whole again
     */
    public record Pulled(Instant upto, String screenGeneration) {}

    /** Empty before the first complete pull of the type. */
    public Optional<Pulled> pulled(String source, String type) {
        return jdbc.sql("select upto, screen_generation from ledger.watermark where source = ? and type = ?")
                .params(source, type)
                .query((row, i) -> new Pulled(row.getTimestamp(1).toInstant(), row.getString(2)))
                .optional();
    }

    /** Whether a whole pull of the type has ended within this time, by the store's clock; a node's clock may be a little fast. */
    public boolean pulledWholeWithin(String source, String type, Duration time) {
        return jdbc.sql("select exists (select from ledger.run r join ledger.part p using (run) where r.source = ?"
                        + " and r.way in ('pull', 'bulk') and coalesce(r.finished_at, now()) >= now() - ? * interval '1 ms'"
                        + " and p.name = ? and p.gap is null"
                        + " and p.landed_at between now() - ? * interval '1 ms' and now() + interval '10 min')")
                .params(source, time.toMillis(), PartEntry.gone(type), time.toMillis())
                .query(Boolean.class)
                .single();
    }

    /**
     * Moves a watermark by compare-and-set, on the transaction of the rows it covers.
     *
     * @param from what the run read when it began, or null for none
     * @param screenGeneration screen under which the type has now been pulled whole, or null when only changes were pulled
     * @return false when another run moved it meanwhile: the transaction must roll back
     */
    public boolean moveWatermark(
            Connection connection,
            String source,
            String type,
            Instant from,
            Instant to,
            long run,
            String screenGeneration)
            throws SQLException {
        String sql = from == null
                ? "insert into ledger.watermark (upto, run, screen_generation, source, type) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing"
                : "update ledger.watermark set upto = ?, run = ?, screen_generation = coalesce(?, screen_generation)"
                        + " where source = ? and type = ? and upto = ?";
        try (PreparedStatement move = connection.prepareStatement(sql)) {
            move.setTimestamp(1, Timestamp.from(to));
            move.setLong(2, run);
            move.setString(3, screenGeneration);
            move.setString(4, source);
            move.setString(5, type);
            if (from != null) {
                move.setTimestamp(6, Timestamp.from(from));
            }
            return move.executeUpdate() == 1;
        }
    }

    /**
     * Begins a later life of the source, on the transaction of the rows that show it: runs opened from now on land in it, and
     * every type has to be pulled whole again.
     */
    public void beginNextLife(Connection connection, String source) throws SQLException {
        for (String sql : List.of(
                "update ledger.source set epoch = epoch + 1 where source = ?",
                "update ledger.watermark set screen_generation = null where source = ?")) {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setString(1, source);
                update.executeUpdate();
            }
        }
    }

    /**
     * Has types pulled whole at their next turn, on the transaction of the rows that make it necessary.
     *
     * @param since by type; only what has been pulled beyond this is pulled again
     */
    public void pullWholeFrom(Connection connection, String source, Map<String, Instant> since) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update ledger.watermark set screen_generation = null"
                        + " where source = ? and type = ? and upto > ?")) {
            for (Map.Entry<String, Instant> type : since.entrySet()) {
                update.setString(1, source);
                update.setString(2, type.getKey());
                update.setTimestamp(3, Timestamp.from(type.getValue()));
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Has every type of the source pulled whole at its next turn, because somebody wants it. */
    public void pullWhole(String source) {
        jdbc.sql("update ledger.watermark set screen_generation = null where source = ?")
                .param(source)
                .update();
    }

    /** The same of some types only. */
    public void pullWhole(String source, Collection<String> types) {
        jdbc.sql("update ledger.watermark set screen_generation = null where source = ? and type = any(?)")
                .params(source, types.toArray(String[]::new))
                .update();
    }

    public RunSummary summary(long run) {
        return summaries("where r.run = ?", run).get(0);
    }

    /** The newest runs first. */
    public List<RunSummary> latest(int limit) {
        return summaries("where r.run > (select coalesce(max(run), 0) from ledger.run) - ?", limit);
    }

    /** The newest run of each source and way. */
    public List<RunSummary> lastOfEach() {
        return summaries("where r.run in (select max(run) from ledger.run group by source, way) and 0 = ?", 0);
    }

    /** The newest run of each source. */
    public List<RunSummary> latestOfSources() {
        return summaries("where r.run in (select max(run) from ledger.run group by source) and 0 = ?", 0);
    }

    /** The newest run in which some type was asked for as a whole to its end, or empty. */
    public Optional<RunSummary> lastWhole(String source) {
        return summaries(
                        "where r.run = (select w.run from ledger.run w where w.source = ? and w.way in ('pull', 'bulk')"
                                + " and exists (select from ledger.part g where g.run = w.run and g.name like '% gone'"
                                + " and g.gap is null) order by w.run desc limit 1)",
                        source)
                .stream()
                .findFirst();
    }

    /**
     * When the newest complete run of each source began in which it was asked for what is new, or files came, or when something was pushed
     * last; a source without one is not there. Taking something again, or agreeing to deletes, makes no data younger.
     */
    public Map<String, Instant> lastComplete() {
        return lastComplete(List.of(Way.LOAD, Way.PULL, Way.BULK, Way.DROP, Way.PUSH));
    }

    /** The same of some ways only. */
    public Map<String, Instant> lastComplete(Collection<Way> ways) {
        Map<String, Instant> began = new TreeMap<>();
        jdbc.sql("select source, max(case way when 'push' then finished_at else started_at end) from ledger.run"
                        + " where outcome = 'complete' and way = any(?) group by 1")
                .param(ways.stream().map(Way::word).toArray(String[]::new))
                .query(row -> {
                    began.put(row.getString(1), row.getTimestamp(2).toInstant());
                });
        return began;
    }

    /** The newest run of each source and way that has ended. */
    List<RunSummary> lastEndedOfEach() {
        return summaries(
                "where r.run in (select max(run) from ledger.run where outcome <> ? group by source, way)",
                Outcome.RUNNING.word());
    }

    private List<RunSummary> summaries(String where, Object parameter) {
        return jdbc.sql("select r.run, r.source, r.way, r.started_at, r.finished_at, r.outcome, r.reason, p.expected,"
                        + " coalesce(p.received, 0) as received, coalesce(p.bytes, 0) as bytes, p.gaps,"
                        + " coalesce(t.stored, 0) as stored, coalesce(t.duplicate, 0) as duplicate,"
                        + " coalesce(t.filtered, 0) as filtered, coalesce(t.quarantined, 0) as quarantined"
                        + " from ledger.run r"
                        + " left join lateral (select sum(expected) as expected, sum(received) as received,"
                        + "   sum(bytes) as bytes, array_agg(gap order by part) filter (where gap is not null) as gaps"
                        + "   from ledger.part where part.run = r.run) p on true"
                        + " left join lateral (select"
                        + "   sum(versions) filter (where state = 'stored') as stored,"
                        + "   sum(versions) filter (where state = 'duplicate') as duplicate,"
                        + "   sum(versions) filter (where state = 'filtered') as filtered,"
                        + "   sum(versions) filter (where state = 'quarantined') as quarantined"
                        + "   from ledger.tally where tally.run = r.run) t on true "
                        + where + " order by r.run desc")
                .param(parameter)
                .query((row, i) -> new RunSummary(
                        row.getLong("run"),
                        row.getString("source"),
                        row.getString("way"),
                        row.getTimestamp("started_at").toInstant(),
                        row.getTimestamp("finished_at") == null
                                ? null
                                : row.getTimestamp("finished_at").toInstant(),
                        Outcome.valueOf(row.getString("outcome").toUpperCase(java.util.Locale.ROOT)),
                        row.getString("reason"),
                        row.getObject("expected") == null ? null : row.getLong("expected"),
                        row.getLong("received"),
                        row.getLong("stored"),
                        row.getLong("duplicate"),
                        row.getLong("filtered"),
                        row.getLong("quarantined"),
                        row.getLong("bytes"),
                        row.getArray("gaps") == null
                                ? List.of()
                                : List.of((String[]) row.getArray("gaps").getArray())))
                .list();
    }
}
