package org.interlaminar.intake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Tally;
import org.interlaminar.ledger.TerminologyInForce;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reading.Screen;
import org.interlaminar.store.StoreLocks;
import org.interlaminar.store.Transaction;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Opens runs: takes the source, and its picture of which keys have landed. */
@Component
public class Landing implements DisposableBean {
    /** Work that must be committed together with a part's rows, for instance a watermark. */
    public interface AlsoInTransaction {
        AlsoInTransaction NOTHING = (connection, tally) -> {};

        void run(Connection connection, Tally tally) throws SQLException;
    }

    /** Clocks of machines differ by seconds; by more than this somebody has set one. */
    private static final Duration TOLERATED = Duration.ofMinutes(10);

    /** Reading so many bytes of the landing table costs as much as looking up the keys in one byte that comes. */
    private static final long MUCH_LESS = 6;

    private static final long LEAST_BYTES_OF_A_VERSION = 200;

    /** Run number of what is only rehearsed. */
    static final long REHEARSED = -1;

    private final DataSource dataSource;
    private final StoreLocks locks;
    private final Ledger ledger;
    private final TerminologyInForce inForce;
    private final FhirProfiles profiles;
    private final SourceBases bases;
    private final int threads;
    private final ExecutorService pool;
    private final ExecutorService merges;
    private final ThreadLocal<Screen> screens;

    Landing(
            DataSource dataSource,
            StoreLocks locks,
            Ledger ledger,
            TerminologyInForce inForce,
            FhirProfiles profiles,
            SourceBases bases,
            IntakeSettings settings) {
        this.dataSource = dataSource;
        this.locks = locks;
        this.ledger = ledger;
        this.inForce = inForce;
        this.profiles = profiles;
        this.bases = bases;
        this.threads = settings.screeningThreads();
        this.pool = Executors.newFixedThreadPool(threads, daemons("screen"));
        this.merges = Executors.newCachedThreadPool(daemons("merge"));
        this.screens = ThreadLocal.withInitial(profiles::newScreen);
    }

    /**
     * Opens a run on the source.
     *
     * @throws SourceIsBusy when another run holds it
     * @throws ClockJumped when our clock cannot order what is delivered
     * @throws TerminologyDiffers when the store goes by another screen
     */
    public LandingRun open(Delivery delivery) throws SQLException, SourceIsBusy {
        inForce.require(terms());
        refuseEarlierThanTheLast(delivery);
        StoreLocks.Held lock =
                locks.trySource(delivery.source()).orElseThrow(() -> new SourceIsBusy(delivery.source()));
        try {
            Ledger.Opened run = ledger.open(delivery.source(), delivery.way(), profiles.screenGeneration());
            // Asked once the run is the only one: a late writer's last part may have been committed until then.
            boolean landed = forgetPushedAndAsk(delivery.source());
            return new LandingRun(this, delivery, lock, run, landed);
        } catch (SQLException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The run that today's pushes of the source are written under, on the transaction of one. */
    Ledger.Opened openPush(Connection connection, String source) throws SQLException {
        return ledger.pushed(connection, source, profiles.screenGeneration());
    }

    /** Work that must not meet a run of any source. */
    public interface Alone {
        void run(Connection connection) throws SQLException;
    }

    /**
     * Does the work in one transaction while no source can be landed, by this node or another.
     *
     * @throws SourceIsBusy when a run holds a source; nothing has been done
     */
    public void whileNothingLands(Alone work) throws SQLException, SourceIsBusy {
        Transaction.<Void, SourceIsBusy>committed(dataSource, connection -> {
            for (String source : ledger.sources()) {
                if (!StoreLocks.trySource(connection, source)) {
                    throw new SourceIsBusy(source);
                }
                StoreLocks.push(connection, source);
            }
            work.run(connection);
            return null;
        });
    }

    /** Lands a batch from quarantine on the transaction, without a run, so that the caller can see and undo it. */
    Tally rehearse(Connection connection, Quarantine.Batch batch, List<Quarantine.Kept> bodies) throws SQLException {
        Lineage lineage = new Lineage(REHEARSED, 0, batch.epoch());
        Staging staging = new Staging(connection, batch.delivery(), lineage, false);
        Chunks chunks = new QuarantinedChunks(bodies);
        try {
            LandedKeys keys = remembered(batch.source(), true, 0);
            staging.add(
                    ScreenedChunk.of(
                            chunks.next(),
                            screen(batch.source()),
                            keys,
                            batch.delivery().incremental(),
                            false,
                            chunks.urns()),
                    chunks.isHistory());
            Tally tally = staging.merge();
            Quarantine.release(connection, batch, staging.setAside(batch.cause()));
            staging.drop();
            return tally;
        } catch (IOException e) {
            throw new IllegalStateException("bodies held in memory cannot be read", e);
        }
    }

    /** Holds, to the end of the transaction, the value sets by which the run has screened. */
    void requireTerms(Connection connection) throws SQLException {
        inForce.require(connection, terms());
    }

    private TerminologyInForce.Terms terms() {
        return new TerminologyInForce.Terms(
                profiles.screenGeneration(), profiles.terminology().fingerprint());
    }

    /** Versions that tell no time are ordered by our clock; when it has gone back, the newest would look the oldest. */
    private void refuseEarlierThanTheLast(Delivery delivery) {
        ledger.lastBegan(delivery.source())
                .filter(last -> !delivery.observed() && delivery.clock().isBefore(last.minus(TOLERATED)))
                .ifPresent(last -> {
                    throw new ClockJumped(delivery.source(), delivery.clock(), last);
                });
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    Ledger ledger() {
        return ledger;
    }

    Future<ScreenedChunk> screen(
            String source,
            Chunk chunk,
            LandedKeys keys,
            boolean incremental,
            boolean packing,
            Map<String, String> urns) {
        return pool.submit(() -> ScreenedChunk.of(chunk, screen(source), keys, incremental, packing, urns));
    }

    private Screen screen(String source) {
        return screens.get().of(bases.of(source));
    }

    /** Runs a merge beside the caller; each run has at most one under way. */
    Future<Tally> behind(Callable<Tally> merge) {
        return merges.submit(merge);
    }

    /** Chunks that may wait between the screen and the store: two for each thread bound the memory. */
    int chunksAhead() {
        return 2 * threads;
    }

    /** Keys pushed while an earlier run was under way stand in the landing table, where this one looks them up. */
    private boolean forgetPushedAndAsk(String source) throws SQLException {
        try (Connection connection = connect()) {
            PushedKeys.forget(connection, source);
            return hasLanded(connection, source);
        }
    }

    static boolean hasLanded(Connection connection, String source) throws SQLException {
        return ask(connection, "select (exists (select from landing.version where source = ?))::int", source) == 1;
    }

    /**
     * @param landed whether anything of the source had landed when the run began
     * @param bytes how much will come, as it lies on disk
     */
    LandedKeys remembered(String source, boolean landed, long bytes) throws SQLException {
        if (!landed) {
            return new LandedKeys(0);
        }
        long table = ask("select pg_relation_size('landing.version')");
        if (bytes < table / MUCH_LESS) {
            return LandedKeys.rulingNothingOut();
        }
        LandedKeys keys = new LandedKeys(table / LEAST_BYTES_OF_A_VERSION);
        remember(source, keys);
        return keys;
    }

    private long ask(String sql, String... parameters) throws SQLException {
        try (Connection connection = connect()) {
            return ask(connection, sql, parameters);
        }
    }

    private static long ask(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getLong(1);
            }
        }
    }

    private void remember(String source, LandedKeys keys) throws SQLException {
        // Without a transaction the driver would read all keys into memory at once.
        Transaction.undone(dataSource, connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("select key_hash from landing.version where source = ?")) {
                query.setFetchSize(10_000);
                query.setString(1, source);
                try (ResultSet hashes = query.executeQuery()) {
                    while (hashes.next()) {
                        keys.add(hashes.getLong(1));
                    }
                }
            }
            return keys;
        });
    }

    @Override
    public void destroy() {
        pool.shutdownNow();
        merges.shutdownNow();
    }
}
