package org.interlaminar.recognition;

import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;

/**
 * Why a record was tagged, refused or left open: one matched coding, the rule that asked and the landed version it stands
 * in.
 */
public record Evidence(SourceRef ref, String rule, Terminology.Match match) implements Comparable<Evidence> {
    private static final String WORDS = "https://interlaminar.org/fhir/CodeSystem/text-evidence";

    /** Evidence in words: the phrase is one of ours, never what the record says. */
    static Evidence inWords(SourceRef ref, String rule, ValueSet phrases, String phrase) {
        Code code = new Code(WORDS, phrase);
        return new Evidence(ref, rule, new Terminology.Match(code, code, phrases, Terminology.Route.TEXT));
    }

    @Override
    public int compareTo(Evidence other) {
        int byRef = ref.compareTo(other.ref);
        int byRule = byRef != 0 ? byRef : rule.compareTo(other.rule);
        return byRule != 0 ? byRule : match.recorded().compareTo(other.match.recorded());
    }
}
