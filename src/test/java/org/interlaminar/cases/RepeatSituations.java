package org.interlaminar.cases;

import static org.interlaminar.cases.Situation.afterMild;
import static org.interlaminar.cases.Situation.of;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;

import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.fixture.PatientStory;

/** What is done again after an index: sections 3 and 6 of the clinical rules. */
final class RepeatSituations {
    private RepeatSituations() {}

    static List<Situation> all() {
        return Stream.of(secondMild(), others()).flatMap(List::stream).toList();
    }

    private static List<Situation> secondMild() {
        return List.of(
                of(
                        "second-mild-89-days",
                        "a second MILD at 89 days is a re-intervention and no index, though at another level",
                        second(89, "PILD L4-5", "PILD L2-3")),
                of(
                        "second-mild-90-days",
                        "a second MILD at 90 days at another level is both",
                        second(90, "PILD L4-5", "PILD L2-3")),
                of(
                        "second-mild-same-level",
                        "a second MILD at the same level is a re-intervention only",
                        second(200, "PILD L4-5", "PILD L4-5")),
                of(
                        "second-mild-overlapping-levels",
                        "a second MILD that takes in the first level again is a re-intervention only",
                        second(200, "PILD L4-5", "PILD L3-4, L4-5")),
                of(
                        "second-mild-unknown-level",
                        "a second MILD at a level nobody names is a re-intervention only",
                        second(200, "PILD L4-5", "PILD")),
                of(
                        "second-index-own-windows",
                        "a second index has its own baseline, windows and events",
                        second(200, "PILD L4-5", "PILD L2-3")
                                .withOdi(60, daysBeforeIndex(10))
                                .withOdi(40, daysAfterIndex(91))
                                .withOdi(58, daysAfterIndex(190))
                                .withOdi(30, daysAfterIndex(291))
                                .withCondition("T81.41XA")
                                .onset(daysAfterIndex(210))
                                .withEncounter("EMER", daysAfterIndex(210), daysAfterIndex(210))));
    }

    private static PatientStory second(int day, String first, String again) {
        return afterMild()
                .said(first)
                .withProcedure("0275T", daysAfterIndex(day))
                .said(again);
    }

    private static List<Situation> others() {
        return List.of(
                of(
                        "later-operations",
                        "open, endoscopic, fusion and spacer are surgical, the others are not",
                        afterMild()
                                .withProcedure("63047", daysAfterIndex(400))
                                .withProcedure("62380", daysAfterIndex(500))
                                .withProcedure("22612", daysAfterIndex(600))
                                .withProcedure("22869", daysAfterIndex(700))
                                .withProcedure("62323", daysAfterIndex(100))
                                .withProcedure("64635", daysAfterIndex(150))
                                .withProcedure("64628", daysAfterIndex(200))
                                .withProcedure("63650", daysAfterIndex(250))),
                of(
                        "later-cervical-procedures",
                        "what is done to the neck is no re-intervention",
                        afterMild()
                                .withProcedure("62321", daysAfterIndex(100))
                                .withProcedure(SNOMED, "387731002", daysAfterIndex(200))
                                .bodySiteText("Cervical spine")
                                .withProcedure(SNOMED, "55705006", daysAfterIndex(300))
                                .said("Anterior cervical fusion C5-6")),
                of(
                        "later-surgery-by-refused-claim",
                        "a refused claim for surgery is no re-intervention",
                        afterMild()
                                .withClaim("professional", "63047", daysAfterIndex(200))
                                .denied()
                                .withOdi(60, daysBeforeIndex(10))
                                .withOdi(20, daysAfterIndex(365))),
                of(
                        "surgery-before-the-index",
                        "surgery before the index is no re-intervention",
                        afterMild()
                                .withLaminectomy(daysBeforeIndex(400))
                                .withOdi(60, daysBeforeIndex(10))
                                .withOdi(20, daysAfterIndex(365))));
    }
}
