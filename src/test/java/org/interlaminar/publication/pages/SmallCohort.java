package org.interlaminar.publication.pages;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A few people as one FHIR Bundle: {@code new SmallCohort().person("1").withStenosis("1").withMild("1", day).withOdi("1", day, 42)}. */
final class SmallCohort {
    private static final String ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm";
    private static final String CPT = "http://www.ama-assn.org/go/cpt";
    private static final String LOINC = "http://loinc.org";

    private final List<String> entries = new ArrayList<>();

    SmallCohort person(String id) {
        return with(
                """
                {"resourceType":"Patient","id":"%s","gender":"female","birthDate":"1950-01-01"}"""
                        .formatted(id));
    }

    SmallCohort withStenosis(String person) {
        return with(
                """
                {"resourceType":"Condition","id":"c%1$s","subject":{"reference":"Patient/%1$s"},
                 "code":%2$s,"onsetDateTime":"2023-01-01"}"""
                        .formatted(person, coded(ICD_10_CM, "M48.062")));
    }

    SmallCohort withMild(String person, LocalDate on) {
        return procedure(person, "0275T", on);
    }

    SmallCohort withLaminectomy(String person, LocalDate on) {
        return procedure(person, "63047", on);
    }

    SmallCohort withOdi(String person, LocalDate on, int percent) {
        return with(
                """
                {"resourceType":"Observation","id":"o%1$s-%3$s","status":"final","subject":{"reference":"Patient/%1$s"},
                 "code":%2$s,"effectiveDateTime":"%3$s","valueQuantity":{"value":%4$d,"unit":"%%","code":"%%",
                 "system":"http://unitsofmeasure.org"}}"""
                        .formatted(person, coded(LOINC, "97909-6"), on, percent));
    }

    byte[] bundle() {
        return ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" + String.join(",", entries) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private SmallCohort procedure(String person, String code, LocalDate on) {
        return with(
                """
                {"resourceType":"Procedure","id":"p%1$s-%2$s","status":"completed","subject":{"reference":"Patient/%1$s"},
                 "code":%3$s,"performedDateTime":"%4$s"}"""
                        .formatted(person, code, coded(CPT, code), on));
    }

    private static String coded(String system, String code) {
        return "{\"coding\":[{\"system\":\"%s\",\"code\":\"%s\"}]}".formatted(system, code);
    }

    private SmallCohort with(String resource) {
        entries.add("{\"resource\":" + resource + "}");
        return this;
    }
}
