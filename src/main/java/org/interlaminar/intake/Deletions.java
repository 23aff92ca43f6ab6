package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Resyncs that missed so much that a person has to say whether it is gone. */
@Component
public class Deletions {
    /**
     * One that waits.
     *
     * @param run the resync
     * @param clock the server's clock when the resync of the type began
     * @param missing keys it did not show
     * @param held keys of the type that had landed and were alive
     */
    public record Waiting(long run, String source, String type, Instant clock, int epoch, long missing, long held) {}

    /** Nothing of the source waits for an answer, or somebody has given it already. */
    public static final class NothingWaits extends Exception {
        private static final long serialVersionUID = 1L;

        NothingWaits(String source) {
            super("No deletes of source '" + source + "' wait for an answer; nothing was changed.");
        }
    }

    private final JdbcClient jdbc;
    private final Landing landing;
    private final Clock clock;

    Deletions(JdbcClient jdbc, Landing landing, Clock clock) {
        this.jdbc = jdbc;
        this.landing = landing;
        this.clock = clock;
    }

    public List<Waiting> waiting() {
        return jdbc.sql("select run, source, type, clock, epoch, missing, held from ledger.deletion"
                        + " where state = 'waiting' order by source, type, run")
                .query((row, i) -> new Waiting(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getInt(5),
                        row.getLong(6),
                        row.getLong(7)))
                .list();
    }

    /** Lands as deleted all that waits of the source. A key that has been seen alive since then stays alive. */
    public RunSummary confirm(String source) throws SQLException, SourceIsBusy, NothingWaits {
        List<Waiting> all = of(source);
        try (LandingRun run =
                landing.open(Delivery.told(source, Way.CONFIRM, all.get(0).clock(), Scope.SOME))) {
            for (Waiting one : all) {
                run.landConfirmed(
                        Delivery.told(source, Way.CONFIRM, one.clock(), Scope.SOME),
                        one.epoch(),
                        one.run(),
                        one.type(),
                        (connection, tally) -> decide(connection, one, "confirmed"));
            }
            return run.finish();
        }
    }

    /** Says that nothing of it is gone: the server was wrong. */
    public void dismiss(String source) throws SQLException, SourceIsBusy, NothingWaits {
        for (Waiting one : of(source)) {
            try (Connection connection = landing.connect()) {
                connection.setAutoCommit(false);
                decide(connection, one, "dismissed");
                connection.commit();
            }
        }
    }

    private List<Waiting> of(String source) throws NothingWaits {
        List<Waiting> all =
                waiting().stream().filter(one -> one.source().equals(source)).toList();
        if (all.isEmpty()) {
            throw new NothingWaits(source);
        }
        return all;
    }

    /** @throws IllegalStateException when somebody else has decided meanwhile */
    private void decide(Connection connection, Waiting one, String state) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "update ledger.deletion set state = ?, decided_at = ? where run = ? and type = ?"
                                + " and state = 'waiting'");
                PreparedStatement delete =
                        connection.prepareStatement("delete from landing.gone where run = ? and type = ?")) {
            update.setString(1, state);
            update.setTimestamp(2, Timestamp.from(clock.instant()));
            update.setLong(3, one.run());
            update.setString(4, one.type());
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("somebody has answered for " + one.type() + " meanwhile");
            }
            delete.setLong(1, one.run());
            delete.setString(2, one.type());
            delete.executeUpdate();
        }
    }
}
