package org.interlaminar.reading;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.interlaminar.clinical.CodedText;

/**
 * What an element says and what it points at: R4's CodeableConcept, Annotation or Reference, or R5's
 * <a href="https://hl7.org/fhir/R5/references.html#CodeableReference">CodeableReference</a>, which may be both.
 */
record Mention(CodedText said, List<Pointer> pointers) {
    static final Mention NONE = new Mention(CodedText.NONE, List.of());

    /** A reference as it stands; each part may be null. */
    record Pointer(String to, String type, String display) {
        private boolean says(String wanted) {
            return wanted.equals(type) || to != null && References.names(wanted, to);
        }

        private String id(String wanted) {
            return to == null || type != null && !type.equals(wanted) ? null : References.logicalId(wanted, to);
        }
    }

    static Mention join(List<Mention> parts) {
        return new Mention(
                CodedText.join(parts.stream().map(Mention::said).toList()),
                parts.stream().flatMap(part -> part.pointers.stream()).toList());
    }

    /** Logical ids of the resources of the type, a {@code urn:uuid:} that tells no type among them. */
    List<String> ids(String type) {
        return ids(type, pointers.stream());
    }

    /** Logical ids of those that say by themselves that they are of the type. */
    List<String> certainIds(String type) {
        return ids(type, pointers.stream().filter(pointer -> pointer.says(type)));
    }

    private static List<String> ids(String type, Stream<Pointer> pointers) {
        return pointers.map(pointer -> pointer.id(type))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** The first of {@link #ids}, or null. */
    String id(String type) {
        List<String> ids = ids(type);
        return ids.isEmpty() ? null : ids.get(0);
    }

    boolean pointsAt(String type) {
        return pointers.stream().anyMatch(pointer -> pointer.says(type));
    }

    /** What the references call the things they point at. */
    CodedText displays() {
        return new CodedText(
                List.of(),
                pointers.stream()
                        .map(Pointer::display)
                        .filter(text -> text != null && !text.isBlank())
                        .toList());
    }
}
