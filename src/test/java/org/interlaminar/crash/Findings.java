package org.interlaminar.crash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a store holds, for comparing and for counting what is lost and what is doubled. */
final class Findings {
    private final JdbcClient sql;

    Findings(JdbcClient sql) {
        this.sql = sql;
    }

    /** Every landed version by source, type, id and hash of its bytes. */
    Set<String> landed() {
        return new TreeSet<>(lines("select source || '/' || type || '/' || id || ' ' || encode(content, 'hex')"
                + " from landing.version where kind = 'whole'"));
    }

    static String version(String source, String type, String id, String json) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return source + "/" + type + "/" + id + " " + HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What stands in a table twice although it is one thing. */
    List<String> doubled() {
        return lines(
                "select 'version ' || source || '/' || type || '/' || id || ' ' || last_updated from landing.version"
                        + " group by source, type, id, last_updated having count(*) > 1"
                        + " union all select 'score ' || source || '/' || patient || ' ' || id from cases.score"
                        + " group by source, patient, id having count(*) > 1"
                        + " union all select 'procedure ' || source || '/' || patient from cases.procedure"
                        + " group by source, patient, date, kind having count(*) > 1"
                        + " union all select 'surrogate of ' || source || '/' || patient from xwalk.person"
                        + " group by source, patient having count(*) > 1");
    }

    /** Whatever is half done: runs without an end, parts that do not add up, marks, attempts, quarantine, keys seen. */
    List<String> halfDone() {
        return lines("select 'run ' || run || ' is running' from ledger.run where outcome = 'running'"
                + " union all select 'part ' || p.run || '/' || p.part || ' does not add up' from ledger.part p"
                + " where received <> (select coalesce(sum(versions), 0) from ledger.tally t"
                + "   where t.run = p.run and t.part = p.part)"
                + " union all select 'mark of ' || source || '/' || patient from landing.dirty"
                + " union all select 'attempt on ' || source || '/' || patient from landing.attempt"
                + " union all select 'quarantine ' || source || ' ' || message from landing.quarantine"
                + " union all select 'export ' || job || ' is ' || state from ledger.bulk_job"
                + "   where state in ('asked', 'running', 'ready')"
                + " union all select 'seen in run ' || run from landing.seen"
                + " union all select 'gone in run ' || run from landing.gone"
                + " union all select 'surrogate without case ' || x.patient from xwalk.person x"
                + "   left join cases.person_case c using (source, patient) where c.patient is null");
    }

    private List<String> lines(String query) {
        return sql.sql(query).query(String.class).list();
    }
}
