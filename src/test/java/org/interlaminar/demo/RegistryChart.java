package org.interlaminar.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.interlaminar.demo.RegistryPerson.Again;
import org.interlaminar.demo.RegistryPerson.Complication;
import org.interlaminar.demo.RegistryPerson.Group;
import org.interlaminar.demo.RegistryScores.Score;

/** The record of one person as FHIR R4, a line for each resource; as little of it as makes sense. */
final class RegistryChart {
    private static final List<String> LEVELS = List.of("L4-L5", "L3-L4", "L2-L3", "L5-S1");

    private final Map<String, List<String>> lines;
    private final Random random;
    private final RegistryPerson person;
    private final Map<String, Integer> numbers = new TreeMap<>();

    private RegistryChart(Map<String, List<String>> lines, Random random, RegistryPerson person) {
        this.lines = lines;
        this.random = random;
        this.person = person;
    }

    /** Adds the person's lines to those of the others, by type. */
    static void write(Map<String, List<String>> lines, Random random, RegistryPerson person) {
        new RegistryChart(lines, random, person).write();
    }

    private void write() {
        patient();
        diagnoses();
        before();
        index();
        if (person.why() == Group.MILD) {
            complication();
            again();
            visits();
        }
        if (person.why() == Group.MILD || person.why() == Group.OPEN_DECOMPRESSION) {
            RegistryScores.of(random, person).forEach(this::score);
        }
    }

    private void patient() {
        Integer died = person.course().died();
        lines.get("Patient")
                .add(
                        """
                {"resourceType":"Patient","id":"%s","name":[{"family":"Synthetic","given":["%04d"]}],"gender":"%s","birthDate":"%s"%s}"""
                                .formatted(
                                        person.id(),
                                        person.number(),
                                        person.female() ? "female" : "male",
                                        person.born(),
                                        died == null ? "" : ",\"deceasedDateTime\":\"" + person.on(died) + '"'));
    }

    private void diagnoses() {
        int which = random.nextInt(100);
        int known = 100 + random.nextInt(900);
        if (which < 75) {
            condition(RegistryCode.CLAUDICATION, -known, "encounter-diagnosis");
        } else if (which < 91) {
            condition(RegistryCode.STENOSIS, -known, "encounter-diagnosis");
        } else {
            condition(RegistryCode.STENOSIS_PROBLEM, -known, "problem-list-item");
        }
        if (random.nextInt(100) < 22) {
            condition(RegistryCode.SLIP, -known, "problem-list-item");
        }
    }

    private void before() {
        if (random.nextInt(100) < 80) {
            procedure(RegistryCode.LUMBAR_MRI, -20 - random.nextInt(200));
        }
        if (random.nextInt(100) < 60) {
            procedure(RegistryCode.THERAPEUTIC_EXERCISE, -40 - random.nextInt(280));
        }
        int injections = random.nextInt(100) < 45 ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < injections; i++) {
            procedure(RegistryCode.EPIDURAL_INJECTION, -45 - 120 * i - random.nextInt(90));
        }
    }

    private void index() {
        switch (person.why()) {
            case MILD -> procedureOfTheDay(RegistryCode.MILD, "completed");
            case UNDECIDED -> {
                boolean unspecific = person.number() % 2 == 0;
                procedureOfTheDay(
                        unspecific ? RegistryCode.UNSPECIFIC : RegistryCode.MILD, unspecific ? "completed" : "unknown");
            }
            case BLINDED -> procedureOfTheDay(RegistryCode.IN_TRIAL, "completed");
            case HISTORICAL -> procedure(
                    RegistryCode.MILD,
                    "completed",
                    "\"performedDateTime\":\"" + person.index().getYear() + '"',
                    "");
            case HYBRID -> {
                procedureOfTheDay(RegistryCode.MILD, "completed");
                procedure(RegistryCode.LAMINECTOMY, 0);
            }
            case NOT_PERFORMED -> procedureOfTheDay(RegistryCode.MILD, "not-done");
            case OPEN_DECOMPRESSION -> procedureOfTheDay(RegistryCode.LAMINECTOMY, "completed");
            case UNTREATED -> encounter("AMB", 0);
        }
    }

    /** With its visit, its time in the morning and, mostly, its levels. */
    private void procedureOfTheDay(RegistryCode code, String status) {
        encounter("AMB", 0);
        int minutes = 32 + random.nextInt(40);
        String when = "\"performedPeriod\":{\"start\":\"%1$sT09:00:00Z\",\"end\":\"%1$sT%2$02d:%3$02d:00Z\"}"
                .formatted(person.index(), 9 + minutes / 60, minutes % 60);
        procedure(code, status, when, levels());
    }

    private String levels() {
        if (random.nextInt(100) >= 70) {
            return "";
        }
        int which = random.nextInt(100);
        int number = which < 55 ? 1 : which < 91 ? 2 : 3;
        int first = number == 1 && which % 5 == 0 ? 1 : number == 1 && which % 11 == 0 ? 3 : 0;
        return ",\"bodySite\":["
                + String.join(
                        ",",
                        LEVELS.subList(first, first + number).stream()
                                .map(level -> "{\"text\":\"" + level + "\"}")
                                .toList())
                + "]";
    }

    private void complication() {
        Complication one = person.course().complication();
        if (one != null) {
            condition(one.code(), one.day(), "encounter-diagnosis");
        }
        if (person.course().again() == null && random.nextInt(100) < 4) {
            encounter("EMER", 2 + random.nextInt(26));
        }
    }

    private void again() {
        Again again = person.course().again();
        if (again == null) {
            return;
        }
        procedure(
                again.code(),
                "completed",
                "\"performedDateTime\":\"" + person.on(again.day()) + '"',
                again.isSurgical() ? ",\"bodySite\":[{\"text\":\"L4-L5\"}]" : "");
    }

    /** A check after the procedure, and one in each year that follows; who was treated again comes to the first two for sure. */
    private void visits() {
        encounter("AMB", Math.min(person.course().until(), 8 + random.nextInt(9)));
        encounterIfSeen(185 + random.nextInt(20), 85);
        for (int year = 1; year < 7; year++) {
            boolean sure = person.course().again() != null && year < 3;
            encounterIfSeen(365 * year + 4 + random.nextInt(25), sure ? 100 : 93);
        }
    }

    private void encounterIfSeen(int day, int percent) {
        if (random.nextInt(100) < percent && person.isSeen(day)) {
            encounter("AMB", day);
        }
    }

    private void score(Score score) {
        add(
                "Observation",
                "\"status\":\"final\",\"category\":["
                        + concept("observation-category", "survey")
                        + "],\"code\":"
                        + score.instrument().concept()
                        + (score.site() == null
                                ? ""
                                : ",\"bodySite\":" + score.site().concept())
                        + ",\"effectiveDateTime\":\""
                        + person.on(score.day())
                        + "\",\"valueQuantity\":{\"value\":%1$s,\"unit\":\"%2$s\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"%2$s\"}"
                                .formatted(score.value().toPlainString(), score.unit()));
    }

    private void condition(RegistryCode code, int day, String category) {
        LocalDate on = person.on(day);
        add(
                "Condition",
                "\"clinicalStatus\":" + concept("condition-clinical", "active")
                        + ",\"verificationStatus\":" + concept("condition-ver-status", "confirmed")
                        + ",\"category\":[" + concept("condition-category", category)
                        + "],\"code\":" + code.concept()
                        + ",\"onsetDateTime\":\"" + on + "\",\"recordedDate\":\"" + on + '"');
    }

    private void procedure(RegistryCode code, int day) {
        procedure(code, "completed", "\"performedDateTime\":\"" + person.on(day) + '"', "");
    }

    private void procedure(RegistryCode code, String status, String when, String site) {
        String reason = code == RegistryCode.THERAPEUTIC_EXERCISE
                ? ",\"reasonCode\":[" + RegistryCode.STENOSIS.concept() + "]"
                : "";
        add("Procedure", "\"status\":\"" + status + "\",\"code\":" + code.concept() + "," + when + site + reason);
    }

    private void encounter(String kind, int day) {
        add(
                "Encounter",
                """
                "status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"%s"},\
                "period":{"start":"%2$sT08:00:00Z","end":"%2$sT12:00:00Z"}"""
                        .formatted(kind, person.on(day)));
    }

    private void add(String type, String elements) {
        int number = numbers.merge(type, 1, Integer::sum);
        String id = person.id() + "-" + Character.toLowerCase(type.charAt(0)) + number;
        lines.get(type)
                .add("{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\",\"subject\":{\"reference\":\"Patient/"
                        + person.id() + "\"}," + elements + "}");
    }

    private static String concept(String system, String code) {
        return "{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/" + system + "\",\"code\":\"" + code
                + "\"}]}";
    }
}
