package org.interlaminar.clinical;

/**
 * A person as one source knows them: the source's id in our settings and the logical id of the Patient there. Two
 * sources never share a person by accident.
 */
public record PersonKey(String source, String patient) implements Comparable<PersonKey> {
    @Override
    public int compareTo(PersonKey other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : patient.compareTo(other.patient);
    }

    @Override
    public String toString() {
        return source + "/" + patient;
    }
}
