package org.interlaminar.reading;

/** Reads the patient out of a reference (<a href="https://hl7.org/fhir/R4/references.html">FHIR references</a>). */
final class Subject {
    private static final String PATIENT = "Patient/";

    private Subject() {}

    /**
     * The logical id of the Patient a reference names: relative, absolute or with a version. A {@code urn:uuid:} keeps its
     * uuid, which is the id wherever a Bundle does not say otherwise.
     *
     * @return null when the reference names no patient: another type, contained, conditional
     */
    static String patient(String reference) {
        if (reference.startsWith("urn:uuid:")) {
            return reference.substring("urn:uuid:".length());
        }
        int from = reference.startsWith(PATIENT) ? 0 : reference.lastIndexOf("/" + PATIENT) + 1;
        if (!reference.startsWith(PATIENT, from)) {
            return null;
        }
        int to = reference.indexOf('/', from + PATIENT.length());
        String id = reference.substring(from + PATIENT.length(), to < 0 ? reference.length() : to);
        return id.isEmpty() ? null : id;
    }
}
