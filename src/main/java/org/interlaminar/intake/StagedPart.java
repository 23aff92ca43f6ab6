package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Set;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.ledger.PartEntry;
import org.interlaminar.ledger.Tally;
import org.interlaminar.ledger.UnmappedCodes;
import org.interlaminar.store.Transaction;

/** A part in a transaction of its own, staged and not yet merged; closed without being committed it leaves nothing behind. */
final class StagedPart implements AutoCloseable {
    /** Deadlock and serialisation failure: the same merge succeeds when it is done again. */
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40P01", "40001");

    private static final int TRIES = 5;

    /** Holds to the end of the transaction what lets it land in the source. */
    interface Right {
        /** @throws IllegalStateException when it has been lost: the part must roll back */
        void hold(Connection connection) throws SQLException;
    }

    private final Connection connection;
    private final Staging staging;
    private final String source;
    private final long run;
    private final PartEntry entry;
    private final Right right;

    StagedPart(Connection connection, Staging staging, String source, long run, PartEntry entry, Right right) {
        this.connection = connection;
        this.staging = staging;
        this.source = source;
        this.run = run;
        this.entry = entry;
        this.right = right;
    }

    /**
     * Merges the part, writes its ledger lines and commits both with what belongs to them.
     *
     * @throws IllegalStateException when another run has taken the source meanwhile
     * @throws org.interlaminar.ledger.TerminologyDiffers when the store goes by other value sets meanwhile
     */
    Tally commit(Landing landing, AlsoInTransaction also) throws SQLException {
        Tally tally = mergeInTheEnd();
        landing.ledger().write(connection, run, entry, tally);
        UnmappedCodes.count(connection, source, staging.unmapped());
        landing.ledger().pullWholeFrom(connection, source, staging.oldestNew());
        also.run(connection, tally);
        landing.requireTerms(connection);
        right.hold(connection);
        connection.commit();
        return tally;
    }

    /** Keys that came in an older version than the source itself had shown before. */
    long older() {
        return staging.older();
    }

    private Tally mergeInTheEnd() throws SQLException {
        Savepoint staged = connection.setSavepoint();
        for (int attempt = 1; ; attempt++) {
            try {
                return staging.merge();
            } catch (SQLException e) {
                if (!WORTH_ANOTHER_TRY.contains(e.getSQLState()) || attempt == TRIES) {
                    throw e;
                }
                connection.rollback(staged);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            Transaction.undo(connection);
        }
    }
}
