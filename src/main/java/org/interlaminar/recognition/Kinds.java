package org.interlaminar.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;

/**
 * The kinds of something, a value set each: {@code comorbidity-pad} and {@code comorbidity-slip} are the comorbidities
 * {@code pad} and {@code slip}.
 */
public final class Kinds {
    /** One kind a concept belongs to. */
    public record Kind(String name, Evidence evidence) {}

    private final Terminology terminology;
    private final String of;
    private final Map<String, ValueSet> byName = new TreeMap<>();

    public Kinds(Terminology terminology, String of) {
        this.terminology = terminology;
        this.of = of;
        terminology.valueSets().forEach((name, valueSet) -> {
            if (name.startsWith(of + "-")) {
                byName.put(name.substring(of.length() + 1), valueSet);
            }
        });
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("no value set begins with '" + of + "-' in fhir-profiles/");
        }
    }

    /** Every kind the concept belongs to, by name. */
    public List<Kind> recognise(SourceRef ref, CodedText concept) {
        if (concept.codes().isEmpty()) {
            return List.of();
        }
        List<Kind> kinds = new ArrayList<>(1);
        byName.forEach((name, valueSet) -> terminology.matches(valueSet, concept).stream()
                .findFirst()
                .ifPresent(match -> kinds.add(new Kind(name, new Evidence(ref, of + "-by-code", match)))));
        return kinds;
    }
}
