package org.interlaminar.clinical;

import java.util.List;
import java.util.SortedSet;

/**
 * One person of one source: all Patient records that
 * <a href="https://hl7.org/fhir/R4/patient.html#links">Patient.link</a> joins, in whichever direction and however many.
 *
 * @param key the record the person is known by: one that no other replaces, the first of these by id
 * @param patients logical ids of all of them, that one included
 */
public record Person(PersonKey key, SortedSet<String> patients) {
    /** Whom each of the records would be if nothing joined them. */
    public List<PersonKey> records() {
        return patients.stream().map(id -> new PersonKey(key.source(), id)).toList();
    }

    /** The other records. */
    public List<String> joined() {
        return patients.stream().filter(id -> !id.equals(key.patient())).toList();
    }
}
