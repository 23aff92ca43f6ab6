package org.interlaminar.recognition;

import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;

/**
 * Why a record was tagged, refused or left open: one matched coding, the rule that asked and the landed version it stands
 * in.
 */
public record Evidence(SourceRef ref, String rule, Terminology.Match match) implements Comparable<Evidence> {
    @Override
    public int compareTo(Evidence other) {
        int byRef = ref.compareTo(other.ref);
        int byRule = byRef != 0 ? byRef : rule.compareTo(other.rule);
        return byRule != 0 ? byRule : match.recorded().compareTo(other.match.recorded());
    }
}
