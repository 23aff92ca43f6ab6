package org.interlaminar.ehr;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Of whom a source is searched: of everybody, or of some people one by one (EHR C6).
 *
 * @param by how these people are found
 * @param patientsFile one logical id of a Patient a line; for list
 * @param codesInRequest codes in one search; for code
 * @param every how often each person is looked at again
 */
public record CohortSettings(
        @DefaultValue("everybody") By by,
        Path patientsFile,
        @DefaultValue("20") int codesInRequest,
        @DefaultValue("24h") Duration every) {

    /** How people are found. */
    public enum By {
        /** Nobody is looked for: types are read from beginning to end. */
        EVERYBODY,
        /** By searches for the codes of stenosis and its operations; text-only and unmapped local codes are not found. */
        CODE,
        /** They are members of the source's Group. */
        GROUP,
        /** They stand in a file. */
        LIST
    }

    public boolean isUsed() {
        return by != By.EVERYBODY;
    }

    void check(String key, String group) {
        require(by != By.GROUP || !group.isBlank(), key + ".by is group, so the source's group must be set.");
        require(by != By.LIST || patientsFile != null, key + ".by is list, so .patients-file must name a file.");
        require(codesInRequest >= 1 && codesInRequest <= 500, key + ".codes-in-request must be from 1 to 500.");
        require(!every.isNegative(), key + ".every must not be negative.");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
