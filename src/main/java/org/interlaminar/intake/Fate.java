package org.interlaminar.intake;

import java.time.Instant;
import java.util.HexFormat;
import org.interlaminar.intake.ScreenedChunk.Aside;
import org.interlaminar.intake.ScreenedChunk.Candidate;

/**
 * What becomes of one pushed resource.
 *
 * @param type null when it cannot be told; so is id, also of what is left out
 * @param patient id of whom it is about, or null; an address where that is a Patient of another server
 * @param version names this version of the resource; null unless it is kept
 * @param lastUpdated what it says of its own age, or null
 * @param cause cause code of what is set aside, else null
 * @param message the same in words, without content
 */
public record Fate(
        Kind kind,
        String type,
        String id,
        String patient,
        String version,
        Instant lastUpdated,
        String cause,
        String message) {
    /** {@code KEPT} whole, {@code NOTED} as a key only, {@code LEFT_OUT} and only counted, {@code SET_ASIDE} into quarantine. */
    public enum Kind {
        KEPT,
        NOTED,
        LEFT_OUT,
        SET_ASIDE
    }

    static final Fate LEFT_OUT = new Fate(Kind.LEFT_OUT, null, null, null, null, null, null, null);

    static Fate of(Candidate candidate) {
        return new Fate(
                candidate.isWhole() ? Kind.KEPT : Kind.NOTED,
                candidate.screened().type(),
                candidate.screened().id(),
                candidate.patient(),
                version(candidate.screened().versionNumber(), candidate.content()),
                candidate.screened().lastUpdated(),
                null,
                null);
    }

    static Fate of(Aside aside) {
        return new Fate(
                Kind.SET_ASIDE,
                aside.named() == null ? null : aside.named().type(),
                aside.named() == null ? null : aside.named().id(),
                aside.named() == null ? null : aside.named().patient(),
                null,
                null,
                aside.cause(),
                aside.message());
    }

    /** The number its server gave it, or what it says as a digest. */
    static String version(Long number, byte[] content) {
        return number == null ? HexFormat.of().formatHex(content) : number.toString();
    }

    /** Whether the Patient it is about is on another server than the source's. */
    public boolean isOfAnotherServer() {
        return patient != null && patient.contains("://");
    }
}
