package org.interlaminar.ehr.preflight;

import org.interlaminar.ehr.FetchFailed;

/** One thing that is looked at once for a source. */
interface Examination {
    /** As the report calls it. */
    String name();

    /**
     * @throws NotAsked when it could not be looked at
     * @throws FetchFailed when what was asked for could not be had; that is bad
     */
    Finding look(Examined source) throws FetchFailed, NotAsked;

    /** Whether nothing can be pulled, and nothing else be looked at, when it is bad. */
    default boolean isNeeded() {
        return false;
    }
}
