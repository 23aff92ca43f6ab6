package org.interlaminar.cases;

import java.util.List;

/**
 * What landing knows of a person's records beyond what they say.
 *
 * @param joined other Patient ids that are the same person
 * @param unreadable records that could not be read
 * @param orderUndefined whether two versions of a record could not be put in order
 * @param bodiesMissing whether bodies that were given up are needed again
 */
public record LandedState(
        List<String> joined, List<SetAside> unreadable, boolean orderUndefined, boolean bodiesMissing) {
    /** Nothing joined, missing or doubtful. */
    public static final LandedState WHOLE = new LandedState(List.of(), List.of(), false, false);
}
