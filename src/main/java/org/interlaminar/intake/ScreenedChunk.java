package org.interlaminar.intake;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.Code;
import org.interlaminar.ledger.Tally;
import org.interlaminar.reading.Screen;
import org.interlaminar.reading.Screened;
import org.interlaminar.reading.Unreadable;

/** A chunk after the screen: what may land, what was set aside, and a tally of what was filtered. */
final class ScreenedChunk {
    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    });
    private static final int CONTENT = 16;

    /**
     * A version that may land.
     *
     * @param filterReason null when it lands anyway; else it lands only if its key has landed before, and is filtered for
     *     this reason otherwise
     * @param mayRepeat whether its key may have landed before, in this run or an earlier one
     * @param packed its deflated body when it is known to be new, else null: a duplicate's body is never needed
     */
    record Candidate(
            Screened screened,
            String patient,
            byte[] content,
            long keyHash,
            int from,
            int to,
            long position,
            String filterReason,
            boolean mayRepeat,
            byte[] packed) {

        boolean isWhole() {
            return screened.state() == Screened.State.WHOLE;
        }
    }

    /** Something that cannot be read; type, id and patient are not known. */
    record Aside(String cause, String message, byte[] content, byte[] body, long size, long position) {}

    final byte[] bytes;
    final int received;
    final List<Candidate> candidates = new ArrayList<>();
    final List<Aside> asides = new ArrayList<>();
    final Tally tally = new Tally();
    // The screen gives one object for each kind of filtered answer, so counting by identity is exact and cheap.
    private final Map<Screened, long[]> filtered = new IdentityHashMap<>();
    private final boolean packing;
    Map<Code, Long> unmapped;

    private ScreenedChunk(Chunk chunk, boolean packing) {
        this.packing = packing;
        bytes = chunk.bytes();
        received = chunk.resources();
    }

    static ScreenedChunk of(
            Chunk chunk,
            Screen screen,
            LandedKeys landed,
            boolean incremental,
            boolean packing,
            Map<String, String> urns) {
        ScreenedChunk result = new ScreenedChunk(chunk, packing);
        for (int i = 0; i < chunk.slices().length; i += 2) {
            result.resource(chunk, chunk.slices()[i], chunk.slices()[i + 1], screen, landed, incremental, urns);
        }
        chunk.oversized().forEach(result::oversized);
        result.filtered.forEach((screened, versions) ->
                result.tally.add(screened.type(), Tally.State.FILTERED, screened.reason(), versions[0]));
        result.unmapped = screen.takeUnmapped();
        return result;
    }

    private void resource(
            Chunk chunk,
            int from,
            int to,
            Screen screen,
            LandedKeys landed,
            boolean incremental,
            Map<String, String> urns) {
        try {
            Screened screened = screen.screen(bytes, from, to);
            if (screened.state() != Screened.State.FILTERED) {
                boolean mayRepeat = landed.mayHold(screen.keyHash());
                landed.add(screen.keyHash());
                candidates.add(candidate(screened, screen.keyHash(), from, to, chunk, null, mayRepeat, urns));
                return;
            }
            // A server that counts versions says by itself that this key was something else before.
            boolean laterVersion = screen.versionNumber() != null && screen.versionNumber() > 1;
            boolean mayRetract = incremental || laterVersion;
            Screened key = mayRetract || landed.mayHold(screen.keyHash()) ? screen.asKey() : null;
            if (key == null) {
                filtered.computeIfAbsent(screened, any -> new long[1])[0]++;
            } else {
                candidates.add(candidate(
                        key, screen.keyHash(), from, to, chunk, mayRetract ? null : screened.reason(), true, urns));
            }
        } catch (Unreadable e) {
            aside(e.why().word(), e.getMessage(), from, to - from, to - from, chunk.position() + from);
        }
    }

    private Candidate candidate(
            Screened screened,
            long keyHash,
            int from,
            int to,
            Chunk chunk,
            String filterReason,
            boolean mayRepeat,
            Map<String, String> urns) {
        String patient = screened.patient();
        return new Candidate(
                screened,
                patient == null ? null : urns.getOrDefault(patient, patient),
                content(bytes, from, to - from),
                keyHash,
                from,
                to,
                chunk.position() + from,
                filterReason,
                mayRepeat,
                packing && screened.state() == Screened.State.WHOLE ? Body.deflate(bytes, from, to - from) : null);
    }

    /** The candidate's body as it is stored, or null when it lands as a key. */
    byte[] body(Candidate candidate) {
        if (!candidate.isWhole()) {
            return null;
        }
        return candidate.packed() != null
                ? candidate.packed()
                : Body.deflate(bytes, candidate.from(), candidate.to() - candidate.from());
    }

    private void oversized(Chunk.Oversized line) {
        asides.add(new Aside(
                Unreadable.Cause.LINE_TOO_LONG.word(),
                "the line is " + line.size() + " bytes long; the limit is interlaminar.intake.max-line",
                content(line.head(), 0, line.head().length),
                Body.deflate(line.head(), 0, line.head().length),
                line.size(),
                line.position()));
        tally.add("(unreadable)", Tally.State.QUARANTINED, Unreadable.Cause.LINE_TOO_LONG.word(), 1);
    }

    private void aside(String cause, String message, int from, int length, long size, long position) {
        asides.add(new Aside(
                cause, message, content(bytes, from, length), Body.deflate(bytes, from, length), size, position));
        tally.add("(unreadable)", Tally.State.QUARANTINED, cause, 1);
    }

    private static byte[] content(byte[] bytes, int from, int length) {
        MessageDigest sha256 = SHA256.get();
        sha256.update(bytes, from, length);
        byte[] full = new byte[32];
        try {
            sha256.digest(full, 0, full.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        return java.util.Arrays.copyOf(full, CONTENT);
    }
}
