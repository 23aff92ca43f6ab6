package org.interlaminar.reading;

import java.util.List;

/** Reads the logical id out of a reference (<a href="https://hl7.org/fhir/R4/references.html">FHIR references</a>). */
final class References {
    private static final String URN = "urn:uuid:";

    private References() {}

    static String patient(String reference) {
        return logicalId("Patient", reference);
    }

    /**
     * The same where it is known by which bases the server calls itself.
     *
     * @param bases without a slash at their end; none when nothing is known
     * @return the whole reference when it is to another server: an id means nobody there whom it means here
     */
    static String patient(String reference, List<String> bases) {
        boolean isElsewhere = reference.startsWith("http")
                && reference.contains("://")
                && !bases.isEmpty()
                && bases.stream().noneMatch(base -> reference.startsWith(base + "/"));
        return isElsewhere && namedId("Patient", reference) != null ? reference : patient(reference);
    }

    /**
     * The logical id of the resource a reference names: relative, absolute or with a version. A {@code urn:uuid:} keeps
     * its uuid, which is the id wherever a Bundle does not say otherwise.
     *
     * @return null when the reference names nothing of the type: another type, contained, conditional
     */
    static String logicalId(String type, String reference) {
        if (reference.startsWith(URN)) {
            return reference.substring(URN.length());
        }
        return namedId(type, reference);
    }

    /** Whether the reference says by itself that it is to the type; a {@code urn:uuid:} does not say. */
    static boolean names(String type, String reference) {
        return !reference.startsWith(URN) && namedId(type, reference) != null;
    }

    private static String namedId(String type, String reference) {
        String prefix = type + "/";
        int from = reference.startsWith(prefix) ? 0 : reference.lastIndexOf("/" + prefix) + 1;
        if (!reference.startsWith(prefix, from)) {
            return null;
        }
        int to = reference.indexOf('/', from + prefix.length());
        String id = reference.substring(from + prefix.length(), to < 0 ? reference.length() : to);
        return id.isEmpty() ? null : id;
    }
}
