package org.interlaminar.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysAgo;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.outcomes.AnalysisPlan;
import org.interlaminar.outcomes.ChosenScore;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.outcomes.Completeness;
import org.interlaminar.outcomes.FollowedCase;
import org.interlaminar.outcomes.MeasureFigures;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.reporting.Worklist.Choice;
import org.interlaminar.reporting.Worklist.Entry;
import org.interlaminar.reporting.Worklist.Missing;
import org.interlaminar.reporting.Worklist.Place;
import org.interlaminar.reporting.Worklist.Total;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is to be called, from what landed to the list. */
class WorklistTest {
    private static final LocalDate TODAY = PatientStory.TODAY;
    private static final Choice ALL = new Choice(Worklist.STATES, null, null, null);

    private static Service service;
    private static Worklist worklist;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        service = Service.started(new TestClock(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC)));
        worklist = service.bean(Worklist.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void emptyStore() {
        service.sql()
                .sql("truncate ledger.run, landing.version, landing.quarantine, landing.dirty, cases.change,"
                        + " cases.person_case, xwalk.person cascade")
                .update();
    }

    private static PatientStory treated(String id, int daysAgo) {
        return aPatient(id).born(1950).withLumbarStenosis().afterMildProcedure(daysAgo(daysAgo));
    }

    @Test
    void dueInAnOpenWindow() throws Exception {
        load(treated("p1", 100).withOdi(52, daysBeforeIndex(3)));
        Entry entry = only("due");
        assertThat(entry.key()).hasToString("hospital-a/p1");
        assertThat(entry.window()).isEqualTo("3-months");
        assertThat(entry.opensOn()).isEqualTo(TODAY.minusDays(36));
        assertThat(entry.closesOn()).isEqualTo(TODAY.plusDays(35)).isEqualTo(entry.until());
        assertThat(entry.left()).isEqualTo(35);
        assertThat(entry.missing()).containsExactly(new Missing("ODI", "score", false));
        assertThat(entry.lastContact()).isEqualTo(TODAY.minusDays(100));
        assertThat(entry.isSeenSince()).isFalse();
    }

    @Test
    void notDueOnceTheScoreIsThere() throws Exception {
        load(treated("p1", 100).withOdi(52, daysBeforeIndex(3)).withOdi(30, daysAfterIndex(90)));
        assertThat(entries(Choice.OPEN, TODAY))
                .noneMatch(entry -> entry.window().equals("3-months"));
    }

    @Test
    void overdueAfterItClosed() throws Exception {
        load(treated("p1", 136)
                .withOdi(52, daysBeforeIndex(3))
                .withEncounter("AMB", daysAfterIndex(80), daysAfterIndex(80)));
        Entry entry = only("overdue");
        assertThat(entry.window()).isEqualTo("3-months");
        assertThat(entry.closesOn()).isEqualTo(TODAY.minusDays(1));
        assertThat(entry.until()).as("until the next window closes").isEqualTo(TODAY.plusDays(134));
        assertThat(entry.isSeenSince()).as("the chart may have it").isTrue();
        assertThat(only("due").window()).isEqualTo("6-months");
    }

    @Test
    void announcedThirtyDaysAhead() throws Exception {
        load(treated("p1", 241).withOdi(52, daysBeforeIndex(3)).withOdi(20, daysAfterIndex(150)));
        assertThat(only("upcoming").opensOn()).isEqualTo(TODAY.plusDays(30));
    }

    @Test
    void aNewDayNeedsNoDerivation() throws Exception {
        load(treated("p1", 135).withOdi(52, daysBeforeIndex(3)));
        assertThat(states("3-months", TODAY)).containsExactly("due");
        assertThat(states("3-months", TODAY.plusDays(1))).containsExactly("overdue");
        assertThat(states("3-months", TODAY.plusDays(200))).containsExactly("missed");
    }

    @Test
    void nobodyIsCalledAfterDeath() throws Exception {
        load(
                treated("dated", 100).withOdi(52, daysBeforeIndex(3)).died(daysAgo(10)),
                treated("vague", 100).withOdi(52, daysBeforeIndex(3)).died(PatientStory.inYear(2026)),
                flagged(treated("undated", 100).withOdi(52, daysBeforeIndex(3))));
        assertThat(entries(Choice.OPEN, TODAY)).isEmpty();
        assertThat(entries(ALL, TODAY)).isNotEmpty().allMatch(Entry::died);
    }

    /** The record says that the person has died and not when. */
    private static PatientStory flagged(PatientStory story) {
        return aPatient("undated")
                .born(1950)
                .changed(node -> node.put("deceasedBoolean", true))
                .withLumbarStenosis()
                .afterMildProcedure(daysAgo(100))
                .withOdi(52, daysBeforeIndex(3));
    }

    @Test
    void aDeathWithoutADateThatIsToldLaterTakesThePersonFromTheList() throws Exception {
        load(treated("undated", 100).withOdi(52, daysBeforeIndex(3)));
        assertThat(entries(Choice.OPEN, TODAY)).isNotEmpty();
        load(flagged(aPatient("undated")).allWithMeta("2", "2026-06-30T00:00:00Z"));
        assertThat(entries(Choice.OPEN, TODAY)).isEmpty();
    }

    @Test
    void whoeverIsLostIsStillCalled() throws Exception {
        load(treated("p1", 400).withOdi(52, daysBeforeIndex(3)));
        assertThat(only("due").lastContact()).isEqualTo(TODAY.minusDays(400));
    }

    @Test
    void whoeverWasTreatedAgainIsFollowedAndMarked() throws Exception {
        load(treated("p1", 400)
                .withOdi(52, daysBeforeIndex(3))
                .withLaminectomy(daysAfterIndex(200))
                .withFusion(daysAfterIndex(300)));
        assertThat(only("due")).satisfies(entry -> {
            assertThat(entry.reintervention()).isEqualTo("open-decompression");
            assertThat(entry.reinterventionDay()).isEqualTo(200);
        });
    }

    @Test
    void aScoreOnAnUnknownScaleIsStillMissingAndSaysSo() throws Exception {
        load(treated("p1", 100).withOdi(52, daysBeforeIndex(3)).withOdiOfUnknownScale(20, daysAfterIndex(90)));
        assertThat(only("due").missing()).containsExactly(new Missing("ODI", "score", true));
    }

    @Test
    void onlyIndexCasesWithStenosisAreFollowed() throws Exception {
        load(
                aPatient("a").born(1950).afterMildProcedure(daysAgo(100)).withOdi(52, daysBeforeIndex(3)),
                aPatient("b").born(1950).withLumbarStenosis(),
                aPatient("c").born(1950).withLumbarStenosis().withProcedure("0275T", PatientStory.inYear(2026)),
                treated("d", 3_000).withOdi(52, daysBeforeIndex(3)));
        assertThat(entries(Choice.OPEN, TODAY)).isEmpty();
    }

    @Test
    void aRetractedIndexLeavesTheList() throws Exception {
        load(treated("p1", 100).withOdi(52, daysBeforeIndex(3)));
        load(aPatient("p1")
                .withProcedure("0275T", daysAgo(100))
                .enteredInError()
                .meta("2", "2026-06-30T00:00:00Z"));
        assertThat(entries(ALL, TODAY)).isEmpty();
    }

    @Test
    void whatIsSoonestLostComesFirst() throws Exception {
        load(
                treated("fresh", 70).withOdi(52, daysBeforeIndex(3)),
                treated("last-day", 135).withOdi(52, daysBeforeIndex(3)),
                treated("closed", 25).withOdi(52, daysBeforeIndex(3)),
                treated("soon", 2).withOdi(52, daysBeforeIndex(3)));
        List<Entry> entries = entries(Choice.OPEN, TODAY);
        assertThat(entries.get(0).key().patient()).isEqualTo("last-day");
        assertThat(entries.get(0).left()).isZero();
        assertThat(entries.stream().map(Entry::state).distinct()).containsExactly("due", "overdue", "upcoming");
    }

    @Test
    void choosesByStateWindowInstrumentAndSource() throws Exception {
        load(cohort(new Random(5), 12));
        List<Entry> all = entries(ALL, TODAY);
        for (String instrument : List.of("ODI", "NRS", "ZCQ")) {
            assertThat(entries(new Choice(Worklist.STATES, null, instrument, null), TODAY))
                    .isEqualTo(all.stream()
                            .filter(entry -> entry.missing().stream()
                                    .anyMatch(one -> one.instrument().equals(instrument)))
                            .toList());
        }
        assertThat(entries(new Choice(List.of("due"), "24-months", null, "hospital-a"), TODAY))
                .isEqualTo(all.stream()
                        .filter(entry ->
                                entry.state().equals("due") && entry.window().equals("24-months"))
                        .toList());
        assertThat(entries(new Choice(Worklist.STATES, null, null, "hospital-b"), TODAY))
                .isEmpty();
    }

    @Test
    void pagesAreTheListCutAnywhere() throws Exception {
        load(cohort(new Random(6), 15));
        List<Entry> all = entries(ALL, TODAY);
        List<Entry> paged = new ArrayList<>();
        for (int from = 0; from < all.size(); from += 7) {
            worklist.urgent(ALL, worklist.on(TODAY), 7, from, paged::add);
        }
        assertThat(paged).isEqualTo(all);
        List<Entry> byPerson = new ArrayList<>();
        int before = -1;
        while (byPerson.size() > before) {
            before = byPerson.size();
            Place after = byPerson.isEmpty()
                    ? Place.START
                    : new Place(
                            byPerson.get(before - 1).person(),
                            byPerson.get(before - 1).place());
            worklist.byPerson(ALL, worklist.on(TODAY), after, 4, 0, byPerson::add);
        }
        assertThat(byPerson).containsExactlyInAnyOrderElementsOf(all);
        assertThat(worklist.totals(ALL, worklist.on(TODAY)).stream()
                        .mapToLong(Total::entries)
                        .sum())
                .isEqualTo(all.size());
    }

    @Test
    void saysWhenTheNextWindowOpens() throws Exception {
        assertThat(worklist.nextOpening(worklist.on(TODAY))).isEmpty();
        load(treated("p1", 1), treated("p2", 3));
        assertThat(worklist.nextOpening(worklist.on(TODAY))).contains(TODAY.plusDays(2));
    }

    /** The worklist of a day, and completeness of follow-up at the end of the day before, before small groups are hidden. */
    @Test
    void whoIsOverdueOrMissedIsExpectedAndNotSeenInTheFigures() throws Exception {
        for (long seed : Seeds.some()) {
            emptyStore();
            load(cohort(new Random(seed), 40));
            CohortFigures figures = figures(TODAY.minusDays(1));
            int compared = 0;
            for (MeasureFigures measure : figures.measures()) {
                if (measure.hasScores()
                        && List.of("ODI", "NRS", "ZCQ")
                                .contains(measure.measure().instrument())) {
                    Map<String, Long> listed = listed(
                            measure.measure().instrument(), measure.measure().component());
                    for (WindowFigures window :
                            measure.windows().stream().skip(1).toList()) {
                        Completeness told = window.completeness();
                        assertThat(listed.getOrDefault(window.window(), 0L))
                                .as(Seeds.named(seed, measure.measure() + " at " + window.window()))
                                .isEqualTo(told.expected() - told.seen());
                        compared += told.expected() > told.seen() ? 1 : 0;
                    }
                }
            }
            assertThat(compared).as("otherwise nothing was compared").isGreaterThan(5);
        }
    }

    private static Map<String, Long> listed(String instrument, String component) {
        Choice closed = new Choice(List.of("overdue", "missed"), null, instrument, null);
        return entries(closed, TODAY).stream()
                .filter(entry ->
                        entry.missing().stream().anyMatch(one -> one.component().equals(component)))
                .collect(Collectors.groupingBy(Entry::window, Collectors.counting()));
    }

    private static CohortFigures figures(LocalDate cutOff) {
        CohortFigures figures = new CohortFigures(AnalysisPlan.DEFAULT);
        service.bean(IndexCases.class)
                .each(
                        AsOf.NOW,
                        cutOff,
                        one -> figures.add(new FollowedCase(
                                one.failedOnDay(),
                                one.scores().stream()
                                        .map(score -> new ChosenScore(
                                                score.instrument(),
                                                score.component(),
                                                score.window(),
                                                score.day(),
                                                score.value(),
                                                score.unit()))
                                        .toList(),
                                Map.of(),
                                one.deathDay(),
                                one.lastContactDay(),
                                one.cutOffDay(),
                                List.of())));
        return figures;
    }

    /** The migration takes over what was kept before; deriving must not find anything else. */
    @Test
    void whatIsTakenOverIsWhatDerivingWrites() throws Exception {
        load(cohort(new Random(7), 40));
        List<String> derived = kept();
        String migration = Files.readString(Path.of("src/main/resources/db/migration/V13__whom_to_call.sql"));
        service.sql().sql("delete from cases.follow_up").update();
        service.sql()
                .sql(migration.substring(migration.indexOf("insert into cases.follow_up")))
                .update();
        assertThat(derived).hasSizeGreaterThan(20).isEqualTo(kept());
    }

    private static List<String> kept() {
        return service.sql()
                .sql("select f::text from cases.follow_up f order by source, patient")
                .query(String.class)
                .list();
    }

    private static PatientStory[] cohort(Random random, int people) {
        PatientStory[] cohort = new PatientStory[people];
        for (int i = 0; i < people; i++) {
            int ago = random.nextInt(2_400);
            PatientStory story = treated("p" + i, ago).withOdi(60, daysBeforeIndex(2));
            for (int day : new int[] {-4, 14, 42, 91, 182, 365, 730, 1095}) {
                if (day < ago && random.nextBoolean()) {
                    story = story.withOdi(40, daysAfterIndex(day))
                            .withPain(random.nextInt(10), daysAfterIndex(day))
                            .survey();
                    story = random.nextBoolean() ? story.inTheBack() : story.inTheLeg();
                }
                if (day < ago && random.nextInt(3) == 0) {
                    story = story.withZcq("symptom-severity", 2, daysAfterIndex(day));
                }
            }
            if (random.nextInt(4) == 0) {
                story = story.withLaminectomy(daysAfterIndex(random.nextInt(ago + 1) + 1));
            }
            cohort[i] = random.nextInt(5) == 0 ? story.died(daysAfterIndex(random.nextInt(ago + 1))) : story;
        }
        return cohort;
    }

    private static Entry only(String state) {
        List<Entry> entries = entries(new Choice(List.of(state), null, null, null), TODAY);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static List<String> states(String window, LocalDate today) {
        return entries(new Choice(Worklist.STATES, window, null, null), today).stream()
                .map(Entry::state)
                .toList();
    }

    private static List<Entry> entries(Choice choice, LocalDate today) {
        List<Entry> entries = new ArrayList<>();
        worklist.urgent(choice, worklist.on(today), Integer.MAX_VALUE, 0, entries::add);
        return entries;
    }

    private void load(PatientStory... stories) throws Exception {
        StringBuilder all = new StringBuilder();
        for (PatientStory story : stories) {
            all.append(story.ndjson());
        }
        service.load("hospital-a", Files.writeString(folder.resolve("a.ndjson"), all));
    }
}
