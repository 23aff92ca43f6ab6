package org.interlaminar.demo;

import java.time.LocalDate;

/**
 * Somebody of the sample {@code registry}. Nobody like this exists.
 *
 * @param number from 1
 * @param why they are in the registry
 * @param born day of birth
 * @param index the day from which days are counted: of the procedure, or of the diagnosis of people without one
 * @param course what happens to them
 */
record RegistryPerson(int number, Group why, boolean female, LocalDate born, LocalDate index, Course course) {
    /** What of each sort of people the registry has; where there are any, they are enough to be shown. */
    enum Group {
        MILD(520),
        /** By an unspecific code, or of a status that says nothing. */
        UNDECIDED(14),
        /** Procedure or placebo, not known which. */
        BLINDED(13),
        /** In a year, elsewhere. */
        HISTORICAL(15),
        /** Open surgery on the same day. */
        HYBRID(13),
        NOT_PERFORMED(16),
        OPEN_DECOMPRESSION(60),
        UNTREATED(60);

        final int people;

        Group(int people) {
            this.people = people;
        }
    }

    /**
     * What happens after the index, in days from it.
     *
     * @param baseline whether questionnaires were filled in before
     * @param until the last day on which the person may be seen, whatever else happens
     * @param died the day of death, or null
     * @param again a re-intervention, or null
     * @param complication what goes wrong in the first month, or null
     */
    record Course(boolean baseline, int until, Integer died, Again again, Complication complication) {
        static final int FOR_EVER = 100_000;
        static final Course PLAIN = new Course(true, FOR_EVER, null, null, null);

        Course withoutBaseline() {
            return new Course(false, until, died, again, complication);
        }

        Course seenUntil(int day) {
            return new Course(baseline, day, died, again, complication);
        }

        Course dies(int day) {
            return new Course(baseline, day, day, again, complication);
        }

        Course hasAgain(Again one) {
            return new Course(baseline, until, died, one, complication);
        }

        Course goesWrong(Complication one) {
            return new Course(baseline, until, died, again, one);
        }
    }

    /** A re-intervention. */
    record Again(int day, RegistryCode code) {
        boolean isSurgical() {
            return code != RegistryCode.EPIDURAL_INJECTION;
        }
    }

    /** A complication. */
    record Complication(int day, RegistryCode code) {}

    String id() {
        return "registry-%04d".formatted(number);
    }

    LocalDate on(int day) {
        return index.plusDays(day);
    }

    /** Whether the person may be seen on a day: followed, alive, and before the sample ends. */
    boolean isSeen(int day) {
        return day <= course.until() && on(day).isBefore(RegistryPeople.CUT_OFF);
    }
}
