package org.interlaminar.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.interlaminar.clinical.Code;
import org.interlaminar.ledger.Tally;
import org.interlaminar.reading.Bytes;
import org.interlaminar.reading.PatientLink;
import org.interlaminar.reading.Screen;
import org.interlaminar.reading.Screened;
import org.interlaminar.reading.Screened.State;
import org.interlaminar.reading.Unmapped;
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
     * @param links Patient.link, for a Patient
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
            byte[] packed,
            List<PatientLink> links) {

        boolean isWhole() {
            return screened.state() == State.WHOLE;
        }

        String kind() {
            return switch (screened.state()) {
                case WHOLE -> "whole";
                case DELETED -> "tombstone";
                case STUB, FILTERED -> "key";
            };
        }
    }

    /**
     * Something that cannot be read.
     *
     * @param named what could be told of it, or null
     * @param urns what {@code urn:uuid} names in its Bundle stand for
     */
    record Aside(
            String cause,
            String message,
            Screen.Named named,
            byte[] content,
            byte[] body,
            long size,
            long position,
            Map<String, String> urns) {}

    final byte[] bytes;
    final List<Candidate> candidates = new ArrayList<>();
    final List<Aside> asides = new ArrayList<>();
    /** Keys that stand in the chunk and may have landed before, though this version of them does not land. */
    final List<Long> alsoShown = new ArrayList<>(0);

    final Tally tally = new Tally();
    private final Screen screen;
    private final LandedKeys landed;
    private boolean incremental;
    private final boolean packing;
    private final long position;
    // The screen gives one object for each kind of filtered answer, so counting by identity is exact and cheap.
    private final Map<Screened, long[]> filtered = new IdentityHashMap<>();
    private Map<Code, Unmapped> unmapped;
    private long unfolded;

    private ScreenedChunk(Chunk chunk, Screen screen, LandedKeys landed, boolean incremental, boolean packing) {
        this.bytes = chunk.bytes();
        this.position = chunk.position();
        this.screen = screen;
        this.landed = landed;
        this.incremental = incremental;
        this.packing = packing;
    }

    /**
     * @param incremental only changes come this way, so every out-of-screen version lands as a key
     * @param packing whether bodies are deflated here already
     * @param urns what {@code urn:uuid} names stand for
     */
    static ScreenedChunk of(
            Chunk chunk,
            Screen screen,
            LandedKeys landed,
            boolean incremental,
            boolean packing,
            Map<String, String> urns) {
        ScreenedChunk result = new ScreenedChunk(chunk, screen, landed, incremental, packing);
        result.all(chunk, urns);
        result.filtered.forEach((screened, versions) ->
                result.tally.add(screened.type(), Tally.State.FILTERED, screened.reason(), versions[0]));
        result.unmapped = screen.takeUnmapped();
        return result;
    }

    /** Local codes without a site map, with what was met of them. */
    Map<Code, Unmapped> unmapped() {
        return unmapped;
    }

    /** Whether it holds something of which not even the key can be told. */
    boolean holdsUnnamed() {
        return asides.stream().anyMatch(aside -> aside.named() == null);
    }

    /** Keys that stand in the chunk, landed or not; those that have never landed may be missing. */
    long[] shown() {
        return LongStream.concat(
                        candidates.stream().mapToLong(Candidate::keyHash),
                        LongStream.concat(
                                alsoShown.stream().mapToLong(Long::longValue),
                                asides.stream()
                                        .map(Aside::named)
                                        .filter(Objects::nonNull)
                                        .mapToLong(named -> Bytes.keyHash(named.type(), named.id()))))
                .toArray();
    }

    /** Versions received beyond the chunk's own count: a Bundle on a line counts as its entries. */
    long unfolded() {
        return unfolded;
    }

    private void all(Chunk chunk, Map<String, String> urns) {
        screen.within(urns);
        for (int i = 0; i < chunk.slices().length; i += 2) {
            resource(chunk.slices()[i], chunk.slices()[i + 1], urns);
        }
        chunk.deletions().forEach(this::deletion);
        chunk.oversized().forEach(this::oversized);
    }

    private void resource(int from, int to, Map<String, String> urns) {
        try {
            Screened screened = screen.screen(bytes, from, to);
            long keyHash = screen.keyHash();
            if (screened.state() != State.FILTERED) {
                candidates.add(candidate(screened, keyHash, from, to, null, urns));
            } else if (screened.type().equals(Screen.BUNDLE)) {
                unfold(from, to, urns);
            } else {
                outOfScreen(screened, keyHash, from, to, urns);
            }
        } catch (Unreadable e) {
            aside(e, screen.named(), from, to, urns);
        }
    }

    private void outOfScreen(Screened screened, long keyHash, int from, int to, Map<String, String> urns)
            throws Unreadable {
        // A server that counts versions says by itself that this key was something else before.
        boolean laterVersion = screen.versionNumber() != null && screen.versionNumber() > 1;
        boolean mayRetract = incremental || laterVersion;
        Screened key = mayRetract || landed.mayHold(keyHash) ? screen.asKey() : null;
        if (key == null) {
            filtered.computeIfAbsent(screened, any -> new long[1])[0]++;
            if (landed.mayHold(keyHash)) {
                alsoShown.add(keyHash);
            }
        } else {
            candidates.add(candidate(key, keyHash, from, to, mayRetract ? null : screened.reason(), urns));
        }
    }

    /** Bulk exports tell deletes as lines that are Bundles; whatever else such a line holds has been received as well. */
    private void unfold(int from, int to, Map<String, String> urns) {
        try {
            BundleChunks entries = new BundleChunks(bytes, from, to - from);
            Chunk chunk = entries.next();
            unfolded += chunk.resources() - 1;
            boolean outside = incremental;
            incremental |= entries.isHistory();
            all(chunk, entries.urns());
            screen.within(urns);
            incremental = outside;
        } catch (IOException e) {
            Unreadable why = new Unreadable(Unreadable.Cause.BAD_JSON, "a Bundle cannot be split into its entries");
            aside(why, null, from, to, Map.of());
        }
    }

    private void deletion(Deletion deletion) {
        try {
            Deletion.Key key = deletion.key();
            Screened screened = screen.deleted(key.type(), key.id(), deletion.versionNumber(), deletion.lastUpdated());
            if (screened.state() == State.FILTERED) {
                filtered.computeIfAbsent(screened, any -> new long[1])[0]++;
            } else {
                candidates.add(Tombstone.candidate(
                        screened, screen.keyHash(), deletion.from(), deletion.to(), position + deletion.from()));
            }
        } catch (Unreadable e) {
            unresolved(e, deletion);
        }
    }

    private Candidate candidate(
            Screened screened, long keyHash, int from, int to, String filterReason, Map<String, String> urns) {
        boolean mayRepeat = landed.mayHold(keyHash) || filterReason != null;
        if (filterReason == null) {
            landed.add(keyHash);
        }
        boolean whole = screened.state() == State.WHOLE;
        return new Candidate(
                screened,
                resolved(screened.patient(), urns),
                content(bytes, from, to - from),
                keyHash,
                from,
                to,
                position + from,
                filterReason,
                mayRepeat,
                packing && whole ? Body.deflate(bytes, from, to - from) : null,
                whole && screened.isPatient() ? links(from, to, urns) : List.of());
    }

    private List<PatientLink> links(int from, int to, Map<String, String> urns) {
        return PatientLink.of(bytes, from, to).stream()
                .map(link -> new PatientLink(resolved(link.patient(), urns), link.kind()))
                .toList();
    }

    private static String resolved(String patient, Map<String, String> urns) {
        return patient == null ? null : urns.getOrDefault(patient, patient);
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

    /** Kept as a Bundle of one, so that it can be taken again like any other line. */
    private void unresolved(Unreadable why, Deletion deletion) {
        String entry = new String(bytes, deletion.from(), deletion.to() - deletion.from(), StandardCharsets.UTF_8);
        byte[] bundle = ("{\"resourceType\":\"Bundle\",\"entry\":[" + entry + "]}").getBytes(StandardCharsets.UTF_8);
        asides.add(new Aside(
                why.why().word(),
                why.getMessage(),
                null,
                content(bundle, 0, bundle.length),
                Body.deflate(bundle, 0, bundle.length),
                bundle.length,
                position + deletion.from(),
                Map.of()));
        tally.add("(unreadable)", Tally.State.QUARANTINED, why.why().word(), 1);
    }

    private void oversized(Chunk.Oversized line) {
        byte[] head = line.head();
        asides.add(new Aside(
                Unreadable.Cause.LINE_TOO_LONG.word(),
                "a line is longer than interlaminar.intake.max-line",
                null,
                content(head, 0, head.length),
                Body.deflate(head, 0, head.length),
                line.size(),
                line.position(),
                Map.of()));
        tally.add("(unreadable)", Tally.State.QUARANTINED, Unreadable.Cause.LINE_TOO_LONG.word(), 1);
    }

    private void aside(Unreadable why, Screen.Named named, int from, int to, Map<String, String> urns) {
        asides.add(new Aside(
                why.why().word(),
                why.getMessage(),
                named,
                content(bytes, from, to - from),
                Body.deflate(bytes, from, to - from),
                to - from,
                position + from,
                urns));
        tally.add("(unreadable)", Tally.State.QUARANTINED, why.why().word(), 1);
    }

    static byte[] content(byte[] bytes, int from, int length) {
        MessageDigest sha256 = SHA256.get();
        sha256.update(bytes, from, length);
        byte[] full = new byte[32];
        try {
            sha256.digest(full, 0, full.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        return Arrays.copyOf(full, CONTENT);
    }
}
