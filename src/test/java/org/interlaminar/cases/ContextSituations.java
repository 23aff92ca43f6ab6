package org.interlaminar.cases;

import static org.interlaminar.cases.Situation.afterMild;
import static org.interlaminar.cases.Situation.of;
import static org.interlaminar.cases.Situation.withStenosis;
import static org.interlaminar.fixture.PatientStory.HCPCS;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.When;

/** What stands around an index procedure: section 3 of the clinical rules. */
final class ContextSituations {
    private static final String EIGHT = "T08:00:00-05:00";
    private static final When TIMED = on("2025-02-03" + EIGHT);

    private ContextSituations() {}

    static List<Situation> all() {
        return Stream.of(words(), visits(), minutes(), returns(), things())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Situation> words() {
        return List.of(
                of(
                        "context-operation-note",
                        "sides, incisions, guidance, anaesthesia and sedation from words",
                        afterMild()
                                .said("mild lumbar decompression L4-5 (Vertos)")
                                .note("Left side through one incision under fluoroscopy with epidurogram. Local"
                                        + " anesthesia and moderate sedation.")),
                of(
                        "context-different-sides",
                        "different sides at different levels are mixed",
                        afterMild().said("PILD left L3-4, right L4-5")),
                of(
                        "context-sedation-by-drugs",
                        "drugs of the day are sedation and local anaesthesia, and no conservative care",
                        afterMild()
                                .withMedicationGiven("6960", daysAfterIndex(0))
                                .withMedicationGiven("4337", daysAfterIndex(0))
                                .withMedicationGiven("6387", daysAfterIndex(0))
                                .withMedicationGiven("8782", daysAfterIndex(0))
                                .status("not-done")),
                of(
                        "context-sedation-of-another-day",
                        "drugs of the day before say nothing about the procedure",
                        afterMild().withMedicationGiven("6960", daysAfterIndex(-1))));
    }

    private static List<Situation> visits() {
        return List.of(
                of("setting-ambulatory", "an ambulatory visit, home on the same day", visit("AMB", 0)),
                of("setting-inpatient", "an inpatient stay warns", visit("IMP", 2)),
                of("setting-observation", "observation overnight", visit("OBSENC", 1)),
                of(
                        "setting-office",
                        "an office as place of service warns",
                        withStenosis()
                                .withClaim("professional", "0275T", on("2025-02-03"))
                                .placeOfService("11")),
                of(
                        "setting-of-a-cancelled-visit",
                        "a cancelled stay of the day is not where it was done",
                        afterMild()
                                .withEncounter("IMP", daysAfterIndex(0), daysAfterIndex(1))
                                .status("cancelled")),
                of(
                        "setting-of-somebody-elses-visit",
                        "a visit that is not this person's says nothing",
                        afterMild().changed(node -> node.putObject("encounter").put("reference", "Encounter/p2-1"))));
    }

    private static PatientStory visit(String classCode, int days) {
        return withStenosis()
                .countingFrom(TIMED)
                .withEncounter(classCode, daysAfterIndex(0, "T06:30:00-05:00"), daysAfterIndex(days, "T12:15:00-05:00"))
                .afterMildProcedure(TIMED)
                .until(daysAfterIndex(0, "T08:45:00-05:00"))
                .duringEncounter(1);
    }

    private static List<Situation> minutes() {
        return List.of(lasting(29), lasting(30), lasting(60), lasting(61));
    }

    private static Situation lasting(int minutes) {
        String end = java.time.LocalTime.of(8, 0).plusMinutes(minutes) + ":00-05:00";
        return of(
                "duration-" + minutes,
                minutes + " minutes are " + (minutes < 30 || minutes > 60 ? "unexpected" : "expected"),
                withStenosis().afterMildProcedure(TIMED).until(daysAfterIndex(0, "T" + end)));
    }

    private static List<Situation> returns() {
        return List.of(
                returning(0),
                returning(1),
                returning(7),
                returning(8),
                returning(30),
                returning(31),
                of(
                        "return-in-error",
                        "a return entered in error and one only planned are none",
                        afterMild()
                                .withEncounter("EMER", daysAfterIndex(5), daysAfterIndex(5))
                                .enteredInError()
                                .withEncounter("IMP", daysAfterIndex(6), daysAfterIndex(7))
                                .status("planned")),
                of(
                        "return-ambulatory",
                        "a follow-up visit is no unplanned return",
                        afterMild().withEncounter("AMB", daysAfterIndex(5), daysAfterIndex(5))));
    }

    private static Situation returning(int day) {
        return of(
                "return-day-" + day,
                "an emergency visit on day " + day,
                afterMild().withEncounter("EMER", daysAfterIndex(day), daysAfterIndex(day)));
    }

    private static List<Situation> things() {
        return List.of(
                of(
                        "implant-used",
                        "an implant on the day contradicts MILD and warns",
                        afterMild().using(HCPCS, "C1821")),
                of(
                        "implant-billed",
                        "an implant billed on the day warns",
                        afterMild()
                                .withClaim("institutional", "77003", daysAfterIndex(0))
                                .line("C1713", daysAfterIndex(0))
                                .changed(ContextSituations::lastLineIsHcpcs)),
                of(
                        "implant-line-refused",
                        "a refused line for an implant proves none",
                        afterMild()
                                .withClaim("institutional", "C1821", daysAfterIndex(0))
                                .changed(ContextSituations::lastLineIsHcpcs)
                                .denied()),
                of(
                        "ced-by-visit-diagnosis",
                        "Z00.6 at the visit of the day flags the trial",
                        visit("AMB", 0)
                                .withCondition("Z00.6")
                                .duringEncounter(1)
                                .recorded(on("2025-02-10"))),
                of(
                        "ced-by-refuted-diagnosis",
                        "a refuted Z00.6 of the day flags nothing",
                        afterMild()
                                .withCondition("Z00.6")
                                .recorded(on("2025-02-03"))
                                .refuted()));
    }

    private static void lastLineIsHcpcs(com.fasterxml.jackson.databind.node.ObjectNode claim) {
        com.fasterxml.jackson.databind.JsonNode items = claim.get("item");
        ((com.fasterxml.jackson.databind.node.ObjectNode) items.get(items.size() - 1)
                        .get("productOrService")
                        .get("coding")
                        .get(0))
                .put("system", HCPCS);
    }
}
