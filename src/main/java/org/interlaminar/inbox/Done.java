package org.interlaminar.inbox;

import java.time.Instant;
import org.interlaminar.intake.Fate;

/**
 * One entry that was taken.
 *
 * @param isNew whether nobody knew the resource, or it had been deleted
 * @param receivedAt what counts as its time where it tells none
 */
record Done(Interaction interaction, Fate fate, boolean isNew, Instant receivedAt) {
    int status() {
        boolean creates = interaction.kind() != Interaction.Kind.DELETE && fate.kind() == Fate.Kind.KEPT && isNew;
        return creates ? 201 : 200;
    }

    /** Null where no version is kept. */
    String etag() {
        return fate.version() == null ? null : "W/\"" + fate.version() + "\"";
    }

    Instant lastModified() {
        return fate.lastUpdated() == null ? receivedAt : fate.lastUpdated();
    }

    /** Of the version, relative to the base; null where none is kept, and for a delete. */
    String location() {
        return fate.version() == null || interaction.kind() == Interaction.Kind.DELETE
                ? null
                : interaction.key() + "/_history/" + fate.version();
    }
}
