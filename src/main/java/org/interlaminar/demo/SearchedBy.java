package org.interlaminar.demo;

/** What a resource type is searched by, besides id and last update. */
enum SearchedBy {
    /** Nothing more: types that are about nobody, and Patient itself. */
    NOTHING_MORE(1),
    /** The patient it is about. */
    PATIENT(2),
    /** The patient it is about and the code that says what it is. */
    PATIENT_AND_CODE(3);

    /** How many root elements of a resource the index needs: its id, its patient, its code. */
    final int elements;

    SearchedBy(int elements) {
        this.elements = elements;
    }

    /** In R4 an Encounter has no search parameter {@code code}, and that of a PractitionerRole is called {@code role}. */
    static SearchedBy of(String type) {
        return switch (type) {
            case "Condition", "Procedure", "Observation", "MedicationRequest" -> PATIENT_AND_CODE;
            case "Encounter" -> PATIENT;
            default -> NOTHING_MORE;
        };
    }
}
