package org.interlaminar.cases;

/** What a person's record says about MILD, strongest statement first. Only {@link #YES} with a day is an index case. */
public enum MildStatus {
    YES("yes"),
    HYBRID("hybrid"),
    HISTORICAL("historical"),
    TRIAL_BLINDED("trial-blinded"),
    UNDECIDED("undecided"),
    NOT_PERFORMED("not-performed"),
    NO("no");

    private final String word;

    MildStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
