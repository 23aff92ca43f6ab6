package org.interlaminar.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.When;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every case, whatever its story. */
class CasePropertiesTest {
    private static final LocalDate START = LocalDate.of(2018, 3, 1);
    private static final Pattern DAY = Pattern.compile("(?<!\\d)\\d{4}-\\d{2}-\\d{2}(?!\\d)");
    private static final Pattern VAGUE_DATE =
            Pattern.compile("(?:Date|DateTime|start|end|authored)\":\"\\d{4}(-\\d{2})?\"");

    /** None of them has to do with the spine, with what is done to it or with what may follow from that. */
    private static final List<String> UNRELATED_DIAGNOSES = List.of("J06.9", "H25.9", "K21.9", "L70.0", "N39.0", "Z23");

    private static final List<String> UNRELATED_PROCEDURES = List.of("66984", "45378", "90471", "71046", "99213");
    private static final List<String> UNRELATED_VALUES = List.of("8867-4", "2345-7", "29463-7", "718-7");

    @Test
    void everyDayIsInOneWindowOrInNone() {
        for (int day = -400; day <= 2400; day++) {
            int at = day;
            List<FollowUpWindow> holding = CaseSettings.DEFAULTS.windows().stream()
                    .filter(window -> window.holds(at))
                    .toList();
            assertThat(holding).as("day " + day).hasSizeLessThanOrEqualTo(1);
            String expected = holding.isEmpty()
                    ? FollowUpWindow.UNSCHEDULED
                    : holding.get(0).name();
            if (day % 7 == 0 || Math.abs(day) < 30) {
                PersonCase one =
                        Assembled.from(aPatient().afterMildProcedure(on(START)).withOdi(40, on(START.plusDays(day))));
                assertThat(one.scores())
                        .extracting(OutcomeScore::window)
                        .as("day " + day)
                        .containsExactly(expected);
            }
        }
    }

    @Test
    void everyWindowHoldsItsTargetAndFollowsTheOneBefore() {
        FollowUpWindow before = null;
        for (FollowUpWindow window : CaseSettings.DEFAULTS.windows()) {
            assertThat(window.holds(window.target())).as(window.name()).isTrue();
            if (before != null) {
                assertThat(window.from()).as(window.name()).isGreaterThan(before.to());
            }
            before = window;
        }
    }

    @Test
    void aScoreIsChosenAtMostOnceForEachIndexSeriesAndWindow() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            for (int i = 0; i < 100; i++) {
                PatientStory story = manyScores(random);
                PersonCase one = Assembled.from(story);
                assertThat(one.indexes()).as(Seeds.named(seed, story.ndjson())).hasSize(2);
                Set<String> chosen = new HashSet<>();
                Set<String> filled = new HashSet<>();
                one.scores().forEach(score -> {
                    String place = score.indexNo() + " " + score.instrument().name() + "/"
                            + score.instrument().component() + " " + score.window();
                    if (score.chosen()) {
                        assertThat(chosen.add(place))
                                .as(Seeds.named(seed, place))
                                .isTrue();
                    }
                    if (!score.window().equals(FollowUpWindow.UNSCHEDULED)) {
                        filled.add(place);
                    }
                });
                assertThat(chosen).as(Seeds.named(seed, story.ndjson())).isEqualTo(filled);
            }
        }
    }

    /** Two indexes, and scores before, between and after them. */
    private static PatientStory manyScores(Random random) {
        PatientStory story = aPatient()
                .withProcedure("0275T", on(START))
                .said("PILD L4-5")
                .withProcedure("0275T", on(START.plusDays(90L + random.nextInt(400))))
                .said("PILD L2-3");
        for (int i = 0; i < 40; i++) {
            When when = on(START.plusDays(random.nextInt(2600) - 300L));
            story = switch (random.nextInt(4)) {
                case 0 -> story.withOdi(random.nextInt(101), when);
                case 1 -> story.withOdiOfUnknownScale(random.nextInt(101), when);
                case 2 -> story.withPain(random.nextInt(11), when).inTheLeg();
                default -> story.withZcq("symptom-severity", 1 + random.nextInt(5), when);
            };
        }
        return story;
    }

    static List<Situation> everyone() {
        return ApprovedSituationsTest.situations();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyone")
    void theOrderOfRecordsDoesNotMatter(Situation situation) {
        for (long seed : Seeds.some()) {
            List<ClinicalRecord> records = new ArrayList<>(Profiles.records(situation.story()));
            Collections.shuffle(records, new Random(seed));
            assertThat(Assembled.from("p1", records, situation.landed(), situation.settings()))
                    .as(Seeds.named(seed, situation.name()))
                    .isEqualTo(situation.assembled());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyone")
    void whatIsUnrelatedChangesNothing(Situation situation) {
        for (long seed : Seeds.some()) {
            PatientStory story = withUnrelated(situation.story(), new Random(seed));
            PersonCase one = Assembled.from(
                    story.patientId(), Profiles.records(story), situation.landed(), situation.settings());
            assertThat(withoutLastContact(CaseInWords.of(one)))
                    .as(Seeds.named(seed, situation.name()))
                    .isEqualTo(withoutLastContact(CaseInWords.of(situation.assembled())));
        }
    }

    /** Added behind all others, so that no id changes; ambulatory visits only in years without any procedure. */
    private static PatientStory withUnrelated(PatientStory told, Random random) {
        PatientStory story = told;
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            LocalDate day = LocalDate.of(2009, 1, 1).plusDays(random.nextInt(6500));
            LocalDate quiet = LocalDate.of(1999, 1, 1).plusDays(random.nextInt(2000));
            story = switch (random.nextInt(4)) {
                case 0 -> story.withCondition(one(UNRELATED_DIAGNOSES, random)).recorded(on(day));
                case 1 -> story.withProcedure(one(UNRELATED_PROCEDURES, random), on(day));
                case 2 -> story.withObservation(
                        PatientStory.LOINC, one(UNRELATED_VALUES, random), random.nextInt(100), on(day));
                default -> story.withEncounter("AMB", on(quiet), on(quiet));
            };
        }
        return story;
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<String> withoutLastContact(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("last seen [^,]+", "last seen"))
                .toList();
    }

    /** Codes have their years, and a vague date is another span of days after a shift: such stories are left out. */
    static List<Situation> movable() {
        List<Situation> movable = everyone().stream()
                .filter(situation -> situation.landed().equals(LandedState.WHOLE))
                .filter(situation -> !VAGUE_DATE
                        .matcher(situation.story().born(on("1950-01-01")).ndjson())
                        .find())
                .filter(situation -> !situation.name().startsWith("mild-code-date"))
                .filter(situation -> !situation.name().contains("-year"))
                .toList();
        assertThat(movable).hasSizeGreaterThan(150);
        return movable;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("movable")
    void shiftingEveryDateShiftsNothingButDates(Situation situation) {
        for (long seed : Seeds.some()) {
            int days = new Random(seed).nextInt(2 * 350) - 350;
            UnaryOperator<String> shift = text -> shifted(text, days);
            PatientStory story = situation.story().born(on("1950-01-01"));
            List<ClinicalRecord> records =
                    Profiles.records(story.resources().stream().map(shift).toList());
            PersonCase moved = Assembled.from(story.patientId(), records, situation.settings());
            List<String> expected = CaseInWords.of(Assembled.from(story, situation.settings())).stream()
                    .map(shift)
                    .toList();
            assertThat(withoutCodeDates(CaseInWords.of(moved)))
                    .as(Seeds.named(seed, situation.name() + " by " + days + " days"))
                    .isEqualTo(withoutCodeDates(expected));
        }
    }

    private static String shifted(String text, int days) {
        Matcher day = DAY.matcher(text);
        return day.replaceAll(
                found -> LocalDate.parse(found.group()).plusDays(days).toString());
    }

    private static List<String> withoutCodeDates(List<String> lines) {
        return lines.stream()
                .map(line -> line.replace(", code-date", "").replace("code-date, ", ""))
                .filter(line -> !line.equals("  warnings: code-date"))
                .toList();
    }
}
