package org.interlaminar.reading;

import static org.interlaminar.reading.Root.BODY_SITE;
import static org.interlaminar.reading.Root.CODE;
import static org.interlaminar.reading.Root.COMPLICATION;
import static org.interlaminar.reading.Root.COMPONENT;
import static org.interlaminar.reading.Root.CONCLUSION;
import static org.interlaminar.reading.Root.CONCLUSION_CODE;
import static org.interlaminar.reading.Root.DEVICE_NAME;
import static org.interlaminar.reading.Root.DIAGNOSIS;
import static org.interlaminar.reading.Root.ITEM;
import static org.interlaminar.reading.Root.NOTE;
import static org.interlaminar.reading.Root.PROCEDURE;
import static org.interlaminar.reading.Root.REASON;
import static org.interlaminar.reading.Root.REASON_CODE;
import static org.interlaminar.reading.Root.TYPE;
import static org.interlaminar.reading.Root.USED_CODE;
import static org.interlaminar.reading.Root.VALUE_CODEABLE_CONCEPT;
import static org.interlaminar.reading.Root.VALUE_STRING;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** The resource types that may land, and the elements whose codes and texts decide about those that land by code. */
public enum ScreenedType {
    PATIENT("Patient"),
    ENCOUNTER("Encounter"),
    MEDICATION("Medication"),
    MEDICATION_REQUEST("MedicationRequest"),
    MEDICATION_STATEMENT("MedicationStatement"),
    MEDICATION_ADMINISTRATION("MedicationAdministration"),
    MEDICATION_DISPENSE("MedicationDispense"),
    ADVERSE_EVENT("AdverseEvent"),
    ORGANIZATION("Organization"),
    LOCATION("Location"),
    QUESTIONNAIRE_RESPONSE("QuestionnaireResponse"),
    CONDITION("Condition", CODE, BODY_SITE, NOTE),
    PERFORMED_PROCEDURE("Procedure", CODE, BODY_SITE, NOTE, REASON, REASON_CODE, COMPLICATION, USED_CODE),
    OBSERVATION("Observation", CODE, COMPONENT, BODY_SITE, NOTE, VALUE_STRING, VALUE_CODEABLE_CONCEPT),
    DIAGNOSTIC_REPORT("DiagnosticReport", CODE, CONCLUSION, CONCLUSION_CODE, NOTE),
    CLAIM("Claim", ITEM, DIAGNOSIS, PROCEDURE),
    EXPLANATION_OF_BENEFIT("ExplanationOfBenefit", ITEM, DIAGNOSIS, PROCEDURE),
    SERVICE_REQUEST("ServiceRequest", CODE, BODY_SITE, NOTE, REASON, REASON_CODE),
    DEVICE("Device", TYPE, DEVICE_NAME, NOTE),
    DEVICE_USE_STATEMENT("DeviceUseStatement", BODY_SITE, REASON_CODE, NOTE);

    private static final ByteTable<ScreenedType> BY_NAME = new ByteTable<>();
    private static final Set<ScreenedType> WITHOUT_SUBJECT = EnumSet.of(MEDICATION, ORGANIZATION, LOCATION, DEVICE);
    private static final Set<ScreenedType> CODE_REQUIRED =
            EnumSet.of(CONDITION, PERFORMED_PROCEDURE, OBSERVATION, DIAGNOSTIC_REPORT, SERVICE_REQUEST);

    static {
        for (ScreenedType type : values()) {
            BY_NAME.put(type.fhirName, type);
        }
    }

    final String fhirName;
    final Set<Root> deciding;
    private final boolean[] decides = new boolean[Root.COUNT];

    ScreenedType(String fhirName, Root... deciding) {
        this.fhirName = fhirName;
        this.deciding = deciding.length == 0 ? Set.of() : EnumSet.of(deciding[0], deciding);
        this.deciding.forEach(root -> decides[root.ordinal()] = true);
    }

    static ScreenedType of(byte[] bytes, int from, int to) {
        return BY_NAME.get(bytes, from, to);
    }

    /** @return null for a type that never lands */
    public static ScreenedType of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    boolean isDecidedBy(int rootOrdinal) {
        return decides[rootOrdinal];
    }

    /** Whether its codes and texts decide; if not, every resource of the type lands. */
    public boolean landsByCode() {
        return !deciding.isEmpty();
    }

    /** Whether a resource of the type is about a person. */
    public boolean hasSubject() {
        return !WITHOUT_SUBJECT.contains(this);
    }

    /** A resource of this type without a code is a stub: a correction's remains, not a clinical statement. */
    boolean requiresCode() {
        return CODE_REQUIRED.contains(this);
    }
}
