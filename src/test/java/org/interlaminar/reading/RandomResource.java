package org.interlaminar.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Makes resources that look like FHIR in every way the screen and the reader look at, and are odd everywhere else. */
final class RandomResource {
    private static final String[] TYPES = Stream.concat(
                    Stream.of(ScreenedType.values()).map(type -> type.fhirName),
                    Stream.of("Immunization", "CarePlan", "MedicationOrder", "Bundle", "Nonsense", "", "condition"))
            .toArray(String[]::new);
    private static final String[] READ_TYPES = ResourceReader.TYPES.toArray(String[]::new);
    private static final String[] SYSTEMS = {
        "http://hl7.org/fhir/sid/icd-10-cm",
        "https://hl7.org/fhir/sid/icd-10-cm/",
        "http://hl7.org/fhir/sid/icd-10",
        "http://snomed.info/sct",
        "http://www.ama-assn.org/go/cpt",
        "urn:oid:2.16.840.1.113883.6.12",
        "urn:oid:1.2.840.114350.1.72",
        "http://example.org/fhir/CodeSystem/spine-proms",
        "http://loinc.org",
        "http://klinik.example/größe",
        ""
    };
    private static final String[] CODES = {
        "M48.061",
        "m48062",
        "M54.5",
        "I10",
        "18347007",
        "0275T",
        " 62330 ",
        "0275T-Q0",
        "63047",
        "97909-6",
        "72514-3",
        "zcq-symptom-severity",
        "local/7",
        "x",
        "",
        " ",
        "Ünï",
        "99213",
        "survey",
        "ÄMB"
    };
    private static final String[] TEXTS = {
        "lumbar spinal stenosis",
        "STENOSIS",
        "MILD L4-5",
        "mild sprain",
        "s/p PILD 2019",
        "neurogenic Claudication",
        "m.i.l.d.\u2122 procedure",
        "Vertos",
        "naïve",
        "東京",
        "\ud83e\uddb4 bone",
        "a\"b\\c/d",
        "line\nbreak\ttab",
        "\u0000\u0001\u007f",
        "\u2028\ufeff",
        "{\"code\":\"M48.061\"}",
        "[1,2]",
        "lumbar decompression",
        "",
        " "
    };
    private static final String[] REFERENCES = {
        "Patient/p1",
        "https://ehr.example/fhir/Patient/p2/_history/3",
        "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
        "Group/g1",
        "#contained",
        "Patient?identifier=1",
        "Patient/",
        "Patient//x",
        "Encounter/e1",
        "QuestionnaireResponse/q1",
        ""
    };
    private static final String[] DATES = {
        "2025",
        "2025-02",
        "2025-02-28",
        "2025-02-28T23:30:00-05:00",
        "2025-03-01T03:30:00Z",
        "2025-03-01T03:30:00.123456789+14:00"
    };
    private static final String[] NUMBERS = {
        "0", "-0", "7", "42.50", "1e5", "1E-10", "-12.5e+3", "0.1", "12345678901234567890", "100", "3"
    };
    private static final String[] ANYWHERE = {
        "extension",
        "contained",
        "text",
        "identifier",
        "category",
        "status",
        "code",
        "system",
        "display",
        "reference",
        "id",
        "resourceType",
        "meta",
        "versionId",
        "tag",
        "größe",
        "x\"y",
        "_id",
        "value",
        "url",
        "modifierExtension",
        ""
    };
    /** Elements a reader looks at, at any depth. */
    private static final String[] READ = {
        "item",
        "answer",
        "linkId",
        "valueCoding",
        "valueInteger",
        "valueBoolean",
        "valueQuantity",
        "valueString",
        "questionnaire",
        "authored",
        "adjudication",
        "reason",
        "productOrService",
        "modifier",
        "bodySite",
        "subSite",
        "servicedPeriod",
        "billablePeriod",
        "supportingInfo",
        "procedure",
        "diagnosis",
        "condition",
        "encounter",
        "start",
        "end",
        "contained",
        "ingredient",
        "medication",
        "medicationReference",
        "dosage",
        "dosageInstruction",
        "doseAndRate",
        "doseQuantity",
        "doseRange",
        "high",
        "timing",
        "repeat",
        "frequency",
        "period",
        "periodUnit",
        "component",
        "conclusion",
        "conclusionCode",
        "focalDevice",
        "manipulated",
        "usedReference",
        "complicationDetail",
        "suspectEntity",
        "instance",
        "deviceName",
        "name",
        "disposition"
    };

    private final Random random;
    private final boolean tidy;

    /** @param tidy elements have the shapes of FHIR, so that the reader can read them */
    RandomResource(Random random, boolean tidy) {
        this.random = random;
        this.tidy = tidy;
    }

    Map<String, Object> next() {
        Map<String, Object> resource = new LinkedHashMap<>();
        String type = one(tidy ? READ_TYPES : TYPES);
        put(resource, 40, "resourceType", type);
        put(resource, 30, "id", one("a", "a-1", "A.9", "ü", "\ud83e\uddb4"));
        if (oneIn(3)) {
            resource.put("meta", odd(meta()));
        }
        if (!oneIn(10)) {
            resource.put("subject", odd(reference()));
        }
        if (oneIn(5)) {
            resource.put("patient", odd(reference()));
        }
        if (!oneIn(8)) {
            resource.put("code", odd(concept()));
        }
        if (tidy) {
            readElements(resource, type);
        } else {
            screenElements(resource);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            resource.put(one("extension", "contained", "text", "_code", "identifier", "größe", "z"), anything(0));
        }
        return resource;
    }

    private void screenElements(Map<String, Object> resource) {
        for (Root root : Root.values()) {
            if (root.ordinal() > Root.CODE.ordinal() && oneIn(8)) {
                resource.put(root.element, odd(oneIn(3) ? text() : list(this::concept)));
            }
        }
        for (int i = oneIn(3) ? random.nextInt(5) : 0; i > 0; i--) {
            resource.put(one(READ), anything(0));
        }
        if (oneIn(15)) {
            resource.put("implicitRules", text());
        }
        if (oneIn(15)) {
            resource.put("modifierExtension", anything(0));
        }
        if (oneIn(8)) {
            resource.put("questionnaire", odd("https://forms.example/q" + random.nextInt(3) + one("", "|1")));
        }
        if (oneIn(12)) {
            resource.put("deep", nested(50 + random.nextInt(20)));
        }
        if (oneIn(60)) {
            resource.put(one("note", "deep"), nested(one(58, 59, 60, 61, 62, 195, 198, 199, 200, 201, 230)));
        }
        if (oneIn(40)) {
            resource.put("long", new JsonScript.Literal("9".repeat(90 + random.nextInt(30))));
        }
    }

    private void readElements(Map<String, Object> resource, String type) {
        resource.put("status", one("completed", "final", "finished", "active"));
        switch (type) {
            case "Patient" -> {
                put(resource, 9, "gender", "female");
                put(resource, 9, "birthDate", one("1950", "1950-02", "1950-02-03"));
                put(resource, 2, one("deceasedDateTime", "deceasedBoolean"), oneIn(2) ? date() : true);
            }
            case "Condition" -> {
                resource.put("clinicalStatus", concept());
                resource.put("verificationStatus", concept());
                put(resource, 3, one("onsetDateTime", "onsetString"), date());
                put(resource, 3, "abatementPeriod", period());
                put(resource, 3, "recordedDate", date());
                resource.put("bodySite", list(this::concept));
            }
            case "Procedure" -> {
                if (oneIn(2)) {
                    resource.put(one("performedPeriod", "occurrencePeriod"), period());
                } else {
                    resource.put(one("performedDateTime", "occurrenceDateTime"), date());
                }
                resource.put("bodySite", list(this::concept));
                put(resource, 2, one("reason", "reasonCode", "reasonReference"), list(this::mention));
                put(resource, 2, one("complication", "complicationDetail"), list(this::mention));
                put(resource, 2, one("used", "usedCode", "usedReference"), list(this::mention));
                put(resource, 2, "focalDevice", list(() -> Map.of("manipulated", reference(), "action", concept())));
            }
            case "Observation" -> {
                resource.put("effectiveDateTime", date());
                resource.put("valueQuantity", quantity());
                resource.put("category", list(this::concept));
                resource.put("derivedFrom", list(this::reference));
                put(resource, 2, "component", list(() -> Map.of("code", concept(), "valueQuantity", quantity())));
                put(resource, 3, one("valueString", "valueBoolean"), text());
            }
            case "Encounter" -> {
                resource.put("class", oneIn(2) ? coding() : list(this::concept));
                resource.put(one("period", "actualPeriod"), period());
                resource.put("type", list(this::concept));
                resource.put("serviceType", concept());
                put(resource, 2, "reason", list(() -> Map.of("value", list(this::mention))));
                put(resource, 2, "diagnosis", list(() -> Map.of("condition", mention())));
            }
            case "Claim", "ExplanationOfBenefit" -> bill(resource);
            case "MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration" -> drug(
                    resource);
            case "QuestionnaireResponse" -> {
                put(resource, 9, "questionnaire", "https://interlaminar.org/fhir/Questionnaire/odi" + one("", "|1"));
                put(resource, 3, "authored", date());
                resource.put("item", list(() -> item(0)));
            }
            case "DiagnosticReport" -> {
                put(resource, 3, one("effectiveDateTime", "effectiveInstant"), date());
                put(resource, 3, "conclusion", text());
                put(resource, 3, "conclusionCode", list(this::concept));
            }
            case "ServiceRequest" -> put(resource, 3, "authoredOn", date());
            case "Device" -> {
                resource.put("type", concept());
                resource.put("deviceName", list(() -> Map.of("name", text())));
                put(resource, 2, "manufacturer", text());
            }
            case "AdverseEvent" -> {
                put(resource, 3, "actuality", "actual");
                resource.remove("code");
                put(resource, 3, one("event", "code"), concept());
                put(resource, 3, "date", date());
                put(resource, 3, "recordedDate", date());
                put(resource, 3, "resultingCondition", list(this::reference));
                put(resource, 3, "suspectEntity", list(() -> Map.of("instance", reference())));
            }
            default -> throw new IllegalStateException(type + " is read and never made");
        }
        put(resource, 2, "note", list(() -> Map.of("text", text())));
        put(resource, 2, "encounter", reference());
    }

    private void bill(Map<String, Object> resource) {
        put(resource, 3, "use", one("claim", "preauthorization"));
        put(resource, 3, "type", concept());
        put(resource, 3, "billablePeriod", period());
        put(resource, 3, "diagnosis", list(() -> Map.of("diagnosisCodeableConcept", concept())));
        put(resource, 3, "supportingInfo", list(() -> Map.of("code", concept(), "valueString", text())));
        put(resource, 3, "procedure", list(() -> Map.of("procedureCodeableConcept", concept(), "date", date())));
        put(resource, 3, "disposition", one("Denied by payer", "approved"));
        resource.put("item", list(() -> {
            Map<String, Object> item = new LinkedHashMap<>();
            put(item, 6, "productOrService", concept());
            put(item, 2, "modifier", list(this::concept));
            put(item, 2, "bodySite", oneIn(2) ? concept() : Map.of("site", list(this::mention)));
            put(item, 2, "subSite", list(this::concept));
            put(item, 3, oneIn(2) ? "servicedDate" : "_", date());
            put(item, 3, oneIn(2) ? "_" : "locationCodeableConcept", concept());
            put(item, 2, "encounter", list(this::reference));
            put(item, 2, "adjudication", list(() -> Map.of("category", concept(), "reason", concept())));
            return item;
        }));
    }

    private void drug(Map<String, Object> resource) {
        resource.put(
                one("medicationCodeableConcept", "medication", "medicationReference"),
                oneIn(2) ? concept() : mention());
        put(
                resource,
                3,
                "contained",
                list(() -> Map.of(
                        "resourceType",
                        one("Medication", "Device"),
                        "id",
                        "contained",
                        "code",
                        concept(),
                        "ingredient",
                        list(() -> Map.of("itemCodeableConcept", concept())))));
        resource.put(one("authoredOn", "effectiveDateTime", "whenHandedOver"), date());
        put(
                resource,
                2,
                one("dosageInstruction", "dosage"),
                list(() -> Map.of(
                        "doseAndRate", list(() -> Map.of("doseQuantity", quantity())),
                        "timing",
                                Map.of(
                                        "repeat",
                                        Map.of(
                                                "frequency", new JsonScript.Literal(one("1", "2", "0")),
                                                "period", new JsonScript.Literal(one(NUMBERS)),
                                                "periodUnit", one("h", "d", "wk", "mo"))))));
    }

    private Map<String, Object> item(int depth) {
        Map<String, Object> item = new LinkedHashMap<>();
        put(item, 9, "linkId", one("1", "2", "Item 1", "odi-1"));
        put(item, 3, "answer", list(() -> {
            Map<String, Object> answer = new LinkedHashMap<>();
            switch (random.nextInt(4)) {
                case 0 -> answer.put("valueInteger", new JsonScript.Literal(one("0", "3", "5")));
                case 1 -> answer.put("valueQuantity", quantity());
                case 2 -> answer.put("valueBoolean", oneIn(2));
                default -> answer.put("valueCoding", coding());
            }
            if (depth < 3) {
                put(answer, 2, "item", list(() -> item(depth + 1)));
            }
            return answer;
        }));
        if (depth < 3) {
            put(item, 2, "item", list(() -> item(depth + 1)));
        }
        return item;
    }

    /** R4's concept, R4's reference or R5's reference around either. */
    private Map<String, Object> mention() {
        return switch (random.nextInt(3)) {
            case 0 -> concept();
            case 1 -> reference();
            default -> Map.of("concept", concept(), "reference", reference());
        };
    }

    private Map<String, Object> meta() {
        Map<String, Object> meta = new LinkedHashMap<>();
        put(meta, 2, "versionId", one("1", "17", "W/\"3\"", "", "999999999999999999", "9999999999999999999"));
        put(meta, 2, "lastUpdated", one("2025-01-31T10:00:00Z", "2025-01-31T10:00:00.123+02:00", "2025-01-31", "soon"));
        if (oneIn(6)) {
            meta.put("tag", odd(list(() -> Map.of("code", one("SUBSETTED", "other"), "system", "x"))));
        }
        put(meta, 4, "profile", List.of("http://profile.example/" + one(TEXTS)));
        return meta;
    }

    private Map<String, Object> reference() {
        Map<String, Object> reference = new LinkedHashMap<>();
        put(reference, 12, "reference", odd(one(REFERENCES)));
        put(reference, 3, "display", text());
        put(reference, 6, "identifier", Map.of("system", "s", "value", text()));
        return reference;
    }

    private Map<String, Object> concept() {
        Map<String, Object> concept = new LinkedHashMap<>();
        put(concept, 8, "coding", list(this::coding));
        put(concept, 2, "text", odd(text()));
        if (oneIn(12)) {
            concept.put("extension", anything(1));
        }
        return concept;
    }

    private Map<String, Object> coding() {
        Map<String, Object> coding = new LinkedHashMap<>();
        put(coding, 12, "system", odd(one(SYSTEMS)));
        put(coding, 12, "code", odd(one(CODES)));
        put(coding, 2, "display", odd(text()));
        put(coding, 4, "userSelected", true);
        return coding;
    }

    private Map<String, Object> quantity() {
        Map<String, Object> quantity = new LinkedHashMap<>();
        quantity.put("value", new JsonScript.Literal(one(NUMBERS)));
        put(quantity, 2, "unit", one("%", "of 50"));
        put(quantity, 2, "code", one("%", "{score}"));
        return quantity;
    }

    private Map<String, Object> period() {
        Map<String, Object> period = new LinkedHashMap<>();
        put(period, 6, "start", date());
        put(period, 3, "end", date());
        return period;
    }

    private String date() {
        return oneIn(60) ? one("soon", "2025-02-30", "2025-13", "") : one(DATES);
    }

    private Object anything(int depth) {
        if (depth > 4) {
            return text();
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(oneIn(2) ? one(READ) : one(ANYWHERE), anything(depth + 1));
                }
                yield map;
            }
            case 2, 3 -> list(() -> anything(depth + 1));
            case 4 -> new JsonScript.Literal(one(NUMBERS));
            case 5 -> oneIn(2);
            case 6 -> null;
            default -> oneIn(2) ? text() : one(CODES);
        };
    }

    /** What stands there, or now and then something of a shape that does not belong. */
    private Object odd(Object value) {
        if (tidy || !oneIn(25)) {
            return value;
        }
        return switch (random.nextInt(4)) {
            case 0 -> list(() -> value);
            case 1 -> anything(2);
            case 2 -> value instanceof Map<?, ?> ? text() : Map.of("text", value);
            default -> Map.of("code", value);
        };
    }

    private Object nested(int depth) {
        Object value = oneIn(2) ? text() : Map.of("code", one(CODES), "text", text());
        for (int i = 0; i < depth; i++) {
            value = oneIn(2) ? List.of(value) : Map.of(one("a", "code", "coding"), value);
        }
        return value;
    }

    private String text() {
        String text = one(TEXTS);
        return oneIn(3) ? text + one(TEXTS) : text;
    }

    private List<Object> list(java.util.function.Supplier<Object> element) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3) + (oneIn(5) ? 0 : 1); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    /** Puts it, except once in so many times. */
    private void put(Map<String, Object> map, int exceptOneIn, String key, Object value) {
        if (!oneIn(exceptOneIn)) {
            map.put(key, value);
        }
    }

    private boolean oneIn(int rate) {
        return random.nextInt(rate) == 0;
    }

    @SafeVarargs
    private <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }
}
