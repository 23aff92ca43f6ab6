package org.interlaminar.cases;

/** Three-valued: no and cannot-tell are different clinical facts. */
public enum Answer {
    YES,
    NO,
    UNDECIDED;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
