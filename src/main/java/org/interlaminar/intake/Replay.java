package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Tally;
import org.interlaminar.ledger.Way;
import org.interlaminar.store.Transaction;
import org.springframework.stereotype.Component;

/** Takes again from quarantine what could not land, as if it had come now but by the clock it had come by. */
@Component
public class Replay {
    /** What becomes of the people concerned, asked while everything has been done and before it is undone. */
    public interface Concerned {
        void ask(Connection connection, Set<PersonKey> people) throws SQLException;
    }

    private final DataSource dataSource;
    private final Landing landing;
    private final Quarantine quarantine;
    private final Clock clock;

    Replay(DataSource dataSource, Landing landing, Quarantine quarantine, Clock clock) {
        this.dataSource = dataSource;
        this.landing = landing;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /**
     * Lands what can land now; people whose deriving had been stopped for the cause are marked.
     *
     * @param cause a fingerprint or a cause code
     * @return a run for each source concerned
     */
    public List<RunSummary> run(String cause) throws SQLException, SourceIsBusy {
        List<RunSummary> runs = new ArrayList<>();
        List<Quarantine.Batch> batches = quarantine.batches(cause);
        for (String source : sources(batches)) {
            try (LandingRun run = landing.open(Delivery.told(source, Way.REPLAY, clock.instant(), Scope.SOME))) {
                for (Quarantine.Batch batch : batches) {
                    if (batch.source().equals(source)) {
                        run.landReplayed(batch, quarantine.bodies(batch));
                    }
                }
                runs.add(run.finish());
            }
        }
        try (Connection connection = landing.connect()) {
            quarantine.markDerived(connection, cause);
        }
        return runs;
    }

    /** Does the same in one transaction, asks what would become of the people concerned, and undoes it. */
    public Tally rehearse(String cause, Concerned concerned) throws SQLException {
        return Transaction.undone(dataSource, connection -> {
            Tally tally = new Tally();
            for (Quarantine.Batch batch : quarantine.batches(cause)) {
                tally.add(landing.rehearse(connection, batch, quarantine.bodies(batch)));
            }
            quarantine.markDerived(connection, cause);
            concerned.ask(connection, marked(connection));
            return tally;
        });
    }

    private static Set<String> sources(List<Quarantine.Batch> batches) {
        Set<String> sources = new TreeSet<>();
        batches.forEach(batch -> sources.add(batch.source()));
        return sources;
    }

    /** People marked on this transaction: nobody else sees its marks, and nobody else makes marks with this run's number. */
    private static Set<PersonKey> marked(Connection connection) throws SQLException {
        Set<PersonKey> people = new TreeSet<>();
        try (PreparedStatement query = connection.prepareStatement("select distinct source, patient from landing.dirty"
                        + " where run = " + Landing.REHEARSED + " or reason = 'replayed'");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                people.add(new PersonKey(rows.getString(1), rows.getString(2)));
            }
        }
        return people;
    }
}
