package org.interlaminar.reading;

/** The root elements of a resource that the screen looks at; everything else it only steps over. */
enum Root {
    RESOURCE_TYPE("resourceType"),
    ID("id"),
    META("meta"),
    IMPLICIT_RULES("implicitRules"),
    MODIFIER_EXTENSION("modifierExtension"),
    SUBJECT("subject"),
    PATIENT("patient"),
    QUESTIONNAIRE("questionnaire"),
    CODE("code"),
    BODY_SITE("bodySite"),
    NOTE("note"),
    REASON("reason"),
    REASON_CODE("reasonCode"),
    COMPONENT("component"),
    VALUE_STRING("valueString"),
    VALUE_CODEABLE_CONCEPT("valueCodeableConcept"),
    COMPLICATION("complication"),
    USED_CODE("usedCode"),
    CONCLUSION("conclusion"),
    CONCLUSION_CODE("conclusionCode"),
    ITEM("item"),
    DIAGNOSIS("diagnosis"),
    PROCEDURE("procedure"),
    TYPE("type"),
    DEVICE_NAME("deviceName");

    static final int COUNT = values().length;
    private static final ByteTable<Root> BY_NAME = new ByteTable<>();

    static {
        for (Root root : values()) {
            BY_NAME.put(root.element, root);
        }
    }

    final String element;

    Root(String element) {
        this.element = element;
    }

    /** Whether its codes and texts may decide about some type; the elements before are headers. */
    boolean decides() {
        return ordinal() >= CODE.ordinal();
    }

    static Root of(byte[] bytes, int from, int to) {
        return BY_NAME.get(bytes, from, to);
    }
}
