package org.interlaminar.recognition;

/** How sure a tag is: a code or a device names the thing, or only words do. */
public enum Certainty {
    DEFINITE,
    PROBABLE;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
