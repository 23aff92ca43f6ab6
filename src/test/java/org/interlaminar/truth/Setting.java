package org.interlaminar.truth;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.interlaminar.truth.SearchFace.Manners;
import org.interlaminar.truth.SearchFace.Paging;
import org.interlaminar.truth.SimulatedEhr.Meta;

/**
 * Where a history takes place.
 *
 * @param late whether parcels may stay in the mail and arrive out of order
 * @param known whether the service is told when the server cannot be asked for changes
 * @param ending how the last is told
 */
record Setting(Meta meta, Manners manners, int pageSize, Duration overlap, boolean late, boolean known, Ending ending) {
    /** By what the service comes to know the rest. */
    enum Ending {
        /** Where no history is told, with a deleted file: a search does not say what is gone. */
        PULL,
        PULL_OF_EVERYTHING,
        EXPORT,
        BULK
    }

    static Setting of(Meta meta, Random random) {
        Manners manners = new Manners(
                random.nextBoolean(),
                random.nextInt(3) > 0,
                meta != Meta.NONE && random.nextBoolean(),
                random.nextBoolean() ? Paging.SNAPSHOT : Paging.LIST);
        return new Setting(
                meta,
                manners,
                1 + random.nextInt(7),
                Duration.ofMinutes(random.nextInt(2) * 10L),
                random.nextBoolean(),
                random.nextBoolean(),
                Ending.values()[random.nextInt(Ending.values().length)]);
    }

    /** How the service can come to know here. */
    Set<Errand> errands() {
        Set<Errand> errands = EnumSet.allOf(Errand.class);
        errands.removeIf(errand -> errand.mails() && !late);
        if (meta == Meta.NONE) {
            // Several versions of one resource come with one clock and nothing to tell which is newer.
            errands.removeAll(Set.of(Errand.HISTORY, Errand.MAIL_HISTORY));
        }
        return errands;
    }
}
