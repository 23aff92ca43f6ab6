package org.interlaminar.ledger;

import java.lang.management.ManagementFactory;
import java.time.Duration;
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
     * @param due whether its time has come
     * @param ended whether it has been pulled, and its last pull has ended
     */
    public record Turn(String source, boolean due, boolean ended) {}

    private final JdbcClient jdbc;
    private final String node = ManagementFactory.getRuntimeMXBean().getName();

    Turns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the order of the ids given; a source nobody has ever pulled is due. */
    public List<Turn> of(Collection<String> sources) {
        return jdbc.sql("select s.source, t.due is null or t.due <= now(),"
                        + " coalesce((select r.outcome <> 'running' from ledger.run r where r.source = s.source"
                        + " and r.way = 'pull' order by r.run desc limit 1), false)"
                        + " from unnest(?::text[]) with ordinality s(source, n) left join ledger.source t using (source)"
                        + " order by s.n")
                .param(sources.toArray(String[]::new))
                .query((row, i) -> new Turn(row.getString(1), row.getBoolean(2), row.getBoolean(3)))
                .list();
    }

    /**
     * Takes a source whose time has come, so that no other node does.
     *
     * @param ahead after this time others may take it, unless it is pushed further
     * @return false when another node was quicker
     */
    public boolean take(String source, Duration ahead) {
        return jdbc.sql("insert into ledger.source (source, due, node) values (?, now() + ? * interval '1 ms', ?)"
                                + " on conflict (source) do update set due = excluded.due, node = excluded.node"
                                + " where source.due is null or source.due <= now()")
                        .params(source, ahead.toMillis(), node)
                        .update()
                == 1;
    }

    /** Says when the source is due again; nothing is said by a run that another one has replaced. */
    public void push(String source, long run, Duration ahead) {
        jdbc.sql("update ledger.source set due = now() + ? * interval '1 ms', node = ? where source = ? and run = ?")
                .params(ahead.toMillis(), node, source, run)
                .update();
    }
}
