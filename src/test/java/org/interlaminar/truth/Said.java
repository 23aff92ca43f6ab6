package org.interlaminar.truth;

import java.time.LocalDate;
import java.util.List;

/** What one resource states, in the EHR's own words. The recount reads these and never the JSON written from them. */
sealed interface Said {
    enum Disease {
        STENOSIS("M48.061", true, true),
        STENOSIS_WITH_CLAUDICATION("M48.062", true, true),
        BACK_PAIN("M54.5", false, true),
        ASTHMA("J45.909", false, false);

        final String icd10cm;
        final boolean stenosis;
        final boolean inScreen;

        Disease(String icd10cm, boolean stenosis, boolean inScreen) {
            this.icd10cm = icd10cm;
            this.stenosis = stenosis;
            this.inScreen = inScreen;
        }
    }

    enum Kind {
        MILD("0275T", true),
        MILD_BY_ITS_LATER_CODE("62330", true),
        LAMINECTOMY("63047", true),
        KNEE("27447", false);

        final String cpt;
        final boolean inScreen;

        Kind(String cpt, boolean inScreen) {
            this.cpt = cpt;
            this.inScreen = inScreen;
        }

        boolean isMild() {
            return this == MILD || this == MILD_BY_ITS_LATER_CODE;
        }
    }

    enum Scale {
        ODI("ODI"),
        BACK_PAIN("NRS"),
        LEG_PAIN("NRS"),
        BLOOD_PRESSURE(null);

        /** Null for what is no outcome score. */
        final String instrument;

        Scale(String instrument) {
            this.instrument = instrument;
        }
    }

    /** The other Patient and FHIR's word for how it stands to this one. */
    record Link(String word, String other) {}

    record Person(int born, List<Link> links) implements Said {
        boolean isLinkedTo(String other) {
            return links.stream().anyMatch(link -> link.other.equals(other));
        }
    }

    /** @param verification FHIR's word, or null for none */
    record Diagnosis(Disease disease, String verification, LocalDate onset) implements Said {
        boolean counts() {
            return verification == null || verification.equals("confirmed");
        }

        boolean isOpen() {
            return "provisional".equals(verification);
        }
    }

    record Operation(Kind kind, String status, LocalDate day) implements Said {
        boolean happened() {
            return status.equals("completed");
        }
    }

    record Score(Scale scale, String status, int value, LocalDate day) implements Said {
        boolean counts() {
            return scale.instrument != null && (status.equals("final") || status.equals("amended"));
        }
    }

    record Visit(LocalDate day) implements Said {}

    /** What some EHRs leave of a resource entered in error: id and status. */
    record Remains() implements Said {}

    /** Whether the service is meant to keep it whole. */
    default boolean isInScreen() {
        if (this instanceof Diagnosis diagnosis) {
            return diagnosis.disease.inScreen;
        }
        if (this instanceof Operation operation) {
            return operation.kind.inScreen;
        }
        if (this instanceof Score score) {
            return score.scale.instrument != null;
        }
        return !(this instanceof Remains);
    }
}
