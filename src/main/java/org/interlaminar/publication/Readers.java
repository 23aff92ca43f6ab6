package org.interlaminar.publication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;

/** Who asks, as far as it decides what may be told. */
public final class Readers {
    private Readers() {}

    /** Whether whoever asks may read the mart row by row; others are given figures of snapshots only. */
    public static boolean readRows(HttpServletRequest request) {
        return Stream.of("OPERATOR", "ANALYST").anyMatch(request::isUserInRole);
    }
}
