package org.interlaminar.intake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.PartEntry;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Tally;
import org.interlaminar.store.StoreLocks;
import org.interlaminar.store.Transaction;

/**
 * One run over one source: its parts land one by one, each in a transaction of its own together with its ledger lines. Holds
 * the source until closed. A run that is closed without being finished is partial and says so.
 */
public final class LandingRun implements AutoCloseable {
    private final Landing landing;
    private final Delivery delivery;
    private final StoreLocks.Held lock;
    private final long number;
    private final int epoch;
    private boolean landedBefore;
    private long expected = Long.MAX_VALUE;
    private LandedKeys keys;
    private final List<String> gaps = new ArrayList<>();
    private int parts;
    private Future<Tally> merging;
    private long older;
    private boolean unnamed;
    private boolean finished;
    private Progress soFar = Progress.NOTHING;
    private Consumer<Progress> onlooker = any -> {};

    /** Whether all that has landed of the source has come by this run. */
    private boolean alone;

    private boolean begun;
    private long lastPush;

    LandingRun(Landing landing, Delivery delivery, StoreLocks.Held lock, Ledger.Opened opened, boolean landedBefore) {
        this.landing = landing;
        this.delivery = delivery;
        this.lock = lock;
        this.number = opened.run();
        this.epoch = opened.epoch();
        this.landedBefore = landedBefore;
        this.alone = !landedBefore;
    }

    public long number() {
        return number;
    }

    /** @param watching is told how far the run is, whenever it is further */
    public void onProgress(Consumer<Progress> watching) {
        onlooker = watching;
    }

    /** Says how much will come from now on. @param all 0 when nobody can tell */
    public void expect(Progress.Measure measure, long all) {
        soFar = soFar.outOf(measure, all);
    }

    /** Tells that more of what is expected is done; resources are counted by the run itself. */
    public void further(Progress.Measure measure, long more) {
        tell(soFar.further(measure, more));
    }

    private void tell(Progress further) {
        soFar = further;
        onlooker.accept(further);
    }

    /** Goes on with what an earlier run of the same whole export has shown. */
    public void goOnWith(long earlier) throws SQLException {
        try (Connection connection = landing.connect()) {
            SetDifference.adopt(connection, delivery.source(), earlier, number);
        }
    }

    /** Says before the first part how much will come. @param bytes as they lie on disk */
    public void expect(long bytes) {
        expected = bytes;
        expect(Progress.Measure.BYTES_ON_DISK, bytes);
    }

    /**
     * Lands the resources of one searchset or other Bundle held in memory.
     *
     * @param of what is known of this part; a pull knows for each type when its search began and whether only changes come
     */
    public Tally landBundle(Delivery of, String name, byte[] bundle, Long expected, AlsoInTransaction also)
            throws IOException, SQLException {
        if (expected != null) {
            soFar = soFar.announced(expected);
        }
        try (StagedPart part = stage(of, name, BundleChunks.copyOf(bundle), expected, false)) {
            older = part.older();
            return part.commit(landing, older == 0 ? also : this::beginNextLife);
        }
    }

    /**
     * Keys that the last Bundle, or the files so far, brought in an older version than the source itself had shown before, without there having been
     * a delete. When there are any, the source counts as restored from a backup: what belonged to the Bundle's transaction was
     * left out, and what lands from the next run on outdates what has landed so far.
     */
    public long olderThanBefore() {
        return older;
    }

    private void beginNextLife(Connection connection, Tally tally) throws SQLException {
        landing.ledger().beginNextLife(connection, delivery.source());
    }

    /** Whether nothing of the source has landed by other ways, so that parts may be copied without being staged. */
    boolean mayCopyDirectly() {
        return alone;
    }

    /**
     * Lands a part without staging it.
     *
     * @return false when it brings a version that has landed in this run already: it must then be landed by staging
     */
    boolean landDirectly(String name, Chunks chunks, Long expected, AlsoInTransaction also)
            throws IOException, SQLException {
        settle();
        try (StagedPart part = stage(delivery, name, chunks, expected, true)) {
            part.commit(landing, also);
            return true;
        } catch (SQLException e) {
            if (Staging.REPEATED.equals(e.getSQLState())) {
                parts--;
                return false;
            }
            throw e;
        }
    }

    /**
     * Stages a part and returns while it is still being merged: one part merges in the store while the next is screened here.
     * Parts are merged in their order.
     *
     * @throws SQLException also when the part before this one could not be merged
     */
    void landBehind(String name, Chunks chunks, Long expected, AlsoInTransaction also)
            throws IOException, SQLException {
        StagedPart part = stage(delivery, name, chunks, expected, false);
        try {
            settle();
        } catch (SQLException | RuntimeException e) {
            part.close();
            throw e;
        }
        older += part.older();
        AlsoInTransaction together = part.older() == 0 ? also : this::beginNextLife;
        merging = landing.behind(() -> {
            try (part) {
                return part.commit(landing, together);
            }
        });
    }

    /** Waits until nothing is being merged any more. */
    public void settle() throws SQLException {
        Future<Tally> last = merging;
        merging = null;
        if (last == null) {
            return;
        }
        try {
            last.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException trouble) {
                throw trouble;
            }
            throw new IllegalStateException("merging failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while merging", e);
        }
    }

    /** Begins a part: nothing is pushed while it lands, and what has been pushed since the part before counts as landed. */
    private Connection begin() throws SQLException {
        Connection connection = landing.connect();
        try {
            connection.setAutoCommit(false);
            StoreLocks.keepPushesOut(connection, delivery.source());
            PushedKeys pushed = PushedKeys.since(connection, delivery.source(), lastPush);
            lastPush = pushed.last();
            if (keys != null) {
                pushed.hashes().forEach(keys::add);
            }
            if (!begun) {
                begun = true;
                landedBefore = Landing.hasLanded(connection, delivery.source());
                alone = !landedBefore;
            }
            alone &= pushed.hashes().isEmpty();
            return connection;
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                Transaction.undo(connection);
            }
            throw e;
        }
    }

    private void hold(Connection connection) throws SQLException {
        landing.ledger().hold(connection, delivery.source(), number);
    }

    private StagedPart stage(Delivery of, String name, Chunks chunks, Long expected, boolean directly)
            throws IOException, SQLException {
        int part = ++parts;
        soFar = soFar.at(name);
        Connection connection = begin();
        try {
            Staging staging = new Staging(connection, of, new Lineage(number, part, epoch), alone);
            boolean incremental = of.incremental() || chunks.isHistory();
            long received = stage(incremental, chunks, staging, connection, directly && alone);
            unnamed |= staging.holdsUnnamed();
            PartEntry entry = new PartEntry(part, name, chunks.bytes(), received, expected, null);
            return new StagedPart(connection, staging, delivery.source(), number, entry, this::hold);
        } catch (IOException | SQLException | RuntimeException e) {
            try (connection) {
                Transaction.undo(connection);
            }
            throw e;
        }
    }

    /** What comes from now on is of another type: what could not be named before says nothing about it. */
    public void beginType() {
        unnamed = false;
        expect(Progress.Measure.RESOURCES, 0);
    }

    /** Ids of what a complete resync of a type has not shown, where that is little enough to count as gone unasked. */
    public List<String> unshown(Delivery of, String type) throws SQLException {
        if (!landedBefore || unnamed) {
            return List.of();
        }
        try (Connection connection = landing.connect()) {
            return new SetDifference(connection, of, new Lineage(number, parts, epoch)).unshown(type);
        }
    }

    /**
     * Ends a complete resync of a type: what it did not show becomes tombstones, or waits for a person when it is much. Nothing
     * is gone where the source showed something whose key cannot be told, since {@link #beginType} or in the whole run.
     *
     * @param of of the type; scope must have been EVERYTHING for all of its pages
     */
    public Tally landGone(Delivery of, String type, AlsoInTransaction also) throws SQLException {
        boolean tellable = landedBefore && !unnamed;
        return landGone(
                of,
                new Lineage(number, ++parts, epoch),
                PartEntry.gone(type),
                (connection, lineage, staging) -> tellable && new SetDifference(connection, of, lineage).listed(type)
                        ? staging.addGone(number, type)
                        : 0,
                also);
    }

    /** The same, of people who have been read whole: also of those of whom the source shows nothing any more. */
    public Tally landGoneOf(Delivery of, String type, Collection<String> people) throws SQLException {
        boolean tellable = landedBefore && !unnamed;
        return landGone(
                of,
                new Lineage(number, ++parts, epoch),
                type + " of these people gone",
                (connection, lineage, staging) ->
                        tellable && new SetDifference(connection, of, lineage, people).listed(type)
                                ? staging.addGone(number, type)
                                : 0,
                AlsoInTransaction.NOTHING);
    }

    /** Lands what had been set aside, by the clock it had been delivered by; what is still wrong stays where it is. */
    Tally landReplayed(Quarantine.Batch batch, List<Quarantine.Kept> bodies) throws SQLException {
        Connection connection = begin();
        try {
            Lineage lineage = new Lineage(number, ++parts, batch.epoch());
            Staging staging = new Staging(connection, batch.delivery(), lineage, false);
            Chunks chunks = new QuarantinedChunks(bodies);
            long received = stage(batch.delivery().incremental(), chunks, staging, connection, false);
            PartEntry entry =
                    new PartEntry(lineage.part(), "quarantine " + batch.cause(), chunks.bytes(), received, null, null);
            try (StagedPart part = new StagedPart(connection, staging, batch.source(), number, entry, this::hold)) {
                return part.commit(
                        landing, (same, tally) -> Quarantine.release(same, batch, staging.setAside(batch.cause())));
            }
        } catch (IOException e) {
            throw new IllegalStateException("bodies held in memory cannot be read", e);
        } finally {
            connection.close();
        }
    }

    /** Lands what an earlier resync listed as gone, whatever its number. */
    Tally landConfirmed(Delivery of, int life, long resync, String type, AlsoInTransaction also) throws SQLException {
        return landGone(
                of,
                new Lineage(number, ++parts, life),
                PartEntry.gone(type),
                (connection, lineage, staging) -> staging.addGone(resync, type),
                also);
    }

    /**
     * Ends a complete fetch of one patient: resources whose bodies had been given up and which did not come again become
     * tombstones.
     *
     * @param of its clock is when the fetch began
     * @param types those of which all the patient has came
     */
    public Tally landGoneOf(Delivery of, String name, String patient, Collection<String> types) throws SQLException {
        return landGone(
                of,
                new Lineage(number, ++parts, epoch),
                name,
                (connection, lineage, staging) -> staging.addStillShrunk(patient, types),
                AlsoInTransaction.NOTHING);
    }

    /** Stages what is gone. */
    private interface Gone {
        long stage(Connection connection, Lineage lineage, Staging staging) throws SQLException;
    }

    private Tally landGone(Delivery of, Lineage lineage, String name, Gone what, AlsoInTransaction also)
            throws SQLException {
        Connection connection = begin();
        try {
            Staging staging = new Staging(connection, of, lineage, alone);
            long gone = what.stage(connection, lineage, staging);
            PartEntry entry = new PartEntry(lineage.part(), name, 0, gone, null, null);
            try (StagedPart part = new StagedPart(connection, staging, delivery.source(), number, entry, this::hold)) {
                return part.commit(landing, also);
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Ends something that brought no rows of its own, in one transaction with what belongs to it. */
    public void conclude(String name, AlsoInTransaction also) throws SQLException {
        settle();
        Tally nothing = new Tally();
        try (Connection connection = landing.connect()) {
            connection.setAutoCommit(false);
            landing.ledger().write(connection, number, new PartEntry(++parts, name, 0, 0, null, null), nothing);
            also.run(connection, nothing);
            landing.ledger().hold(connection, delivery.source(), number);
            connection.commit();
        }
    }

    /** Records that a part could not be landed; the run will be partial. */
    public void missing(String name, String gap) throws SQLException {
        gaps.add(gap);
        try (Connection connection = landing.connect()) {
            connection.setAutoCommit(false);
            landing.ledger().write(connection, number, new PartEntry(++parts, name, 0, 0, null, gap), new Tally());
            connection.commit();
        }
    }

    /** Ends the run: complete, or partial when a part is missing. */
    public RunSummary finish() throws SQLException {
        settle();
        finished = true;
        landing.ledger()
                .close(
                        number,
                        gaps.isEmpty() ? Outcome.COMPLETE : Outcome.PARTIAL,
                        gaps.isEmpty() ? null : gaps.get(0));
        SetDifference.forget(landing, delivery.source(), number);
        return landing.ledger().summary(number);
    }

    @Override
    public void close() throws SQLException {
        try {
            if (!finished) {
                settleQuietly();
                landing.ledger().close(number, Outcome.PARTIAL, Ledger.CUT_OFF);
            }
        } finally {
            lock.close();
        }
    }

    /** The run has failed already; why the last merge did too adds nothing. */
    private void settleQuietly() {
        try {
            settle();
        } catch (SQLException | RuntimeException e) {
            merging = null;
        }
    }

    /** Where only changes come, every out-of-screen version lands as a key and nobody asks which keys have landed. */
    private LandedKeys keys(boolean incremental) throws SQLException {
        if (incremental && delivery.incremental() && keys == null) {
            return new LandedKeys(0);
        }
        if (keys == null) {
            keys = landing.remembered(delivery.source(), !alone, expected);
        }
        return keys;
    }

    private long stage(boolean incremental, Chunks chunks, Staging staging, Connection connection, boolean directly)
            throws IOException, SQLException {
        LandedKeys landed = keys(incremental);
        Deque<Future<ScreenedChunk>> ahead = new ArrayDeque<>();
        long received = 0;
        long told = 0;
        for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            received += chunk.resources();
            ahead.add(landing.screen(delivery.source(), chunk, landed, incremental, alone, chunks.urns()));
            if (ahead.size() > landing.chunksAhead()) {
                received += stage(ahead.remove(), chunks, staging, connection, directly);
            }
            tell(soFar.came(chunk.resources(), chunks.bytes() - told));
            told = chunks.bytes();
        }
        while (!ahead.isEmpty()) {
            received += stage(ahead.remove(), chunks, staging, connection, directly);
        }
        return received;
    }

    /** @return versions received beyond what was counted where the chunk was split off */
    private long stage(
            Future<ScreenedChunk> screened, Chunks chunks, Staging staging, Connection connection, boolean directly)
            throws SQLException {
        try {
            ScreenedChunk chunk = screened.get();
            if (directly) {
                staging.addDirectly(chunk);
            } else {
                staging.add(chunk, chunks.isHistory());
            }
            return chunk.unfolded();
        } catch (ExecutionException e) {
            throw new IllegalStateException("screening failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while screening", e);
        }
    }
}
