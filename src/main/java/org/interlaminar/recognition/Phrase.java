package org.interlaminar.recognition;

/**
 * A place in a text that names the MILD procedure, or may.
 *
 * @param name our word for the kind of phrase, a concept of {@code fhir-profiles/CodeSystem-text-evidence.json}
 * @param from its first word
 * @param to the word behind its last one
 * @param standing what it is worth when nothing about it objects
 * @param reason why it is not proof, or null when it is
 */
record Phrase(String name, int from, int to, Standing standing, String reason) {
    static final String PILD = "pild";
    static final String MAKER = "maker";
    static final String PERCUTANEOUS = "percutaneous-lumbar-decompression";
    static final String DOTTED_NAME = "dotted-name";
    static final String DEVICE = "device-in-lumbar-context";
    static final String MINIMALLY_INVASIVE = "minimally-invasive-with-context";
    static final String CAPITAL_NAME = "capital-name";
    static final String IN_HISTORY = "capital-name-in-surgical-history";

    enum Standing {
        PROVES,
        OPEN,
        REFUSED
    }

    static Phrase proves(String name, int from, int to) {
        return new Phrase(name, from, to, Standing.PROVES, null);
    }

    static Phrase open(String name, int from, int to, String reason) {
        return new Phrase(name, from, to, Standing.OPEN, reason);
    }

    static Phrase refused(String name, int from, int to, String reason) {
        return new Phrase(name, from, to, Standing.REFUSED, reason);
    }
}
