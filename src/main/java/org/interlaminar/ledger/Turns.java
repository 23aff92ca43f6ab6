package org.interlaminar.ledger;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When each source is pulled next, agreed on by all nodes of a store. Only the store's clock is asked: a node whose own clock
 * jumps pulls neither more nor less.
 */
@Component
public class Turns {
    /**
     * Where a source stands.
     *
     * @param due whether its time has come and nothing keeps it
     * @param ended whether it has been pulled, and its last pull has ended
     * @param dueAt when it is to be pulled next; null when it never was
     * @param paused whether an operator does not want it to be pulled for now
     * @param stopped why it is not pulled before somebody has looked, or null
     */
    public record Turn(String source, boolean due, boolean ended, Instant dueAt, boolean paused, String stopped) {}

    private final JdbcClient jdbc;
    private final String node = ManagementFactory.getRuntimeMXBean().getName();

    Turns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Searches and exports of a source have their turns apart. */
    private static String column(Way way) {
        return way == Way.BULK ? "bulk_due" : "due";
    }

    /** In the order of the ids given; a source nobody has ever pulled is due. */
    public List<Turn> of(Way way, Collection<String> sources) {
        String due = "t." + column(way);
        return jdbc.sql("select s.source, (" + due + " is null or " + due + " <= now())"
                        + " and not coalesce(t.paused, false) and t.stopped is null,"
                        + " coalesce((select r.outcome <> 'running' from ledger.run r where r.source = s.source"
                        + " and r.way = ? order by r.run desc limit 1), false),"
                        + " " + due + ", coalesce(t.paused, false), t.stopped"
                        + " from unnest(?::text[]) with ordinality s(source, n) left join ledger.source t using (source)"
                        + " order by s.n")
                .params(way.word(), sources.toArray(String[]::new))
                .query((row, i) -> new Turn(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        row.getTimestamp(4) == null ? null : row.getTimestamp(4).toInstant(),
                        row.getBoolean(5),
                        row.getString(6)))
                .list();
    }

    /**
     * Takes a source whose time has come, so that no other node does.
     *
     * @param ahead after this time others may take it, unless it is pushed further
     * @return false when another node was quicker
     */
    public boolean take(Way way, String source, Duration ahead) {
        String due = column(way);
        return jdbc.sql("insert into ledger.source (source, " + due
                                + ", node) values (?, now() + ? * interval '1 ms', ?)"
                                + " on conflict (source) do update set " + due + " = excluded." + due
                                + ", node = excluded.node"
                                + " where (source." + due + " is null or source." + due + " <= now())"
                                + " and not source.paused and source.stopped is null")
                        .params(source, ahead.toMillis(), node)
                        .update()
                == 1;
    }

    /** Says when the source is due again; nothing is said by a run that another one has replaced. */
    public void push(Way way, String source, long run, Duration ahead) {
        jdbc.sql("update ledger.source set " + column(way)
                        + " = now() + ? * interval '1 ms', node = ? where source = ? and run = ?")
                .params(ahead.toMillis(), node, source, run)
                .update();
    }

    /** Has the source searched, or its export looked after, as soon as a node looks. */
    public void bringForward(Way way, String source) {
        set(source, column(way), "now()");
    }

    /** The same because the source says that something has changed: a pull under way may have asked for it before. */
    public void notified(Way way, String source) {
        bringForward(way, source);
        set(source, "notified_at", "now()");
    }

    /** Says when the source is due again after a pull: at once where it has told of changes since the pull began. */
    public void ended(Way way, String source, long run, Duration ahead) {
        jdbc.sql("update ledger.source s set " + column(way) + " = case when s.notified_at > (select r.started_at"
                        + " from ledger.run r where r.run = s.run) then now() else now() + ? * interval '1 ms' end,"
                        + " node = ? where source = ? and run = ?")
                .params(ahead.toMillis(), node, source, run)
                .update();
    }

    /** Puts the source off, whatever was said before. */
    public void putOff(Way way, String source, Duration ahead) {
        String due = column(way);
        jdbc.sql("insert into ledger.source (source, " + due + ") values (?, now() + ? * interval '1 ms')"
                        + " on conflict (source) do update set " + due + " = excluded." + due)
                .params(source, ahead.toMillis())
                .update();
    }

    /** An operator does not want the source to be pulled for now. A pull under way goes on to its end. */
    public void pause(String source) {
        set(source, "paused", "true");
    }

    /** Takes back a pause, and what had stopped the source. */
    public void resume(String source) {
        set(source, "paused", "false");
        goOn(source);
    }

    /** The source is not pulled by itself until somebody has looked. @param why one sentence */
    public void stop(String source, String why) {
        jdbc.sql("insert into ledger.source (source, stopped) values (?, ?)"
                        + " on conflict (source) do update set stopped = excluded.stopped")
                .params(source, why)
                .update();
    }

    /** Nothing stops the source any more. */
    public void goOn(String source) {
        set(source, "stopped", "null");
    }

    private void set(String source, String column, String value) {
        jdbc.sql("insert into ledger.source (source, " + column + ") values (?, " + value + ")"
                        + " on conflict (source) do update set " + column + " = excluded." + column)
                .param(source)
                .update();
    }
}
