package org.interlaminar.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The load put on each EHR, day by day, over all nodes. It is gathered here and written now and then. */
@Component
public class EhrLoad {
    private static final Logger LOG = LoggerFactory.getLogger(EhrLoad.class);

    /** So many requests of a source may be lost from the count when a node is killed. */
    private static final long UNWRITTEN = 50;

    /** Time in milliseconds; what each counts stands with {@code ledger.load}. */
    public record Counts(long requests, long bytes, long busyMillis, long refused, long waitedMillis) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        public Counts plus(Counts more) {
            return new Counts(
                    requests + more.requests,
                    bytes + more.bytes,
                    busyMillis + more.busyMillis,
                    refused + more.refused,
                    waitedMillis + more.waitedMillis);
        }
    }

    /** One day of one source, in the source's local time. */
    public record Day(String source, LocalDate day, Counts counts) {}

    private record Key(String source, LocalDate day) {}

    private final JdbcClient jdbc;
    private final Map<Key, Counts> unwritten = new HashMap<>();

    EhrLoad(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public synchronized void add(String source, LocalDate day, Counts counts) {
        Key key = new Key(source, day);
        Counts now = unwritten.merge(key, counts, Counts::plus);
        if (counts.requests() > 0 && now.requests() > 0 && now.requests() % UNWRITTEN == 0) {
            tryToWrite(key);
        }
    }

    /** A store that is away must not cost an answer: what was counted stays until it is back. */
    private void tryToWrite(Key key) {
        try {
            write(key);
        } catch (DataAccessException e) {
            LOG.debug(
                    "the load of {} is written later: {}",
                    key.source(),
                    e.getClass().getName());
        }
    }

    /** Requests of the day so far, of all nodes as far as they have written them. */
    public synchronized long requests(String source, LocalDate day) {
        Key key = new Key(source, day);
        return read(key) + unwritten.getOrDefault(key, Counts.NONE).requests();
    }

    /** Writes what has been gathered of the source. */
    public synchronized void write(String source) {
        unwritten.keySet().stream()
                .filter(key -> key.source().equals(source))
                .toList()
                .forEach(this::tryToWrite);
    }

    /** All sources' days from this one on: what is written, and what this node has gathered since; a day may stand twice. */
    public synchronized List<Day> since(LocalDate first) {
        List<Day> days = new ArrayList<>(jdbc.sql(
                        "select source, day, requests, bytes, busy_ms, refused, waited_ms from ledger.load where day >= ?")
                .param(first)
                .query((row, i) -> new Day(
                        row.getString(1),
                        row.getObject(2, LocalDate.class),
                        new Counts(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7))))
                .list());
        unwritten.forEach((key, counts) -> {
            if (!key.day().isBefore(first)) {
                days.add(new Day(key.source(), key.day(), counts));
            }
        });
        return days;
    }

    private void write(Key key) {
        Counts counts = unwritten.get(key);
        jdbc.sql("insert into ledger.load as l"
                        + " (source, day, requests, bytes, busy_ms, refused, waited_ms) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (source, day) do update set requests = l.requests + excluded.requests,"
                        + " bytes = l.bytes + excluded.bytes, busy_ms = l.busy_ms + excluded.busy_ms,"
                        + " refused = l.refused + excluded.refused, waited_ms = l.waited_ms + excluded.waited_ms")
                .params(
                        key.source(),
                        key.day(),
                        counts.requests(),
                        counts.bytes(),
                        counts.busyMillis(),
                        counts.refused(),
                        counts.waitedMillis())
                .update();
        unwritten.remove(key);
    }

    private long read(Key key) {
        return jdbc.sql("select requests from ledger.load where source = ? and day = ?")
                .params(key.source(), key.day())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
