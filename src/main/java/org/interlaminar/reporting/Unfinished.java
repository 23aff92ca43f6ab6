package org.interlaminar.reporting;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What keeps cases from being whole and final. */
@Component
public class Unfinished {
    /**
     * Counts.
     *
     * @param peopleWaiting people to derive
     * @param waitingSince when the oldest run began whose people still wait, or null when none does
     * @param backfills people whose bodies had been given up and are needed again
     * @param setAside records in quarantine
     */
    public record Counts(long peopleWaiting, Instant waitingSince, long backfills, long setAside) {}

    private final JdbcClient jdbc;

    Unfinished(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Counts counts() {
        return jdbc.sql("select (select count(*) from (select distinct source, patient from landing.dirty) d),"
                        + " (select started_at from ledger.run where run = (select min(run) from landing.dirty)),"
                        + " (select count(*) from landing.backfill), (select count(*) from landing.quarantine)")
                .query((row, i) -> new Counts(
                        row.getLong(1),
                        row.getTimestamp(2) == null ? null : row.getTimestamp(2).toInstant(),
                        row.getLong(3),
                        row.getLong(4)))
                .single();
    }
}
