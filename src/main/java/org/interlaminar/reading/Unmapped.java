package org.interlaminar.reading;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What the screen has met of one local code that nothing in {@code fhir-profiles/} knows: how often, where, on whom. */
public final class Unmapped {
    private final Set<ScreenedType> types = EnumSet.noneOf(ScreenedType.class);
    private long[] people = new long[4];
    private int noted;
    private long seen;

    void meet(ScreenedType type) {
        seen++;
        types.add(type);
    }

    /** Records of one person mostly stand together, so looking at the last one spares most of the repeats. */
    void meetOn(long person) {
        if (noted > 0 && people[noted - 1] == person) {
            return;
        }
        if (noted == people.length) {
            people = Arrays.copyOf(people, 2 * noted);
        }
        people[noted++] = person;
    }

    /** Resource versions that carried it. */
    public long seen() {
        return seen;
    }

    /** FHIR types it stood on. */
    public Set<String> types() {
        return types.stream().map(type -> type.fhirName).collect(Collectors.toSet());
    }

    /** Keys of the Patients these resources are about, as {@link Bytes#keyHash} makes them; the same one may come again. */
    public long[] people() {
        return Arrays.copyOf(people, noted);
    }
}
