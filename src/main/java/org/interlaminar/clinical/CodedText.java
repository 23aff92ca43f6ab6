package org.interlaminar.clinical;

import java.util.List;
import java.util.stream.Stream;

/**
 * FHIR's CodeableConcept in our words: the normalised codes in the order received, and every human-readable text that
 * stood with them (displays first, then the concept's own text). {@link #NONE} stands for an absent element.
 */
public record CodedText(List<Code> codes, List<String> texts) {
    public static final CodedText NONE = new CodedText(List.of(), List.of());

    public boolean isEmpty() {
        return codes.isEmpty() && texts.isEmpty();
    }

    /** The value of the first code, or null when uncoded. */
    public String firstValue() {
        return codes.isEmpty() ? null : codes.get(0).value();
    }

    public boolean says(String value) {
        return codes.stream().anyMatch(code -> code.value().equals(value));
    }

    public static CodedText join(List<CodedText> parts) {
        return new CodedText(
                parts.stream().flatMap(part -> part.codes.stream()).toList(),
                parts.stream().flatMap(part -> part.texts.stream()).toList());
    }

    /** This concept followed by a free text, for instance a note; null and blank texts are left out. */
    public CodedText with(String text) {
        if (text == null || text.isBlank()) {
            return this;
        }
        return new CodedText(
                codes, Stream.concat(texts.stream(), Stream.of(text)).toList());
    }
}
