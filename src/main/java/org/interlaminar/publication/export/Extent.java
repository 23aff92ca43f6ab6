package org.interlaminar.publication.export;

import org.interlaminar.reporting.AsOf;

/**
 * Which rows leave.
 *
 * @param when the mart as it is, or as it was
 * @param restricted whether whoever asked has put records in place that confidentiality labels hold back; only said here
 */
public record Extent(AsOf when, boolean restricted) {
    public static final Extent NOW = new Extent(AsOf.NOW, false);

    public static final Extent WITH_RESTRICTED = new Extent(AsOf.NOW, true);

    /** @param number of a snapshot, or null for the mart as it is now */
    public static Extent of(Integer number) {
        return number == null ? NOW : new Extent(new AsOf(number), false);
    }
}
