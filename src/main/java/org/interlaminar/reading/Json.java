package org.interlaminar.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** The one configured Jackson factory of the hot path. */
final class Json {
    /** Lines are bounded before they get here, so a string may be as long as its line; nesting stays bounded. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(1000)
                    .maxNestingDepth(200)
                    .build())
            .build();

    private Json() {}

    /** JSON can write U+0000, FHIR forbids it in every text, and PostgreSQL keeps none. */
    static boolean holdsNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
