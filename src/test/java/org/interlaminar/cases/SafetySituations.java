package org.interlaminar.cases;

import static org.interlaminar.cases.Situation.afterMild;
import static org.interlaminar.cases.Situation.of;
import static org.interlaminar.fixture.PatientStory.LEG_SITE;
import static org.interlaminar.fixture.PatientStory.OUTCOME;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.inMonth;
import static org.interlaminar.fixture.PatientStory.inYear;

import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.fixture.PatientStory;

/** Complications, symptoms and milestones: section 6 of the clinical rules. */
final class SafetySituations {
    private static final String INFECTION = "T81.41XA";

    private SafetySituations() {}

    static List<Situation> all() {
        return Stream.of(complications(), doubtful(), links(), laterEncounters(), symptoms())
                .flatMap(List::stream)
                .toList();
    }

    private static PatientStory coded(String code, int day) {
        return afterMild().withCondition(code).onset(daysAfterIndex(day));
    }

    private static List<Situation> complications() {
        return List.of(
                of("complication-infection-day-30", "a superficial infection on its last day", coded(INFECTION, 30)),
                of("complication-infection-day-31", "a superficial infection one day too late", coded(INFECTION, 31)),
                of("complication-deep-day-90", "a deep infection on its last day", coded("T81.42XA", 90)),
                of("complication-deep-day-91", "a deep infection one day too late", coded("T81.42XA", 91)),
                of("complication-durotomy-day-0", "a dural tear on the day", coded("G97.41", 0)),
                of("complication-durotomy-day-1", "a dural tear coded the day after", coded("G97.41", 1)),
                of("complication-bleeding", "a haematoma", coded("G97.61", 3)),
                of("complication-nerve", "a cauda equina syndrome", coded("G83.4", 2)),
                of("complication-other", "urinary retention", coded("R33.9", 1)),
                of(
                        "complication-two-of-a-type",
                        "two codings of one type 30 days apart are one event, one day more is another",
                        coded("T81.42XA", 5)
                                .withCondition("M46.46")
                                .onset(daysAfterIndex(35))
                                .withCondition("G06.1")
                                .onset(daysAfterIndex(66))));
    }

    private static List<Situation> doubtful() {
        return List.of(
                of("complication-spleen", "D78 is the spleen and no complication", coded("D78.01", 0)),
                of("complication-tear-of-its-own", "G96.11 is a dural tear of no procedure", coded("G96.11", 0)),
                of(
                        "complication-known-before",
                        "what was there before day 0 is not new",
                        coded("G83.4", 5).withCondition("G83.4").onset(daysBeforeIndex(200))),
                of(
                        "complication-known-since-a-year",
                        "a bare year before the index is before it",
                        coded("G83.4", 5).withCondition("G83.4").onset(inYear(2020))),
                of(
                        "complication-other-site",
                        "an infection of the leg is only near in time",
                        coded(INFECTION, 5).bodySite(SNOMED, LEG_SITE)),
                of(
                        "complication-provisional",
                        "a provisional one is only near in time",
                        coded(INFECTION, 5).provisional()),
                of(
                        "complication-refuted",
                        "a refuted one is none",
                        coded(INFECTION, 5).refuted()),
                of(
                        "complication-of-a-month",
                        "a complication dated by its month has no day",
                        afterMild().withCondition(INFECTION).onset(inMonth(2025, 2))),
                of(
                        "complication-linked-without-a-day",
                        "one that is linked and has no day is told on the day of the index",
                        afterMild()
                                .withCondition(INFECTION)
                                .onset(inMonth(2025, 2))
                                .withProcedure("0275T", daysAfterIndex(0))
                                .complicatedByCondition(2)),
                of("complication-before", "one before the index is none", coded(INFECTION, -1)));
    }

    private static List<Situation> links() {
        return List.of(
                of(
                        "complication-on-the-procedure",
                        "the procedure's own record tells of two complications",
                        afterMild().complicatedBy("G97.41").complicatedBy("G97.51")),
                of(
                        "complication-by-condition",
                        "a condition the procedure names is linked, however late",
                        coded(INFECTION, 60)
                                .withProcedure("0275T", daysAfterIndex(0))
                                .complicatedByCondition(2)),
                of(
                        "complication-by-adverse-event",
                        "an adverse event that suspects the procedure is linked",
                        afterMild()
                                .withAdverseEvent("G97.61", daysAfterIndex(2))
                                .suspecting(1)),
                of(
                        "complication-by-adverse-event-and-condition",
                        "an adverse event and the condition it led to are one complication",
                        coded("G97.61", 2)
                                .withAdverseEvent("G97.61", daysAfterIndex(2))
                                .suspecting(1)
                                .resultingIn(2)),
                of(
                        "complication-adverse-event-unlinked",
                        "an adverse event that suspects nothing is new in its window",
                        afterMild().withAdverseEvent("G97.61", daysAfterIndex(2))),
                of(
                        "complication-adverse-event-potential",
                        "what could have happened did not",
                        afterMild()
                                .withAdverseEvent("G97.61", daysAfterIndex(2))
                                .suspecting(1)
                                .potential()),
                of(
                        "complication-adverse-event-later-encounter",
                        "an adverse event by a code of a later encounter is no new one",
                        afterMild().withAdverseEvent("T81.41XD", daysAfterIndex(20))));
    }

    private static List<Situation> laterEncounters() {
        return List.of(
                of("seventh-character-a", "A is the first encounter", coded(INFECTION, 10)),
                of(
                        "seventh-character-a-then-d",
                        "D continues what was counted",
                        coded(INFECTION, 10).withCondition("T81.41XD").onset(daysAfterIndex(80))),
                of("seventh-character-d-alone", "D without an earlier A is only near in time", coded("T81.41XD", 20)),
                of("seventh-character-s-alone", "S without an earlier A is only near in time", coded("T81.41XS", 200)),
                of(
                        "seventh-character-d-before-a",
                        "an A after a D of an old infection",
                        coded("T81.41XD", 5).withCondition(INFECTION).onset(daysAfterIndex(10))));
    }

    private static List<Situation> symptoms() {
        return List.of(
                of("pain-flare-day-14", "a flare of pain on day 14 is expected", coded("G89.18", 14)),
                of("pain-flare-day-15", "a flare of pain on day 15 is a complication", coded("G89.18", 15)),
                of(
                        "pain-flare-linked",
                        "a flare on day 3 that an adverse event names is a symptom all the same",
                        coded("G89.18", 3)
                                .withAdverseEvent("G89.18", daysAfterIndex(3))
                                .suspecting(1)
                                .resultingIn(2)),
                of(
                        "pain-flare-linked-late",
                        "pain on day 20 that the procedure's record names is one complication",
                        coded("G89.18", 20)
                                .withProcedure("0275T", daysAfterIndex(0))
                                .complicatedByCondition(2)),
                of(
                        "pain-known-before",
                        "pain after another operation was there before",
                        coded("G89.18", 40).withCondition("G89.18").onset(daysBeforeIndex(60))),
                of(
                        "pain-provisional",
                        "provisional pain on day 40 is only near in time",
                        coded("G89.18", 40).provisional()),
                of("pain-chronic-day-89", "chronic pain before its window", coded("G89.28", 89)),
                of("pain-chronic-day-90", "chronic pain from day 90", coded("G89.28", 90)),
                of(
                        "symptoms-before-and-after",
                        "symptoms before, known and new",
                        afterMild()
                                .withCondition("R20.2")
                                .onset(daysBeforeIndex(30))
                                .withCondition("R20.2")
                                .onset(daysAfterIndex(60))
                                .withCondition("R29.898")
                                .onset(daysAfterIndex(60))
                                .withCondition("R26.2")
                                .onset(daysBeforeIndex(5))
                                .withCondition("M79.604")
                                .onset(daysAfterIndex(100))),
                of(
                        "milestones",
                        "milestones only from coded observations",
                        afterMild()
                                .withObservation(OUTCOME, "light-activity", 1, daysAfterIndex(5))
                                .withObservation(OUTCOME, "strenuous-activity", 0, daysAfterIndex(30))
                                .withObservation(OUTCOME, "strenuous-activity", 1, daysAfterIndex(60))));
    }
}
