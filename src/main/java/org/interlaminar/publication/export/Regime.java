package org.interlaminar.publication.export;

import java.util.Locale;

/** How much of a date leaves. */
public enum Regime {
    /** Years only, ages of 90 and over as one group. */
    SAFE_HARBOR,
    /** Full dates; needs a data use agreement. */
    LIMITED_DATA_SET,
    /** Full dates and the source's ids; for operators only. */
    IDENTIFIED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
