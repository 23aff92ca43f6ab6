package org.interlaminar.ehr.preflight;

import org.interlaminar.ehr.FetchFailed;

/** One thing that is looked at for each type. */
interface TypeExamination {
    /** As the report calls it. */
    String name();

    /** Whether the type has it at all. */
    default boolean concerns(ExaminedType type) {
        return true;
    }

    /** How much it asks at least, beyond the type's first page. */
    default int questions() {
        return 0;
    }

    /**
     * @throws NotAsked when it could not be looked at
     * @throws FetchFailed when what was asked for could not be had; that is bad
     */
    Finding look(Examined source, ExaminedType type) throws FetchFailed, NotAsked;
}
