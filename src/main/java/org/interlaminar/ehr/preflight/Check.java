package org.interlaminar.ehr.preflight;

/**
 * One thing that was looked at. Nothing in it is from a record, and nothing of it is secret.
 *
 * @param name what was looked at
 * @param sentence what was found, in words for a hospital's IT
 * @param advice what to do, or null where nothing is to be done
 */
public record Check(String name, Outcome outcome, String sentence, String advice) {
    static Check of(String name, Finding found) {
        return new Check(name, found.outcome(), found.sentence(), found.advice());
    }

    /** Whether somebody should look at it. */
    public boolean needsSomebody() {
        return outcome == Outcome.WARNING || outcome == Outcome.BAD;
    }
}
