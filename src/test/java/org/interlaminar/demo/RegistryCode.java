package org.interlaminar.demo;

/** The codes of the sample {@code registry}, with short labels of our own. */
enum RegistryCode {
    CLAUDICATION(System.ICD10CM, "M48.062", "Lumbar stenosis with neurogenic claudication"),
    STENOSIS(System.ICD10CM, "M48.061", "Lumbar stenosis"),
    STENOSIS_PROBLEM(System.SNOMED, "18347007", "Lumbar stenosis"),
    SLIP(System.ICD10CM, "M43.16", "Lumbar slip"),

    MILD(System.CPT, "0275T", "Image-guided lumbar decompression"),
    IN_TRIAL(System.HCPCS, "G0276", "Decompression or placebo in a blinded trial"),
    UNSPECIFIC(System.ICD10PCS, "01NB3ZZ", "Release of a lumbar nerve"),
    LAMINECTOMY(System.CPT, "63047", "Open lumbar decompression"),
    FUSION(System.CPT, "22612", "Lumbar fusion"),
    EPIDURAL_INJECTION(System.CPT, "62323", "Lumbar epidural injection"),
    THERAPEUTIC_EXERCISE(System.CPT, "97110", "Exercise"),
    LUMBAR_MRI(System.CPT, "72148", "Lumbar MRI"),

    WOUND_INFECTION(System.ICD10CM, "T81.41XA", "Superficial wound infection"),
    HAEMATOMA(System.ICD10CM, "M96.840", "Haematoma after a procedure"),
    DUROTOMY(System.ICD10CM, "G97.41", "Dural tear"),
    URINARY_RETENTION(System.ICD10CM, "R33.9", "Urinary retention"),

    ODI(System.LOINC, "97909-6", "ODI"),
    PAIN(System.LOINC, "72514-3", "Pain, 0 to 10"),
    ZCQ_SYMPTOMS(System.PROMS, "zcq-symptom-severity", "ZCQ symptoms"),
    ZCQ_FUNCTION(System.PROMS, "zcq-physical-function", "ZCQ function"),
    ZCQ_SATISFACTION(System.PROMS, "zcq-satisfaction", "ZCQ satisfaction"),

    BACK(System.SNOMED, "122496007", "Lumbar spine"),
    LEG(System.SNOMED, "61685007", "Leg");

    /** Code systems by their addresses. */
    private static final class System {
        static final String ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm";
        static final String ICD10PCS = "http://www.cms.gov/Medicare/Coding/ICD10";
        static final String SNOMED = "http://snomed.info/sct";
        static final String CPT = "http://www.ama-assn.org/go/cpt";
        static final String HCPCS = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";
        static final String LOINC = "http://loinc.org";
        static final String PROMS = "http://example.org/fhir/CodeSystem/spine-proms";
    }

    private final String json;

    RegistryCode(String system, String code, String label) {
        json = "{\"coding\":[{\"system\":\"%s\",\"code\":\"%s\",\"display\":\"%s\"}]}".formatted(system, code, label);
    }

    /** As a CodeableConcept. */
    String concept() {
        return json;
    }
}
