package org.interlaminar.ehr.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A question for some resources of a type by their ids
 * (<a href="https://hl7.org/fhir/R4/search.html#id">R4 search</a>).
 */
public record ById(List<String> ids) {
    /** As many as fit into any server's idea of a long address. */
    private static final int MOST = 25;

    /** Ids that cannot stand in an address are left out. */
    public static List<ById> of(List<String> ids) {
        List<String> askable =
                ids.stream().filter(id -> id.matches("[A-Za-z0-9.-]{1,64}")).toList();
        List<ById> questions = new ArrayList<>();
        for (int from = 0; from < askable.size(); from += MOST) {
            questions.add(new ById(askable.subList(from, Math.min(askable.size(), from + MOST))));
        }
        return questions;
    }

    public String query() {
        return "?_id=" + String.join(",", ids) + "&_count=" + MOST;
    }

    /** Whether so many matches answer another question: some servers ignore what they do not know. */
    public boolean isIgnored(long matches) {
        return matches > ids.size();
    }
}
