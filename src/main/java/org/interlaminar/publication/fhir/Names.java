package org.interlaminar.publication.fhir;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.interlaminar.reporting.ResultRow;

/** The names by which our profiles and words are known in FHIR. */
final class Names {
    static final String BASE = "https://interlaminar.org/fhir/";
    static final String TAG = BASE + "CodeSystem/tag";
    static final String PERSON = BASE + "sid/person";
    private static final String PROFILE = BASE + "StructureDefinition/";
    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/";

    private Names() {}

    static String ours(String codeSystem) {
        return BASE + "CodeSystem/" + codeSystem;
    }

    static CodeableConcept hl7(String codeSystem, String code) {
        return concept(HL7 + codeSystem, code);
    }

    static CodeableConcept concept(String system, String code) {
        return new CodeableConcept().addCoding(new Coding().setSystem(system).setCode(code));
    }

    static Reference to(String type, String id) {
        return new Reference(type + "/" + id);
    }

    /** Says what it is, which version of it this is, and what profile it keeps; the version is the time in milliseconds. */
    static <T extends DomainResource> T stamped(T resource, ResultRow row, String id, String profile) {
        String version = Long.toString(row.at().toEpochMilli());
        resource.setId(new IdType(resource.fhirType(), id, version));
        Meta meta = resource.getMeta().setVersionId(version).setLastUpdated(java.util.Date.from(row.at()));
        if (profile != null) {
            meta.addProfile(PROFILE + profile);
        }
        return resource;
    }

    /** @param value null leaves the extension out */
    static void extend(DomainResource resource, String extension, Type value) {
        if (value != null) {
            resource.addExtension(PROFILE + extension, value);
        }
    }

    static String extension(String name) {
        return PROFILE + name;
    }
}
