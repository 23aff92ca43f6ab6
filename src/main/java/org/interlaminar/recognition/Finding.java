package org.interlaminar.recognition;

import java.util.List;

/** What recognition says of one record. No and cannot-tell are different clinical facts. */
public sealed interface Finding {
    /** Every coding and every phrase that led to the answer. */
    List<Evidence> evidence();

    /** It is what the tag says. */
    record Tagged(Tag tag, Certainty certainty, List<Evidence> evidence) implements Finding {
        Tagged(Tag tag, List<Evidence> evidence) {
            this(tag, Certainty.DEFINITE, evidence);
        }
    }

    /** It is about our subject and it is not: a look-alike, a plan, a refuted diagnosis. */
    record NotOurs(String reason, List<Evidence> evidence) implements Finding {}

    /** It may be; a person can settle it. */
    record Undecided(Tag tag, Missing missing, String reason, List<Evidence> evidence) implements Finding {}

    /** It is not, and yet somebody should look: it may be a slip. */
    record Suspicious(Tag tag, Missing missing, String reason, List<Evidence> evidence) implements Finding {}
}
