package org.interlaminar.cases;

import static org.interlaminar.cases.Situation.afterMild;
import static org.interlaminar.cases.Situation.of;
import static org.interlaminar.cases.Situation.withStenosis;
import static org.interlaminar.fixture.PatientStory.LOINC;
import static org.interlaminar.fixture.PatientStory.OUTCOME;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.inMonth;
import static org.interlaminar.fixture.PatientStory.on;

import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.When;
import org.interlaminar.recognition.OdiScale;

/** Instruments, scales and windows: section 5 of the clinical rules. Every window's edges are in {@link ScoreTimelineTest}. */
final class ScoreSituations {
    private static final String VAS = "38214-3";
    private static final String WALK = "64098-7";
    private static final When HALF_A_YEAR = daysAfterIndex(182);
    private static final When BEFORE = daysBeforeIndex(10);

    private ScoreSituations() {}

    static List<Situation> all() {
        return Stream.of(oswestry(), pain(), others(), windows(), failures())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Situation> oswestry() {
        PatientStory unsaid = afterMild().withOdiOfUnknownScale(42, BEFORE).withOdiOfUnknownScale(24, HALF_A_YEAR);
        return List.of(
                of("odi-scale-unknown", "42 and 24 without unit or items have no scale", unsaid),
                of("odi-scale-percent-by-source", "the source's setting makes them percent", unsaid)
                        .with(Assembled.odiIn(OdiScale.PERCENT)),
                of("odi-scale-raw-by-source", "the source's setting makes them raw", unsaid)
                        .with(Assembled.odiIn(OdiScale.RAW)),
                of(
                        "odi-scale-raw-by-unit",
                        "of 50 is raw, above 50 is percent, {score} settles nothing",
                        afterMild()
                                .withRawOdi(21, BEFORE)
                                .withOdiOfUnknownScale(51, daysAfterIndex(14))
                                .unit("{score}")
                                .withOdiOfUnknownScale(50, daysAfterIndex(42))
                                .unit("{score}")
                                .withOdi(24, HALF_A_YEAR)),
                of(
                        "odi-items",
                        "ten items, nine items and four items of the panel",
                        afterMild()
                                .withObservation(LOINC, "97908-8", 0, BEFORE)
                                .components("urn:site", "odi", 3, 3, 3, 3, 3, 3, 3, 3, 3, 3)
                                .withoutValue()
                                .withObservation(LOINC, "97908-8", 0, daysAfterIndex(91))
                                .components("urn:site", "odi", 2, 2, 2, 2, 2, 2, 2, 2, 2)
                                .withoutValue()
                                .withObservation(LOINC, "97908-8", 0, HALF_A_YEAR)
                                .components("urn:site", "odi", 1, 1, 1, 1)
                                .withoutValue()),
                of(
                        "odi-value-and-items-disagree",
                        "an observation whose own value and items disagree",
                        afterMild().withOdi(40, BEFORE).components("urn:site", "odi", 5, 5, 5, 5, 5, 5, 5, 5, 5, 5)),
                of(
                        "odi-value-and-items-agree",
                        "items settle the scale of the observation they stand in",
                        afterMild()
                                .withOdiOfUnknownScale(30, BEFORE)
                                .components("urn:site", "odi", 3, 3, 3, 3, 3, 3, 3, 3, 3, 3)),
                of(
                        "odi-value-and-few-items",
                        "a value stands though few of its items came with it",
                        afterMild().withOdi(44, BEFORE).components("urn:site", "odi", 2, 3)),
                of(
                        "odi-questionnaire-alone",
                        "a questionnaire alone is scored by its items",
                        afterMild().withQuestionnaire("odi", BEFORE, 3, 3, 3, 3, 3, null, 3, 3, 3, 3)),
                of(
                        "odi-questionnaire-agrees",
                        "questionnaire and derived observation are one assessment",
                        afterMild()
                                .withQuestionnaire("odi", BEFORE, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3)
                                .withOdi(60, BEFORE)
                                .fromQuestionnaire(1)),
                of(
                        "odi-questionnaire-disagrees",
                        "where they disagree the score stands and says so",
                        afterMild()
                                .withQuestionnaire("odi", BEFORE, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3)
                                .withOdi(44, BEFORE)
                                .fromQuestionnaire(1)),
                of(
                        "odi-questionnaire-settles-percent",
                        "the items settle that 40 is a percentage",
                        afterMild()
                                .withQuestionnaire("odi", BEFORE, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2)
                                .withOdiOfUnknownScale(40, BEFORE)
                                .fromQuestionnaire(1)),
                of(
                        "odi-questionnaire-settles-raw",
                        "the items settle that 20 is a sum, and no other score of the series",
                        afterMild()
                                .withQuestionnaire("odi", BEFORE, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2)
                                .withOdiOfUnknownScale(20, BEFORE)
                                .fromQuestionnaire(1)
                                .withOdiOfUnknownScale(15, HALF_A_YEAR)),
                of(
                        "odi-not-final",
                        "preliminary, undated and withdrawn scores do not count",
                        afterMild()
                                .withOdi(60, BEFORE)
                                .status("preliminary")
                                .withOdi(50, inMonth(2025, 5))
                                .withOdi(40, HALF_A_YEAR)
                                .enteredInError()
                                .withOdi(30, daysAfterIndex(185))
                                .status("amended")));
    }

    private static List<Situation> pain() {
        return List.of(
                of(
                        "pain-back-leg-apart",
                        "recovery-room pain is no follow-up; leg 6 to 3 with the back missing",
                        afterMild()
                                .withPain(6, BEFORE)
                                .inTheLeg()
                                .withPain(2, daysAfterIndex(0, "T11:00:00-05:00"))
                                .asVitalSign()
                                .withPain(3, HALF_A_YEAR)
                                .inTheLeg()),
                of(
                        "pain-sites",
                        "back, leg and no site are three series",
                        afterMild()
                                .withPain(7, BEFORE)
                                .inTheBack()
                                .withPain(6, BEFORE)
                                .inTheLeg()
                                .withPain(5, BEFORE)),
                of(
                        "pain-vital-sign",
                        "a nursing vital sign is no outcome score",
                        afterMild().withPain(4, HALF_A_YEAR).asVitalSign()),
                of(
                        "pain-at-the-clinic",
                        "a vital sign at a pain clinic counts",
                        afterMild()
                                .withEncounter("AMB", HALF_A_YEAR, HALF_A_YEAR)
                                .ofType("Pain management clinic visit")
                                .withPain(4, HALF_A_YEAR)
                                .asVitalSign()
                                .duringEncounter(1)),
                of(
                        "pain-by-questionnaire",
                        "pain of a follow-up form, back and leg apart, with milestones",
                        afterMild()
                                .withQuestionnaire("spine-follow-up", BEFORE, 8, 7, false, false)
                                .withQuestionnaire("spine-follow-up", daysAfterIndex(14), 3, 2, true, false)),
                of(
                        "pain-questionnaire-and-observation",
                        "the form and the observation derived from it are one assessment for each site",
                        afterMild()
                                .withQuestionnaire("spine-follow-up", BEFORE, 8, 7, null, null)
                                .withPain(8, BEFORE)
                                .inTheBack()
                                .fromQuestionnaire(1)
                                .withPain(6, BEFORE)
                                .inTheLeg()
                                .fromQuestionnaire(1)),
                of(
                        "pain-derived",
                        "a vital sign derived from a questionnaire counts",
                        afterMild().withPain(4, HALF_A_YEAR).asVitalSign().fromQuestionnaire()),
                of(
                        "pain-vas-scales",
                        "a VAS of 10, of 100, in mm, and one that does not say",
                        afterMild()
                                .withObservation(LOINC, VAS, 7, BEFORE)
                                .unit("/10")
                                .withObservation(LOINC, VAS, 64, daysAfterIndex(14))
                                .withObservation(LOINC, VAS, 8, daysAfterIndex(42))
                                .unit("mm")
                                .withObservation(LOINC, VAS, 4, daysAfterIndex(91))),
                of(
                        "pain-severity-code",
                        "38208-5 names no scale: it counts only of 10",
                        afterMild()
                                .withObservation(LOINC, "38208-5", 6, BEFORE)
                                .survey()
                                .withObservation(LOINC, "38208-5", 3, HALF_A_YEAR)
                                .survey()
                                .unit("of 10")));
    }

    private static List<Situation> others() {
        return List.of(
                of(
                        "zcq",
                        "the three domains of the Zurich questionnaire; satisfaction has no baseline",
                        afterMild()
                                .withZcq("symptom-severity", 3.4, BEFORE)
                                .withZcq("physical-function", 2.6, BEFORE)
                                .withZcq("satisfaction", 3, BEFORE)
                                .withZcq("symptom-severity", 2.1, HALF_A_YEAR)
                                .withZcq("physical-function", 1.8, HALF_A_YEAR)
                                .withZcq("satisfaction", 1.5, HALF_A_YEAR)),
                of(
                        "zcq-questionnaire",
                        "its domains from items, one of them left out",
                        afterMild()
                                .withQuestionnaire(
                                        "zcq", HALF_A_YEAR, 2, 2, 3, 2, null, 2, 2, 1, 2, 2, 1, 2, 1, 1, 2, 1, 1, 1)),
                of(
                        "zcq-questionnaire-and-observation",
                        "a rounded mean agrees with the items, half a point more does not",
                        afterMild()
                                .withQuestionnaire(
                                        "zcq", HALF_A_YEAR, 2, 2, 3, 2, null, 2, 2, 1, 2, 2, 1, 2, 1, 1, 2, 1, 1, 1)
                                .withZcq("symptom-severity", 2.2, HALF_A_YEAR)
                                .fromQuestionnaire(1)
                                .withZcq("physical-function", 2.1, HALF_A_YEAR)
                                .fromQuestionnaire(1)),
                of(
                        "promis",
                        "T-scores of PROMIS; what looks like a raw sum has no scale, a raw sum is none",
                        afterMild()
                                .withObservation(LOINC, "77874-6", 35.2, BEFORE)
                                .withObservation(LOINC, "71961-7", 64, BEFORE)
                                .withObservation(LOINC, "71960-9", 11, HALF_A_YEAR)
                                .withObservation(LOINC, "71959-1", 12, HALF_A_YEAR)
                                .withObservation(LOINC, "71959-1", 40, daysAfterIndex(185))),
                of(
                        "eq-5d",
                        "index and VAS of EQ-5D",
                        afterMild()
                                .withObservation(SNOMED, "736534008", 0.45, BEFORE)
                                .withObservation(SNOMED, "736535009", 55, BEFORE)
                                .withObservation(SNOMED, "736534008", 0.72, HALF_A_YEAR)
                                .withObservation(SNOMED, "736535009", 70, HALF_A_YEAR)),
                of(
                        "walking",
                        "walking in metres, feet, minutes and without a unit",
                        afterMild()
                                .withObservation(LOINC, WALK, 180, BEFORE)
                                .unit("m")
                                .withObservation(LOINC, WALK, 1000, HALF_A_YEAR)
                                .unit("[ft_i]")
                                .withObservation(OUTCOME, "walking-tolerance", 6, BEFORE)
                                .unit("min")
                                .withObservation(OUTCOME, "walking-tolerance", 900, HALF_A_YEAR)));
    }

    private static List<Situation> windows() {
        return List.of(
                of(
                        "window-same-day-untimed",
                        "a score of the day without a time is baseline with a warning, and the last value wins",
                        afterMild().withOdi(60, BEFORE).withOdi(56, daysAfterIndex(0))),
                of(
                        "window-same-day-timed",
                        "a score before the start is baseline, one after it is not",
                        withStenosis()
                                .afterMildProcedure(on("2025-02-03T08:00:00-05:00"))
                                .withOdi(60, daysAfterIndex(0, "T07:30:00-05:00"))
                                .withOdi(20, daysAfterIndex(0, "T09:30:00-05:00"))),
                of(
                        "window-tie",
                        "of two scores as near to the target the earlier is chosen",
                        afterMild()
                                .withOdi(60, BEFORE)
                                .withOdi(40, daysAfterIndex(92))
                                .withOdi(30, daysAfterIndex(90))),
                of(
                        "window-without-baseline",
                        "without a baseline there are scores and no answer",
                        afterMild().withOdi(30, daysAfterIndex(91))),
                of(
                        "window-without-index",
                        "without an index scores have no window",
                        withStenosis().withOdi(60, on("2025-01-20")).withPain(6, on("2025-01-20"))));
    }

    private static List<Situation> failures() {
        return List.of(
                of(
                        "failure-by-surgery",
                        "laminectomy at 7 months: the score at 12 months comes after treatment failure",
                        afterMild()
                                .withOdi(60, BEFORE)
                                .withOdi(44, daysAfterIndex(90))
                                .withLaminectomy(daysAfterIndex(213))
                                .withOdi(20, daysAfterIndex(365))),
                of(
                        "failure-inside-a-window",
                        "a score dated before the surgery stands, also inside the same window",
                        afterMild()
                                .withOdi(60, BEFORE)
                                .withOdi(30, daysAfterIndex(370))
                                .withLaminectomy(daysAfterIndex(371))
                                .withOdi(25, daysAfterIndex(371))),
                of("failure-by-injection", "an injection counts as failure by default", injection()),
                of(
                                "failure-by-injection-not-counted",
                                "an injection is no failure where the setting says so",
                                injection())
                        .with(new CaseSettings(FollowUpWindow.DEFAULTS, false, OdiScale.UNKNOWN)),
                of(
                        "lost-response",
                        "back within the threshold of baseline after a response is a lost response",
                        afterMild()
                                .withOdi(60, BEFORE)
                                .withOdi(50, daysAfterIndex(91))
                                .withOdi(51, daysAfterIndex(365))),
                of(
                        "lost-response-never-had",
                        "what improves only after surgery was no response and cannot be lost",
                        afterMild()
                                .withOdi(60, BEFORE)
                                .withOdi(58, daysAfterIndex(91))
                                .withLaminectomy(daysAfterIndex(200))
                                .withOdi(30, daysAfterIndex(365))
                                .withOdi(58, daysAfterIndex(730))),
                of(
                        "death",
                        "death after the index ends the follow-up and is no failure",
                        afterMild().died(on("2025-12-24")).withOdi(60, BEFORE).withOdi(30, HALF_A_YEAR)));
    }

    private static PatientStory injection() {
        return afterMild()
                .withOdi(60, BEFORE)
                .withEpiduralInjection(daysAfterIndex(120))
                .withOdi(30, HALF_A_YEAR);
    }
}
