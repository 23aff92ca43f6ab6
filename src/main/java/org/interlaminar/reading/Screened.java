package org.interlaminar.reading;

import java.time.Instant;

/**
 * The screen's answer for one resource version.
 *
 * @param state what becomes of it
 * @param type FHIR type; never null
 * @param reason why it was filtered, else null
 * @param id logical id, null when filtered (see {@link Screen#keyHash()})
 * @param patient logical id of the person it is about, or null when it names none
 * @param versionNumber numeric meta.versionId, or null
 * @param lastUpdated meta.lastUpdated, or null
 * @param anchor true when it makes its person worth deriving
 */
public record Screened(
        State state,
        String type,
        String reason,
        String id,
        String patient,
        Long versionNumber,
        Instant lastUpdated,
        boolean anchor) {

    /**
     * {@code WHOLE} lands with its body, {@code STUB} as a key without one, {@code DELETED} as a tombstone, {@code FILTERED} is
     * only counted.
     */
    public enum State {
        WHOLE,
        STUB,
        DELETED,
        FILTERED
    }

    public boolean isPatient() {
        return type.equals(ScreenedType.PATIENT.fhirName);
    }
}
