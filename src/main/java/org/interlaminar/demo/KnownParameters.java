package org.interlaminar.demo;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.Map;
import java.util.Set;

/**
 * Refuses what HAPI lets through unheeded: parameters that begin with an underscore, such as {@code _tag} or
 * {@code _has}, and a {@code _count} that is no number. Ignoring a filter would serve too much.
 */
final class KnownParameters {
    private static final Set<String> KNOWN = Set.of(
            "_id",
            "_lastUpdated",
            "_sort",
            "_count",
            "_total",
            "_summary",
            "_elements",
            "_format",
            "_pretty",
            "_getpages",
            "_getpagesoffset",
            "_bundletype");

    private KnownParameters() {}

    /** @throws InvalidRequestException naming the first parameter that is not understood */
    static void check(Map<String, String[]> parameters) {
        parameters.forEach((name, values) -> {
            if (name.startsWith("_") && !KNOWN.contains(name)) {
                throw new InvalidRequestException("The parameter " + name + " is not supported.");
            }
            if ("_count".equals(name) && !isCount(values)) {
                throw new InvalidRequestException("The parameter _count takes one whole number from 0 on.");
            }
        });
    }

    private static boolean isCount(String[] values) {
        return values.length == 1 && values[0].matches("\\d{1,9}");
    }
}
