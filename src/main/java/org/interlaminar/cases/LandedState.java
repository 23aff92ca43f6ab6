package org.interlaminar.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.SourceRef;

/**
 * What landing knows of a person's records beyond what they say.
 *
 * @param joined other Patient ids that are the same person
 * @param unreadable records that could not be read
 * @param orderUndefined whether two versions of a record could not be put in order
 * @param bodiesMissing whether bodies that were given up are needed again
 * @param delivered on which day each version was delivered
 * @param decisions what people decided about records of this person that recognition had left open
 */
public record LandedState(
        List<String> joined,
        List<SetAside> unreadable,
        boolean orderUndefined,
        boolean bodiesMissing,
        Map<SourceRef, LocalDate> delivered,
        List<Decision> decisions) {
    /** Nothing joined, missing or doubtful. */
    public static final LandedState WHOLE = new LandedState(List.of(), List.of(), false, false, Map.of(), List.of());
}
