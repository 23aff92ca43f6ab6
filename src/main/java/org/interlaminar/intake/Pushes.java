package org.interlaminar.intake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.intake.Push.Conflict;
import org.interlaminar.intake.Push.Counts;
import org.interlaminar.intake.Push.Landed;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.PartEntry;
import org.interlaminar.ledger.Tally;
import org.interlaminar.ledger.Tally.State;
import org.interlaminar.ledger.Way;
import org.interlaminar.reading.Identifier;
import org.interlaminar.store.StoreLocks;
import org.interlaminar.store.StoreUnavailable;
import org.interlaminar.store.Transaction;
import org.springframework.stereotype.Component;

/**
 * Lands what EHRs push: each request in one transaction with its ledger lines, also while a run of the source is under way. Pushes
 * of one source land one after the other; those that come while a part of a run lands wait until it is committed.
 */
@Component
public class Pushes {
    /** Each holds a connection to the store while it waits for its turn. */
    private static final int AT_ONCE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** An EHR's clock may be ahead of ours; what it says now still comes after what it has said before. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private static final String LOCK_TIMEOUT = "55P03";

    private final Landing landing;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    Pushes(Landing landing) {
        this.landing = landing;
    }

    /** Screened entries, nothing of which has landed yet. */
    public final class Sorted {
        private final Chunks chunks;
        private final Chunk chunk;
        private final ScreenedChunk screened;
        private final List<Fate> fates;

        private Sorted(String source, Chunks chunks, List<Integer> starts) throws IOException {
            this.chunks = chunks;
            this.chunk = chunks.next();
            this.screened = screen(source, chunk, chunks);
            this.fates = starts.isEmpty() ? List.of() : fatesOf(screened, starts);
        }

        /** In the order of the entries; empty for a Bundle taken as it stands. */
        public List<Fate> fates() {
            return fates;
        }

        /** What cannot be read in it, in any order. */
        public List<Fate> setAside() {
            return screened.asides.stream().map(Fate::of).toList();
        }
    }

    /** Screens entries that are answered one by one. */
    public Sorted sort(String source, Pushed pushed) {
        try {
            return new Sorted(source, pushed.chunks(), pushed.starts());
        } catch (IOException e) {
            throw new IllegalStateException("bytes held in memory cannot be read", e);
        }
    }

    /** Screens a Bundle that is taken as it stands. @throws IOException when it cannot be split into its entries */
    public Sorted sort(String source, byte[] bundle) throws IOException {
        return new Sorted(source, Pushed.bundle(bundle), List.of());
    }

    private ScreenedChunk screen(String source, Chunk chunk, Chunks chunks) {
        try {
            return landing.screen(source, chunk, LandedKeys.rulingNothingOut(), true, false, chunks.urns())
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("screening failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while screening", e);
        }
    }

    private static List<Fate> fatesOf(ScreenedChunk screened, List<Integer> starts) {
        Map<Long, Fate> byPosition = new HashMap<>();
        screened.candidates.forEach(one -> byPosition.put(one.position(), Fate.of(one)));
        screened.asides.forEach(one -> byPosition.put(one.position(), Fate.of(one)));
        return starts.stream()
                .map(start -> byPosition.getOrDefault(start.longValue(), Fate.LEFT_OUT))
                .toList();
    }

    /**
     * Ids of the source's Patients that are known by the identifier now.
     *
     * @throws StoreUnavailable when the store is away
     */
    public List<String> patients(String source, Identifier identifier) {
        try (Connection connection = landing.connect()) {
            return new PatientIdentifiers(connection, source).known(identifier);
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    private static RuntimeException trouble(SQLException e) {
        // The driver's message may quote a value.
        return StoreUnavailable.isBehind(e)
                ? new StoreUnavailable("The store is away or has no room.", e)
                : new IllegalStateException("a push cannot be stored (SQLSTATE " + e.getSQLState() + ")");
    }

    /**
     * Lands it. When this returns, what landed is durable.
     *
     * @throws SourceIsBusy when its turn did not come in time: it may be sent again
     * @throws Conflict when it expects something else than there is; nothing has landed
     * @throws StoreUnavailable when the store is away
     * @throws org.interlaminar.ledger.TerminologyDiffers when the store goes by other value sets than this node
     */
    public Landed land(Push push, Sorted sorted) throws SourceIsBusy, Conflict {
        try {
            if (!turns.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new SourceIsBusy(push.source());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceIsBusy(push.source());
        }
        try (Connection connection = landing.connect()) {
            connection.setAutoCommit(false);
            try {
                waitForTurn(connection, push.source());
                return land(connection, push, sorted);
            } finally {
                Transaction.undo(connection);
            }
        } catch (SQLException e) {
            throw trouble(e);
        } finally {
            turns.release();
        }
    }

    private static void waitForTurn(Connection connection, String source) throws SQLException, SourceIsBusy {
        try (Statement limit = connection.createStatement()) {
            limit.execute("set local lock_timeout = " + PATIENCE.toMillis());
            StoreLocks.push(connection, source);
        } catch (SQLException e) {
            if (LOCK_TIMEOUT.equals(e.getSQLState())) {
                throw new SourceIsBusy(source);
            }
            throw e;
        }
    }

    private Landed land(Connection connection, Push push, Sorted sorted) throws SQLException, Conflict {
        byte[] answered = Deliveries.answered(connection, push);
        if (answered != null) {
            return new Landed(sorted.fates, Set.of(), new Counts(0, 0, 0, 0), push.receivedAt(), answered);
        }
        Map<Integer, Standing> standing = Standing.of(connection, push.source(), sorted.fates);
        expect(push, standing);
        Delivery delivery =
                Delivery.told(push.source(), Way.PUSH, clock(push.receivedAt(), sorted.fates, standing), Scope.CHANGES);
        Ledger.Opened opened = landing.openPush(connection, push.source());
        int part = landing.ledger().nextPart(connection, opened.run());
        Staging staging = new Staging(connection, delivery, new Lineage(opened.run(), part, opened.epoch()), false);
        staging.add(sorted.screened, sorted.chunks.isHistory());
        PartEntry entry = new PartEntry(
                part,
                "push " + push.request(),
                push.bytes(),
                sorted.chunk.resources() + sorted.screened.unfolded(),
                null,
                null);
        Landed[] landed = new Landed[1];
        new StagedPart(connection, staging, push.source(), opened.run(), entry, same -> {})
                .commit(landing, (same, tally) -> {
                    landed[0] = landed(push, sorted, standing, tally);
                    Deliveries.keep(same, push, opened.run(), part, landed[0].answer());
                    PushedKeys.tell(same, push.source(), hashes(sorted.screened));
                });
        return landed[0];
    }

    private static Landed landed(Push push, Sorted sorted, Map<Integer, Standing> standing, Tally tally) {
        Set<Integer> created = new HashSet<>();
        for (int i = 0; i < sorted.fates.size(); i++) {
            if (!standing.containsKey(i) || !standing.get(i).isThere()) {
                created.add(i);
            }
        }
        Counts counts = new Counts(
                tally.total(State.STORED),
                tally.total(State.DUPLICATE),
                tally.total(State.FILTERED),
                tally.total(State.QUARANTINED));
        Landed landed = new Landed(sorted.fates, created, counts, push.receivedAt(), null);
        return push.message() == null
                ? landed
                : landed.answered(push.message().answer().apply(landed));
    }

    private static void expect(Push push, Map<Integer, Standing> standing) throws Conflict {
        List<Integer> otherwise = new ArrayList<>();
        push.expected().forEach((entry, version) -> {
            Standing now = standing.get(entry);
            if (now == null || !now.isThere() || !now.version().equals(version)) {
                otherwise.add(entry);
            }
        });
        if (!otherwise.isEmpty()) {
            throw new Conflict(otherwise, "another version than the one in If-Match counts now");
        }
    }

    /** What tells no age of its own is said now, and so after everything its sender has said before. */
    private static Instant clock(Instant now, List<Fate> fates, Map<Integer, Standing> standing) {
        return standing.entrySet().stream()
                .filter(one -> fates.get(one.getKey()).lastUpdated() == null)
                .map(one -> one.getValue().lastUpdated())
                .filter(Objects::nonNull)
                .map(age -> age.plusMillis(1))
                .filter(age -> age.isAfter(now) && age.isBefore(now.plus(AHEAD)))
                .max(Instant::compareTo)
                .orElse(now);
    }

    private static Long[] hashes(ScreenedChunk screened) {
        return LongStream.of(screened.shown()).boxed().toArray(Long[]::new);
    }
}
