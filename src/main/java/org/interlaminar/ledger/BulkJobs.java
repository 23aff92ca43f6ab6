package org.interlaminar.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Bulk exports under way and the last ones: they outlive the process that asked for them (EHR B2). A source has one at a time. */
@Component
public class BulkJobs {
    /** What an export is doing. */
    public enum State {
        /** It is being asked for; the server may or may not have begun. */
        ASKED,
        /** The server works on it. */
        RUNNING,
        /** Its files can be had. */
        READY,
        LANDED,
        FAILED;

        /** Whether something is still to come of it. */
        public boolean isOpen() {
            return this == ASKED || this == RUNNING || this == READY;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** What a file of an export holds. */
    public enum Kind {
        OUTPUT,
        /** Bundles of deletes. */
        DELETED,
        /** OperationOutcomes. */
        ERROR;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is asked for.
     *
     * @param since changes since then; null for everything
     * @param whole what does not come is gone
     * @param members patients of the group at that time, or null where that is not known
     * @param onlyThese whether only these members are asked for, since they are new
     * @param screenGeneration screen in force
     */
    public record Order(
            String source,
            List<String> types,
            Instant since,
            boolean whole,
            List<String> members,
            boolean onlyThese,
            String screenGeneration) {}

    /**
     * An export.
     *
     * @param statusUrl where to ask how far it is; null until the server has taken it
     * @param polled how often it was asked
     * @param troubles how often in a row it could not be
     * @param renewed whether its manifest was read a second time
     * @param emptySeen whether it said once that there is nothing
     * @param progress what the server says of it, or null
     * @param transactionTime all that had changed by then is in it
     * @param needsToken whether files want the token
     * @param run that lands it, or landed it, or null
     * @param reason why it failed, or null
     * @param released whether the server was told that it is not needed any more
     */
    public record Job(
            long job,
            Order order,
            State state,
            String statusUrl,
            Instant beganAt,
            int polled,
            int troubles,
            boolean renewed,
            boolean emptySeen,
            String progress,
            Instant transactionTime,
            boolean needsToken,
            Long run,
            String reason,
            Instant endedAt,
            boolean released) {

        public String source() {
            return order.source();
        }
    }

    /**
     * A file.
     *
     * @param number place in the manifest, from 1
     * @param type as the manifest says; empty when it does not
     * @param expected lines as the manifest says, or null
     * @param gap why it is not what the manifest said, or null; known when it has landed
     */
    public record File(int number, Kind kind, String type, String url, Long expected, boolean done, String gap) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    BulkJobs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The source's export under way. */
    public Optional<Job> open(String source) {
        return query("source = ? and state in ('asked', 'running', 'ready')", source).stream()
                .findFirst();
    }

    /** The source's newest export, under way or ended. */
    public Optional<Job> latest(String source) {
        return query("job = (select max(job) from ledger.bulk_job where source = ?)", source).stream()
                .findFirst();
    }

    /** The source's newest export that has landed. */
    public Optional<Job> latestLanded(String source) {
        return query("job = (select max(job) from ledger.bulk_job where source = ? and state = 'landed')", source)
                .stream()
                .findFirst();
    }

    /** Exports of the source that have ended and whose server may still keep files for us. */
    public List<Job> unreleased(String source) {
        return query(
                "source = ? and state in ('landed', 'failed') and status_url is not null and not released", source);
    }

    public Job begin(Order order) {
        long job = jdbc.sql("insert into ledger.bulk_job (source, types, since, whole, members, only_these,"
                        + " screen_generation, state, began_at) values (?, ?, ?, ?, ?, ?, ?, 'asked', ?) returning job")
                .params(
                        order.source(),
                        order.types().toArray(String[]::new),
                        timestamp(order.since()),
                        order.whole(),
                        order.members() == null ? null : order.members().toArray(String[]::new),
                        order.onlyThese(),
                        order.screenGeneration(),
                        timestamp(clock.instant()))
                .query(Long.class)
                .single();
        return query("job = ?", job).get(0);
    }

    /** The server has taken it. */
    public void taken(Job job, String statusUrl) {
        set(job, "state = 'running', status_url = ?", statusUrl);
    }

    /** It was asked how far it is, and goes on. @param progress as the server says, cleaned, or null */
    public void goesOn(Job job, String progress) {
        set(job, "polled = polled + 1, troubles = 0, progress = ?", progress);
    }

    /** It could not be asked. */
    public void trouble(Job job) {
        set(job, "polled = polled + 1, troubles = troubles + 1");
    }

    /** It says that there is nothing, which is not believed the first time. */
    public void saysNothing(Job job) {
        set(job, "polled = polled + 1, troubles = 0, empty_seen = true");
    }

    /** Its files can be had. */
    @Transactional
    public void ready(Job job, Instant transactionTime, boolean needsToken, Collection<File> files) {
        set(
                job,
                "state = 'ready', troubles = 0, transaction_time = ?, needs_token = ?",
                timestamp(transactionTime),
                needsToken);
        for (File file : files) {
            jdbc.sql("insert into ledger.bulk_file (job, file, kind, type, url, expected) values (?, ?, ?, ?, ?, ?)")
                    .params(job.job(), file.number(), file.kind().word(), file.type(), file.url(), file.expected())
                    .update();
        }
    }

    /** Its manifest was read again for fresh links; those of files that are done do not matter any more. */
    @Transactional
    public void renew(Job job, boolean needsToken, Collection<File> files) {
        set(job, "renewed = true, needs_token = ?", needsToken);
        for (File file : files) {
            jdbc.sql("update ledger.bulk_file set url = ? where job = ? and file = ? and not done")
                    .params(file.url(), job.job(), file.number())
                    .update();
        }
    }

    public List<File> files(Job job) {
        return jdbc.sql(
                        "select file, kind, type, url, expected, done, gap from ledger.bulk_file where job = ? order by file")
                .param(job.job())
                .query((row, i) -> new File(
                        row.getInt(1),
                        Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                        row.getString(3),
                        row.getString(4),
                        (Long) row.getObject(5),
                        row.getBoolean(6),
                        row.getString(7)))
                .list();
    }

    /** How many of an export's files have landed, of how many. */
    public record FilesDone(long done, long all) {}

    public FilesDone filesDone(Job job) {
        return jdbc.sql("select count(*) filter (where done), count(*) from ledger.bulk_file where job = ?")
                .param(job.job())
                .query((row, i) -> new FilesDone(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** The run that lands it from now on. */
    public void landsIn(Job job, long run) {
        set(job, "run = ?", run);
    }

    /**
     * On the transaction of the file's rows.
     *
     * @param sha256 of the file as it came
     * @param gap why it is not what the manifest said, or null
     */
    public void done(Connection connection, Job job, int file, byte[] sha256, String gap) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update ledger.bulk_file set done = true, sha256 = ?, gap = ? where job = ? and file = ?")) {
            update.setBytes(1, sha256);
            update.setString(2, gap);
            update.setLong(3, job.job());
            update.setInt(4, file);
            update.executeUpdate();
        }
    }

    /** All of it has landed, on the transaction that says so; the group's members are known by it. */
    public void landed(Connection connection, Job job) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update ledger.bulk_job set state = 'landed', ended_at = ? where job = ?")) {
            update.setTimestamp(1, timestamp(clock.instant()));
            update.setLong(2, job.job());
            update.executeUpdate();
        }
        if (job.order().members() != null) {
            keepMembers(connection, job.order());
        }
    }

    private static void keepMembers(Connection connection, Order order) throws SQLException {
        if (!order.onlyThese()) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from ledger.group_member where source = ?")) {
                delete.setString(1, order.source());
                delete.executeUpdate();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into ledger.group_member (source, patient)"
                + " select ?, unnest(?::text[]) on conflict do nothing")) {
            insert.setString(1, order.source());
            insert.setArray(2, connection.createArrayOf("text", order.members().toArray()));
            insert.executeUpdate();
        }
    }

    /** Members of the group who were in an export that has landed. */
    public Set<String> members(String source) {
        return new TreeSet<>(jdbc.sql("select patient from ledger.group_member where source = ?")
                .param(source)
                .query(String.class)
                .list());
    }

    /** @param why one sentence */
    public void failed(Job job, String why) {
        set(job, "state = 'failed', reason = ?, ended_at = ?", why, timestamp(clock.instant()));
    }

    /** The server knows that it is not needed any more. */
    public void released(Job job) {
        set(job, "released = true");
    }

    private void set(Job job, String assignments, Object... values) {
        Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = job.job();
        jdbc.sql("update ledger.bulk_job set " + assignments + " where job = ?")
                .params(all)
                .update();
    }

    private List<Job> query(String where, Object parameter) {
        return jdbc.sql("select * from ledger.bulk_job where " + where + " order by job")
                .param(parameter)
                .query((row, i) -> job(row))
                .list();
    }

    private static Job job(ResultSet row) throws SQLException {
        Order order = new Order(
                row.getString("source"),
                texts(row.getArray("types")),
                instant(row.getTimestamp("since")),
                row.getBoolean("whole"),
                texts(row.getArray("members")),
                row.getBoolean("only_these"),
                row.getString("screen_generation"));
        return new Job(
                row.getLong("job"),
                order,
                State.of(row.getString("state")),
                row.getString("status_url"),
                instant(row.getTimestamp("began_at")),
                row.getInt("polled"),
                row.getInt("troubles"),
                row.getBoolean("renewed"),
                row.getBoolean("empty_seen"),
                row.getString("progress"),
                instant(row.getTimestamp("transaction_time")),
                row.getBoolean("needs_token"),
                (Long) row.getObject("run"),
                row.getString("reason"),
                instant(row.getTimestamp("ended_at")),
                row.getBoolean("released"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? null : List.of((String[]) array.getArray());
    }

    private static Timestamp timestamp(Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
