package org.interlaminar.ehr.preflight;

import java.util.List;
import java.util.Map;
import org.interlaminar.ehr.FetchFailed;

/** Whether the type can be searched as a whole, and read as a pull reads it. */
final class Searching implements TypeExamination {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int UNPROCESSABLE = 422;

    /**
     * What searches of some servers must name
     * (<a href="http://hl7.org/fhir/us/core/general-requirements.html">US Core</a>).
     */
    private static final Map<String, List<String>> CATEGORIES = Map.of(
            "Condition",
            List.of("category=problem-list-item", "category=encounter-diagnosis"),
            "Observation",
            List.of(
                    "category=survey",
                    "category=vital-signs",
                    "category=exam",
                    "category=procedure",
                    "category=imaging",
                    "category=laboratory"));

    @Override
    public String name() {
        return "search";
    }

    @Override
    public Finding look(Examined source, ExaminedType type) throws NotAsked {
        try {
            Sample sample = type.sample();
            if (sample.isEmpty()) {
                return Finding.warning(
                        "The search is answered, with nothing",
                        "Ask whether the EHR has any that this client may see; nothing else could be tried.");
            }
            return Finding.good(sample.size() + " on the first page");
        } catch (FetchFailed e) {
            return refused(source, type, e);
        }
    }

    private static Finding refused(Examined source, ExaminedType type, FetchFailed why) throws NotAsked {
        if (Planner.isFollowed(source, type)) {
            return Finding.good("Searched as a whole, " + why.getMessage() + "; it is asked for person by person");
        }
        List<String> categories = CATEGORIES.getOrDefault(type.name(), List.of());
        boolean wantsMore = why.status() == BAD_REQUEST || why.status() == UNPROCESSABLE;
        if (wantsMore && !categories.isEmpty() && answers(source, type, categories.get(0))) {
            type.needs("[" + String.join(", ", categories) + "]");
            return Finding.bad(
                    "A search must name a category: without one, " + why.getMessage(),
                    "Set the categories that this EHR has as its search parameters.");
        }
        return Finding.bad(
                "Searched as a whole, " + why.getMessage(),
                why.status() == FORBIDDEN
                        ? "Ask the EHR's administrators for the right to search it."
                        : "Ask which parameters a search of it must have; if it must name a patient, follow people one by"
                                + " one (" + source.key("cohort.by") + ") or use a bulk export.");
    }

    private static boolean answers(Examined source, ExaminedType type, String category) throws NotAsked {
        try {
            source.questions()
                    .next(source.questions()
                            .search(type.name() + "?" + category + "&_count=" + ExaminedType.COUNT, type.name()));
            return true;
        } catch (FetchFailed e) {
            return false;
        }
    }
}
