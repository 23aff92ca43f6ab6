package org.interlaminar.reading;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.Precision;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.fixture.Profiles;

/** A resource written down as one of FHIR's releases writes it, and what the reader makes of it. */
final class Read {
    private Read() {}

    /** @param elements the members behind type and id */
    static <T extends ClinicalRecord> T as(Class<T> record, String type, String elements) throws Unreadable {
        return as(Profiles.fhirProfiles(), record, type, elements);
    }

    static <T extends ClinicalRecord> T as(FhirProfiles profiles, Class<T> record, String type, String elements)
            throws Unreadable {
        String json = "{\"resourceType\":\"%s\",\"id\":\"x\",%s}".formatted(type, elements);
        return record.cast(new ResourceReader(profiles, Profiles.ZONE)
                .read(new SourceRef(type, "x", "00"), json.getBytes(StandardCharsets.UTF_8))
                .orElseThrow());
    }

    static PartialDate day(String text) {
        return new PartialDate(LocalDate.parse(text), Precision.DAY, null);
    }

    static CodedText coded(String system, String code, String... texts) {
        return new CodedText(List.of(new Code(system, code)), List.of(texts));
    }

    static CodedText said(String... texts) {
        return new CodedText(List.of(), List.of(texts));
    }

    /** A CodeableConcept of one coding. */
    static String concept(String system, String code) {
        return "{\"coding\":[{\"system\":\"%s\",\"code\":\"%s\"}]}".formatted(system, code);
    }
}
