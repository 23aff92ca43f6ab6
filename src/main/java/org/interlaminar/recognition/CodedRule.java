package org.interlaminar.recognition;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;

/** A named rule that asks whether a concept holds codes of some value sets, and answers with all of them as evidence. */
record CodedRule(String name, Tag tag, List<ValueSet> valueSets) {

    static CodedRule of(Terminology terminology, String name, Tag tag, String... valueSetNames) {
        return new CodedRule(
                name,
                tag,
                List.of(valueSetNames).stream().map(terminology::valueSet).toList());
    }

    List<Evidence> evidence(Terminology terminology, SourceRef ref, CodedText concept) {
        List<Evidence> found = new ArrayList<>();
        for (ValueSet valueSet : valueSets) {
            for (Terminology.Match match : terminology.matches(valueSet, concept)) {
                found.add(new Evidence(ref, name, match));
            }
        }
        return List.copyOf(found);
    }
}
