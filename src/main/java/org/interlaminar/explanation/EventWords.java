package org.interlaminar.explanation;

import org.interlaminar.cases.OutcomeEvent;

/** What the attribution of an event says. Clinical rules, section 6. */
final class EventWords {
    private EventWords() {}

    /** @param nonSurgicalIsFailure whether a non-surgical re-intervention counts as treatment failure here */
    static String meaning(OutcomeEvent event, boolean nonSurgicalIsFailure) {
        return switch (event.kind()) {
            case COMPLICATION -> switch (event.attribution()) {
                case "linked" -> "Counted: a record says that it belongs to the procedure.";
                case "new" -> "Counted: it was not there before, and came in the time in which such an event counts.";
                default -> "Not counted: it came after the procedure, and nothing more ties the two; it was known before,"
                        + " came too late, is of another region or is not settled.";
            };
            case REINTERVENTION -> event.attribution().equals("surgical") || nonSurgicalIsFailure
                    ? "Treatment failure from this day on."
                    : "By this site's settings no treatment failure.";
            case SYMPTOM -> switch (event.attribution()) {
                case "before" -> "Recorded before the procedure.";
                case "known" -> "Known from before the procedure.";
                case "expected" -> "Soreness of the first two weeks is expected, and no complication.";
                default -> "Recorded for the first time after the procedure.";
            };
            case UNPLANNED_RETURN -> "Unplanned, within 30 days; why the person came is not for this service to say.";
            case MILESTONE -> "Recorded as reached.";
        };
    }

    /** Whether it is drawn and told as one that counts. */
    static boolean counts(OutcomeEvent event) {
        return switch (event.kind()) {
            case COMPLICATION -> !event.attribution().equals("temporal_only");
            case REINTERVENTION, MILESTONE -> true;
            case SYMPTOM -> event.attribution().equals("new");
            case UNPLANNED_RETURN -> false;
        };
    }
}
