package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.SQLException;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.PartEntry;
import org.interlaminar.ledger.Tally;

/** A part in a transaction of its own, staged and not yet merged; closed without being committed it leaves nothing behind. */
final class StagedPart implements AutoCloseable {
    private final Connection connection;
    private final Staging staging;
    private final long run;
    private final PartEntry entry;

    StagedPart(Connection connection, Staging staging, long run, PartEntry entry) {
        this.connection = connection;
        this.staging = staging;
        this.run = run;
        this.entry = entry;
    }

    /** Merges the part, writes its ledger lines and commits both with what belongs to them. */
    Tally commit(Ledger ledger, AlsoInTransaction also) throws SQLException {
        staging.merge();
        ledger.write(connection, run, entry, staging.tally());
        also.run(connection, staging.tally());
        connection.commit();
        return staging.tally();
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
