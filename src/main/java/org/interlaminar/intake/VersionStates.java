package org.interlaminar.intake;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.ledger.FinalStates;
import org.interlaminar.ledger.FinalStates.Landed;
import org.interlaminar.ledger.Receipts;
import org.interlaminar.ledger.Receipts.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells landed versions apart by what landing.current says now: applied, superseded, deleted. */
@Component
public class VersionStates {
    // A bare delete is never the version that counts beside one that says more, but it may outdate that one.
    private static final String STATES =
            "select source, type, count(*) filter (where state = 'applied'), count(*) filter (where state = 'superseded'),"
                    + " count(*) filter (where state = 'deleted'), count(*) filter (where listed) from (select v.source, v.type,"
                    + " coalesce(p.bytes = 0, false) as listed, case"
                    + " when v.content = c.content and c.kind in ('whole', 'shrunk') then 'applied'"
                    + " when v.content = c.content then 'deleted'"
                    + " when v.kind = 'tombstone' and v.last_updated is null and v.version_number is null"
                    + " and (v.epoch > c.epoch or v.epoch = c.epoch and v.delivered >= coalesce(c.last_updated, c.delivered))"
                    + " then 'deleted' else 'superseded' end as state from landing.version v"
                    + " left join ledger.part p on p.run = v.run and p.part = v.part join ";

    private final JdbcClient jdbc;
    private final Receipts receipts;

    VersionStates(JdbcClient jdbc, Receipts receipts) {
        this.jdbc = jdbc;
        this.receipts = receipts;
    }

    /** Of everything ever received; reads the whole landing table. */
    public List<FinalStates> all() {
        return receipts.all(landed("landing.current c using (source, type, id)) s group by 1, 2", List.of()));
    }

    /** Of what one run received; nothing for a run that does not exist. */
    public List<FinalStates> ofRun(long run) {
        return receipts.ofRun(
                run,
                landed(
                        CurrentVersion.of("v.source", "v.type", "v.id") + " c on true where v.run = ?) s group by 1, 2",
                        List.of(run)));
    }

    private Map<Kind, Landed> landed(String current, List<?> parameters) {
        Map<Kind, Landed> landed = new TreeMap<>();
        jdbc.sql(STATES + current).params(parameters).query(row -> {
            landed.put(
                    new Kind(row.getString(1), row.getString(2)),
                    new Landed(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)));
        });
        return landed;
    }
}
