package org.interlaminar.cases;

/** Neurogenic claudication is never ruled out by a code: absence of a record is not evidence of absence. */
public enum Claudication {
    YES("yes"),
    NOT_DOCUMENTED("not-documented"),
    UNKNOWN("unknown");

    private final String word;

    Claudication(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
