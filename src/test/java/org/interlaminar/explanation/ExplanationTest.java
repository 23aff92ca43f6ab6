package org.interlaminar.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.anUnknownPatient;
import static org.interlaminar.fixture.PatientStory.at;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.interlaminar.cases.CaseSettings;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.explanation.Explanation.Ground;
import org.interlaminar.explanation.Explanation.Index;
import org.interlaminar.explanation.Explanation.Passed;
import org.interlaminar.explanation.Explanation.Window;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.recognition.OdiScale;
import org.junit.jupiter.api.Test;

/** What the explanation of one person tells. */
class ExplanationTest {
    private static final PatientStory INDEX = aPatient()
            .born(1950)
            .female()
            .withLumbarStenosisAndClaudication()
            .recorded(on("2023-11-02"))
            .afterMildProcedure(on("2024-02-01"));

    // Windows

    @Test
    void theBaselineIsTheLastScoreBeforeAndTheOthersSayThatTheyAreEarlier() {
        Window baseline = window(INDEX.withOdi(50, daysBeforeIndex(30)).withOdi(44, daysBeforeIndex(2)), "baseline");
        assertThat(baseline.series()).singleElement().satisfies(series -> {
            assertThat(series.chosen().value()).isEqualByComparingTo("44");
            assertThat(because(series.passedOver())).containsExactly("earlier than the last one before the procedure");
        });
    }

    @Test
    void aWindowsScoreIsTheNearestAndTheOthersSayHowFarTheyAre() {
        Window months = window(INDEX.withOdi(30, daysAfterIndex(70)).withOdi(20, daysAfterIndex(95)), "3-months");
        assertThat(months.from()).isEqualTo("2024-04-05");
        assertThat(months.to()).isEqualTo("2024-06-15");
        assertThat(months.series()).singleElement().satisfies(series -> {
            assertThat(series.chosen().day()).isEqualTo(95);
            assertThat(because(series.passedOver()))
                    .containsExactly("further from day 91 (21 days) than the one chosen (4 days)");
        });
    }

    @Test
    void aTieGoesToTheEarlierAndSaysSo() {
        Window months = window(INDEX.withOdi(30, daysAfterIndex(87)).withOdi(20, daysAfterIndex(95)), "3-months");
        assertThat(months.series()).singleElement().satisfies(series -> {
            assertThat(series.chosen().day()).isEqualTo(87);
            assertThat(because(series.passedOver()))
                    .containsExactly("as far from day 91 as the one chosen; a tie goes to the earlier");
        });
    }

    @Test
    void twoScoresOfOneDaySayThatTheyAreOfOneDay() {
        Window months = window(INDEX.withOdi(30, daysAfterIndex(91)).withOdi(20, daysAfterIndex(91)), "3-months");
        assertThat(because(months.series().get(0).passedOver()))
                .containsExactly("of the same day as the one chosen, which comes before it by its time or its record");
    }

    @Test
    void eachSeriesOfAWindowIsChosenByItself() {
        Window months = window(
                INDEX.withOdi(30, daysAfterIndex(91))
                        .withPain(4, daysAfterIndex(80))
                        .inTheLeg()
                        .withPain(2, daysAfterIndex(85))
                        .inTheBack(),
                "3-months");
        assertThat(months.series())
                .extracting(series -> series.instrument() + " " + series.component())
                .containsExactlyInAnyOrder("ODI score", "NRS leg", "NRS back");
        assertThat(months.series())
                .allSatisfy(series -> assertThat(series.passedOver()).isEmpty());
    }

    @Test
    void whatNoWindowTakesSaysWhy() {
        Index index = index(INDEX.withOdi(1, daysBeforeIndex(91))
                .withOdi(2, daysAfterIndex(2))
                .withOdi(3, daysAfterIndex(25))
                .withOdi(4, daysAfterIndex(2011))
                .withZcq("satisfaction", 2, daysBeforeIndex(3)));
        assertThat(because(index.unscheduled()))
                .containsExactlyInAnyOrder(
                        "more than 90 days before the procedure",
                        "between the windows baseline and 2-weeks",
                        "between the windows 2-weeks and 6-weeks",
                        "later than the last window",
                        "satisfaction is asked about a treatment, so there is none before it");
    }

    @Test
    void aScoreOfTheDayAfterTheProcedureBeganSaysSo() {
        Index index = index(aPatient()
                .withLumbarStenosis()
                .recorded(on("2023-11-02"))
                .afterMildProcedure(on("2024-02-01"))
                .changed(node -> node.put("performedDateTime", "2024-02-01T09:00:00-05:00"))
                .withOdi(50, at("2024-02-01T10:00:00-05:00")));
        assertThat(because(index.unscheduled())).containsExactly("of the day of the procedure, after it began");
    }

    @Test
    void aWindowWithoutAScoreSaysSoAndWhetherThePersonWasStillSeen() {
        Index index = index(INDEX.withOdi(30, daysAfterIndex(91)).died(daysAfterIndex(200)));
        assertThat(window(index, "2-weeks").remarks()).containsExactly("No score.");
        assertThat(window(index, "3-months").remarks()).isEmpty();
        assertThat(window(index, "6-months").remarks()).containsExactly("No score: it begins after the last contact.");
        assertThat(window(index, "12-months").remarks()).containsExactly("No score: it begins after the death.");
    }

    @Test
    void everyScoreOfAnIndexStandsInAWindowOrOutsideAllOfThem() {
        PatientStory story = INDEX;
        for (int day = -120; day < 2100; day += 9) {
            story = story.withOdi(20 + day % 7, daysAfterIndex(day));
        }
        Index index = index(story);
        long told = index.windows().stream()
                        .flatMap(window -> window.series().stream())
                        .mapToLong(series -> 1 + series.passedOver().size())
                        .sum()
                + index.unscheduled().size();
        assertThat(told).isEqualTo(247);
    }

    // Failure and events

    @Test
    void treatmentFailureIsToldFromItsDayAndInEachWindowItTouches() {
        Index index = index(INDEX.withOdi(30, daysAfterIndex(91)).withLaminectomy(daysAfterIndex(210)));
        assertThat(index.failure().on()).isEqualTo("2024-08-29");
        assertThat(index.failure().because()).isEqualTo("Re-intervention, surgical: open decompression.");
        assertThat(window(index, "3-months").remarks()).isEmpty();
        assertThat(window(index, "6-months").remarks())
                .contains("From 2024-08-29 on it counts as treatment failure; a score before that day stands.");
        assertThat(window(index, "12-months").remarks()).contains("After the treatment failure of 2024-08-29.");
    }

    @Test
    void aNonSurgicalReInterventionFailsOnlyWhereTheSettingSaysSo() {
        PatientStory story = INDEX.withEpiduralInjection(daysAfterIndex(210));
        CaseSettings lenient = new CaseSettings(CaseSettings.DEFAULTS.windows(), false, OdiScale.UNKNOWN);
        assertThat(index(story).failure().because()).contains("non-surgical");
        Index spared = Explained.of(story, lenient).indexes().get(0);
        assertThat(spared.failure()).isNull();
        assertThat(spared.events())
                .singleElement()
                .extracting(Explanation.Event::means)
                .isEqualTo("By this site's settings no treatment failure.");
    }

    @Test
    void everyWarningHasASentenceOfItsOwn() {
        Index index =
                index(INDEX.withOdi(40, daysAfterIndex(0)).withEncounter("IMP", daysAfterIndex(0), daysAfterIndex(1)));
        assertThat(index.warnings()).extracting(Explanation.Word::word).contains("unexpected-setting");
        assertThat(index.warnings()).allSatisfy(warning -> assertThat(warning.means())
                .isNotEqualTo(warning.word().replace('-', ' '))
                .endsWith("."));
        assertThat(window(index, "baseline").series().get(0).chosen().remarks())
                .containsExactly(
                        "Taken on the day of the procedure without a time: it is held to be from before the procedure.");
    }

    /** The words stand in the classes that write them; a new one without a sentence fails here. */
    @Test
    void noWarningIsWithoutWords() throws Exception {
        Pattern written = Pattern.compile("(?:warnings|more)\\.add\\(\"([a-z-]+)\"");
        Set<String> words = Stream.of("ContextOf", "ToldScore")
                .map(name -> Path.of("src/main/java/org/interlaminar/cases/" + name + ".java"))
                .flatMap(file -> written.matcher(read(file)).results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
        assertThat(words).hasSizeGreaterThan(5);
        assertThat(words).allSatisfy(word -> assertThat(Words.warning(word)).endsWith("."));
    }

    @Test
    void whatIsNotDocumentedIsShownAsSuch() {
        assertThat(index(INDEX).context())
                .filteredOn(fact -> fact.name().equals("sedation"))
                .singleElement()
                .extracting(Explanation.Fact::value)
                .isEqualTo("not-documented");
        assertThat(index(INDEX).assessment().facts())
                .allSatisfy(fact -> assertThat(fact.value()).isEqualTo("not-documented"));
    }

    // Evidence

    @Test
    void nineRecordsThatSayTheSameAreSaidOnceWithAllTheirVersions() {
        PatientStory story = aPatient();
        for (int i = 1; i <= 9; i++) {
            story = story.withLumbarStenosisAndClaudication().recorded(on("2024-01-0" + i));
        }
        Explanation one = Explained.of(story);
        assertThat(Explained.answer(one, "lumbar-stenosis").evidence())
                .singleElement()
                .satisfies(ground -> {
                    assertThat(ground.records()).hasSize(9);
                    assertThat(ground.records())
                            .allSatisfy(record -> assertThat(record.version()).matches("[0-9a-f]{32}"));
                    assertThat(ground.valueSetVersion()).isNotEmpty();
                    assertThat(ground.rule()).isEqualTo("lss-by-code");
                    assertThat(ground.route()).isEqualTo("direct");
                });
    }

    @Test
    void everyRecordThatWasLookedAtIsNamed() {
        PatientStory story = INDEX.withOdi(50, daysBeforeIndex(10))
                .withPain(3, daysAfterIndex(0))
                .asVitalSign()
                .withCondition("M48.02")
                .recorded(on("2023-10-01"))
                .withProcedure("62287", on("2023-12-01"))
                .withEpiduralInjection(daysBeforeIndex(60))
                .withFusion(daysAfterIndex(400));
        PersonCase assembled = Explained.assembled(story, CaseSettings.DEFAULTS);
        Explanation one = Explained.of(story);
        Set<String> named = grounds(one)
                .flatMap(ground -> ground.records().stream())
                .map(record -> record.type() + "/" + record.id())
                .collect(Collectors.toSet());
        assertThat(assembled.codeHits()).hasSizeGreaterThan(6);
        assertThat(named)
                .containsAll(assembled.codeHits().stream()
                        .map(hit -> hit.evidence().ref().toString())
                        .toList());
    }

    // The person

    @Test
    void theTimelineIsInTimeAndHoldsEveryLane() {
        Explanation one = Explained.of(INDEX.withOdi(50, daysBeforeIndex(10))
                .withEpiduralInjection(daysBeforeIndex(60))
                .withCondition("M48.00")
                .recorded(on("2023-09-01"))
                .withEncounter("EMER", daysAfterIndex(3), daysAfterIndex(3))
                .died(daysAfterIndex(900)));
        assertThat(one.timeline()).extracting(Explanation.Entry::on).isSorted();
        assertThat(one.timeline())
                .extracting(Explanation.Entry::lane)
                .contains("diagnosis", "procedure", "score", "therapy", "event", "review", "contact", "death");
        assertThat(one.person().deceased()).isTrue();
        assertThat(one.person().ageAtIndex()).isEqualTo(74);
    }

    @Test
    void aPersonWithoutAPatientRecordIsIncompleteAndSaysWhy() {
        Explanation one =
                Explained.of(anUnknownPatient("p9").withLumbarStenosis().recorded(on("2024-01-05")));
        assertThat(Explained.answer(one, "complete").answer()).isEqualTo("no");
        assertThat(Explained.answer(one, "complete").because())
                .containsExactly("The Patient record has not landed, or cannot be used.");
    }

    @Test
    void aRecordThatIsSetAsideIsNamedWithItsCause() {
        Explanation one = Explained.of(INDEX.withOdi(130, daysAfterIndex(91)));
        assertThat(one.setAside()).singleElement().satisfies(aside -> {
            assertThat(aside.cause()).isEqualTo("score-out-of-range");
            assertThat(aside.type()).isEqualTo("Observation");
        });
        assertThat(Explained.answer(one, "complete").because())
                .containsExactly("1 record could not be used and counts for nothing.");
    }

    @Test
    void whatIsOpenSaysWhatWouldSettleIt() {
        Explanation one = Explained.of(aPatient().withCondition("M48.00").recorded(on("2024-01-05")));
        assertThat(one.reviews()).singleElement().satisfies(open -> {
            assertThat(open.tag()).isEqualTo("lss");
            assertThat(open.settledBy()).contains("lumbar MRI");
        });
    }

    private static Stream<Ground> grounds(Explanation one) {
        return Stream.of(
                        one.answers().stream().flatMap(answer -> answer.evidence().stream()),
                        one.procedures().stream().flatMap(event -> event.evidence().stream()),
                        one.notCounted().stream(),
                        one.indexes().stream()
                                .flatMap(index -> index.windows().stream())
                                .flatMap(window -> window.series().stream())
                                .flatMap(series -> Stream.concat(
                                        Stream.of(series.chosen().evidence()),
                                        series.passedOver().stream()
                                                .map(passed -> passed.score().evidence()))),
                        one.indexes().stream()
                                .flatMap(index -> index.unscheduled().stream())
                                .map(passed -> passed.score().evidence()))
                .flatMap(found -> found);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Index index(PatientStory story) {
        List<Index> all = Explained.of(story).indexes();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Window window(PatientStory story, String name) {
        return window(index(story), name);
    }

    private static Window window(Index index, String name) {
        return index.windows().stream()
                .filter(window -> window.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> because(List<Passed> passed) {
        return passed.stream().map(Passed::because).toList();
    }
}
