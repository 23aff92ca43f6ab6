package org.interlaminar.publication.trials;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * One publication as it stands in {@code evidence/trials.yaml}.
 *
 * @param citation PMID or DOI, or null: then it is to be confirmed
 * @param n people behind the results
 * @param window follow-up window of this service that its time falls into
 * @param time as published
 * @param population who they were, in our words
 */
public record Study(
        String id,
        String name,
        String citation,
        int n,
        String window,
        String time,
        String population,
        Funding funding,
        Standing standing,
        List<Result> results) {

    /** Who paid. */
    public enum Funding {
        @JsonProperty("vendor")
        VENDOR,
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** How sure the figures are. */
    public enum Standing {
        @JsonProperty("abstract-read")
        ABSTRACT_READ,
        @JsonProperty("to-be-confirmed")
        TO_BE_CONFIRMED
    }

    /** What a result says. */
    public enum Kind {
        @JsonProperty("change")
        CHANGE,
        @JsonProperty("responders")
        RESPONDERS,
        @JsonProperty("reoperation")
        REOPERATION,
        @JsonProperty("adverse")
        ADVERSE,
        @JsonProperty("other")
        OTHER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One published figure.
     *
     * @param instrument of a change or responders, else null
     * @param component the part of the instrument; null when the publication does not say
     * @param name what it counts, of other figures
     * @param value mean follow-up minus baseline, or a percentage
     * @param note what has to stand beside it, or null
     */
    public record Result(
            Kind kind, String instrument, String component, String name, BigDecimal value, String unit, String note) {}

    public Study {
        if (name == null || n < 1 || window == null || population == null || funding == null || results.isEmpty()) {
            throw new IllegalArgumentException("study " + id + " lacks what has to stand beside its figures");
        }
        if (citation == null && standing != Standing.TO_BE_CONFIRMED) {
            throw new IllegalArgumentException("study " + id + " has no citation, so it is to be confirmed");
        }
        results = List.copyOf(results);
    }

    /** Whether a site's figure may stand beside its figures. */
    public boolean isComparable() {
        return standing == Standing.ABSTRACT_READ;
    }
}
