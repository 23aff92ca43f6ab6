package org.interlaminar.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The latest comparison of what landed with what each source says it has, type by type. */
@Component
public class Reconciliations {
    private static final String CUT_OFF = "the comparison was cut off before its end";

    /**
     * One comparison.
     *
     * @param at when, by the store's clock
     * @param theirs resources the source counts; null when it does not, or when the numbers cannot be compared
     * @param ours resources alive here; null for types of which only a part lands
     * @param sampled ids looked up in either direction
     * @param missingHere at the source, in the screen, and not landed in that version
     * @param missingThere here, and unknown to the source
     * @param remark what kept the comparison from being whole, or null
     */
    public record Compared(
            String source,
            String type,
            Instant at,
            Long theirs,
            Long ours,
            int sampled,
            int missingHere,
            int missingThere,
            String remark) {

        public boolean differs() {
            return missingHere > 0 || missingThere > 0 || theirs != null && ours != null && !theirs.equals(ours);
        }
    }

    private final JdbcClient jdbc;

    Reconciliations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The store's clock: one night for all nodes. */
    public Instant now() {
        return jdbc.sql("select now()").query(Timestamp.class).single().toInstant();
    }

    /** Whether some type of the source has not been compared since; what never was begins to count from now. */
    public boolean areDue(String source, List<String> types, Instant since) {
        String[] names = types.toArray(String[]::new);
        jdbc.sql("insert into ledger.reconciliation (source, type, at, sampled, missing_here, missing_there, remark)"
                        + " select ?, unnest(?::text[]), now(), 0, 0, 0, 'not compared yet' on conflict do nothing")
                .params(source, names)
                .update();
        return jdbc.sql(
                        "select exists (select from ledger.reconciliation where source = ? and type = any(?) and at < ?)")
                .params(source, names, Timestamp.from(since))
                .query(Boolean.class)
                .single();
    }

    /** Takes a type that has not been compared since, so that no other node does. */
    public boolean take(String source, String type, Instant since) {
        return jdbc.sql(
                                "update ledger.reconciliation set at = now(), remark = ? where source = ? and type = ? and at < ?")
                        .params(CUT_OFF, source, type, Timestamp.from(since))
                        .update()
                == 1;
    }

    /** Keeps a comparison in place of the one before; its time is the store's. */
    public void write(Compared one) {
        jdbc.sql(
                        "insert into ledger.reconciliation (source, type, at, theirs, ours, sampled, missing_here, missing_there,"
                                + " remark) values (?, ?, now(), ?, ?, ?, ?, ?, ?) on conflict (source, type) do update set"
                                + " at = excluded.at, theirs = excluded.theirs, ours = excluded.ours, sampled = excluded.sampled,"
                                + " missing_here = excluded.missing_here, missing_there = excluded.missing_there,"
                                + " remark = excluded.remark")
                .params(
                        one.source,
                        one.type,
                        one.theirs,
                        one.ours,
                        one.sampled,
                        one.missingHere,
                        one.missingThere,
                        one.remark)
                .update();
    }

    /** By source and type. */
    public List<Compared> latest() {
        return jdbc.sql("select source, type, at, theirs, ours, sampled, missing_here, missing_there, remark"
                        + " from ledger.reconciliation order by source, type")
                .query((row, i) -> new Compared(
                        row.getString(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        row.getObject(4, Long.class),
                        row.getObject(5, Long.class),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8),
                        row.getString(9)))
                .list();
    }
}
