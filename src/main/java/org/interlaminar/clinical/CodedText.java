package org.interlaminar.clinical;

import java.util.List;

/**
 * FHIR's CodeableConcept in our words: the normalised codes in the order received, and every human-readable text that
 * stood with them (displays first, then the concept's own text). {@link #NONE} stands for an absent element.
 *
 * @param modifiers billing modifiers that were glued to a code, in upper case
 */
public record CodedText(List<Code> codes, List<String> texts, List<String> modifiers) {
    public static final CodedText NONE = new CodedText(List.of(), List.of());

    public CodedText(List<Code> codes, List<String> texts) {
        this(codes, texts, List.of());
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
                parts.stream().flatMap(part -> part.texts.stream()).toList(),
                parts.stream().flatMap(part -> part.modifiers.stream()).toList());
    }
}
