package org.interlaminar.publication.fhir;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;

/**
 * The code of a score that was put together and carries none: the first of its instrument's value set. A score of words alone
 * has no other.
 */
final class InstrumentCodes {
    private static final Map<String, String> SETS = Map.ofEntries(
            Map.entry("ODI score", "odi"),
            Map.entry("NRS back", "nrs-back"),
            Map.entry("NRS leg", "nrs-leg"),
            Map.entry("NRS unspecified", "pain-nrs"),
            Map.entry("VAS back", "pain-vas"),
            Map.entry("VAS leg", "pain-vas"),
            Map.entry("VAS unspecified", "pain-vas"),
            Map.entry("ZCQ symptom-severity", "zcq-symptom-severity"),
            Map.entry("ZCQ physical-function", "zcq-physical-function"),
            Map.entry("ZCQ satisfaction", "zcq-satisfaction"),
            Map.entry("PROMIS physical-function", "promis-physical-function"),
            Map.entry("PROMIS pain-interference", "promis-pain-interference"),
            Map.entry("EQ-5D index", "eq5d-index"),
            Map.entry("EQ-5D vas", "eq5d-vas"),
            Map.entry("walking distance", "walk-distance"),
            Map.entry("walking tolerance", "walking-tolerance"));

    private final Map<String, Coding> codes = new TreeMap<>();

    /** @param files a value set by its id */
    InstrumentCodes(Function<String, Optional<ValueSet>> files) {
        SETS.forEach((score, set) -> {
            ConceptSetComponent first = files.apply("instrument-" + set)
                    .orElseThrow(() -> new IllegalStateException("There is no value set instrument-" + set + "."))
                    .getCompose()
                    .getIncludeFirstRep();
            codes.put(
                    score,
                    new Coding()
                            .setSystem(first.getSystem())
                            .setCode(first.getConceptFirstRep().getCode()));
        });
    }

    Coding of(String instrument, String component) {
        return Optional.ofNullable(codes.get(instrument + " " + component))
                .map(Coding::copy)
                .orElseThrow(() -> new IllegalStateException("No value set is named for a score of the mart."));
    }

    /** Instruments with components whose code this is, each as "instrument component". */
    java.util.List<String> with(String system, String code) {
        return codes.entrySet().stream()
                .filter(one -> one.getValue().getCode().equals(code)
                        && (system == null || one.getValue().getSystem().equals(system)))
                .map(Map.Entry::getKey)
                .toList();
    }
}
