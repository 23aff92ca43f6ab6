package org.interlaminar.intake;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was set aside, by cause. */
@Component
public class Quarantine {
    /**
     * A cause with how many records share it.
     *
     * @param message what is wrong with the first of them, without content
     */
    public record CauseCount(String source, String cause, long records, String message) {}

    /** One record: where it stands in which part, for the person who has to look at the file. */
    public record Entry(
            String source,
            String cause,
            String message,
            String type,
            String id,
            Long run,
            String part,
            Long position) {}

    private final JdbcClient jdbc;

    Quarantine(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<CauseCount> byCause() {
        return jdbc.sql(
                        "select source, cause, count(*), min(message) from landing.quarantine group by 1, 2 order by 3 desc")
                .query((row, i) -> new CauseCount(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))
                .list();
    }

    public List<Entry> entries(int limit) {
        return jdbc.sql("select q.source, q.cause, q.message, q.type, q.id, q.run, p.name, q.position"
                        + " from landing.quarantine q left join ledger.part p on p.run = q.run and p.part = q.part"
                        + " order by q.source, q.cause, q.run, q.part, q.position limit ?")
                .param(limit)
                .query((row, i) -> new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getString(7),
                        row.getLong(8)))
                .list();
    }
}
