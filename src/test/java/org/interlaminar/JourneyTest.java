package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.interlaminar.demo.DemoEhr;
import org.interlaminar.ehr.search.SearchPull;
import org.interlaminar.fixture.Approved;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journey from files to the analyst's tables, on the synthetic samples; the numbers are those of an independent recount. */
class JourneyTest {
    private static final Path MIXED = Path.of("src/main/resources/demo/mixed");
    private static final Path ENRICHED = Path.of("src/main/resources/demo/enriched");

    private static Service service;
    private static RunSummary mixedRun;
    private static RunSummary enrichedRun;

    @BeforeAll
    static void loadBothSamples() throws Exception {
        service = Service.started();
        mixedRun = service.load("mixed", MIXED);
        enrichedRun = service.load("enriched", ENRICHED);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theLedgerCountsEveryResourceOfTheSamples() {
        assertThat(mixedRun.received()).isEqualTo(71_958);
        assertThat(enrichedRun.received()).isEqualTo(7_260);
        assertThat(List.of(mixedRun, enrichedRun)).allSatisfy(run -> {
            assertThat(run.balances()).isTrue();
            assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(run.quarantined()).isZero();
        });
    }

    @Test
    void findsThePeopleWithLumbarStenosis() {
        assertThat(people("mixed", "lss = 'yes'")).isEqualTo(73);
        assertThat(people("enriched", "lss = 'yes'")).isEqualTo(176);
    }

    @Test
    void findsThePeopleWithMildAndTheirProcedures() {
        assertThat(people("mixed", "mild = 'yes'")).isEqualTo(13);
        assertThat(people("enriched", "mild = 'yes'")).isEqualTo(47);
        assertThat(procedures("mixed", "kind = 'mild'")).isEqualTo(13);
        assertThat(procedures("enriched", "kind = 'mild'")).isEqualTo(48);
    }

    @Test
    void keepsBlindedTrialAndUnspecificProceduresOutOfTheIndexCases() {
        assertThat(people("mixed", "mild in ('trial-blinded', 'undecided')")).isEqualTo(4);
        assertThat(people("enriched", "mild in ('trial-blinded', 'undecided')")).isEqualTo(11);
    }

    @Test
    void choosesAnOdiInTheWindowsAroundTheIndex() {
        assertThat(withOdi("enriched")).containsExactly(42L, 40L, 33L, 29L);
        assertThat(withOdi("mixed")).containsExactly(10L, 10L, 8L, 8L);
    }

    @Test
    void seesWhatWasDoneAgainAfterTheIndex() {
        assertThat(procedures("enriched", "reintervention <> 'none'")).isEqualTo(6);
        assertThat(procedures("mixed", "reintervention <> 'none'")).isZero();
    }

    @Test
    void theAnalystsTablesAreAsApproved() throws IOException {
        Approved.check("mixed", service);
        Approved.check("enriched", service);
    }

    @Test
    void attritionBeginsWithThePeopleOfTheLedger() {
        long inLedger = service.sql()
                .sql("select sum(versions) from ledger.tally where type = 'Patient' and state = 'stored'")
                .query(Long.class)
                .single();
        assertThat(inLedger).isEqualTo(254 + 220);
        assertThat(service.sql()
                        .sql("select people from mart.attrition where step = 1")
                        .query(Long.class)
                        .single())
                .isEqualTo(inLedger);
    }

    @Test
    void everyStepOfAttritionIsTheOneBeforeLessThoseLeftOut() {
        List<long[]> steps = service.sql()
                .sql("select people, left_out from mart.attrition order by step")
                .query((row, i) -> new long[] {row.getLong(1), row.getLong(2)})
                .list();
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i)[0]).isEqualTo(steps.get(i - 1)[0] - steps.get(i)[1]);
        }
    }

    @Test
    void everyWordOfAClosedVocabularyIsOneThatTheDictionaryTells() {
        List<String> columns = service.sql()
                .sql(
                        "select format('select distinct %L, %I::text from mart.%I where %I is not null and %I::text <> all (%L)',"
                                + " table_name || '.' || column_name, column_name, table_name, column_name, column_name,"
                                + " string_to_array(allowed_values, ', ')) from mart.data_dictionary where allowed_values is not null")
                .query(String.class)
                .list();
        assertThat(columns).hasSizeGreaterThan(25);
        List<String> others = new ArrayList<>();
        for (String column : columns) {
            others.addAll(service.sql()
                    .sql(column)
                    .query((row, i) -> row.getString(1) + " " + row.getString(2))
                    .list());
        }
        assertThat(others).isEmpty();
    }

    @Test
    void loadingAgainChangesNothing() throws Exception {
        try (Service other = Service.started()) {
            other.load("enriched", ENRICHED);
            Map<String, String> once = other.martHashes();
            RunSummary again = other.load("enriched", ENRICHED);
            assertThat(again.stored()).isZero();
            assertThat(again.received()).isEqualTo(again.duplicate() + again.filtered());
            assertThat(other.martHashes()).isEqualTo(once);
        }
    }

    @Test
    void theOrderOfFilesDoesNotMatter() throws Exception {
        try (Service one = Service.started();
                Service other = Service.started()) {
            one.load("mixed", MIXED);
            for (Path file : shuffled(files(MIXED), 4711)) {
                other.land("mixed", file);
                other.derive();
            }
            assertThat(other.martHashes()).isEqualTo(one.martHashes());
        }
    }

    @Test
    void linesThatComeOneByOneGiveTheSame(@TempDir Path folder) throws Exception {
        Path people = folder.resolve("people");
        Path lines = folder.resolve("lines");
        Files.createDirectories(people);
        Files.createDirectories(lines);
        int number = 0;
        for (Path file : files(ENRICHED)) {
            List<String> some = linesOf(file).stream()
                    .filter(line -> line.contains("Patient/4") || line.contains("\"Patient\",\"id\":\"4"))
                    .toList();
            Files.write(people.resolve(file.getFileName().toString().replace(".gz", "")), some);
            for (String line : some) {
                Files.writeString(lines.resolve("line" + ++number + ".ndjson"), line);
            }
        }
        try (Service one = Service.started();
                Service other = Service.started()) {
            one.load("enriched", people);
            other.load("enriched", shuffled(files(lines), 4712).toArray(Path[]::new));
            assertThat(number).isGreaterThan(300);
            assertThat(one.sql()
                            .sql("select count(*) from cases.score")
                            .query(Long.class)
                            .single())
                    .isPositive();
            assertThat(other.martHashes()).isEqualTo(one.martHashes());
        }
    }

    @Test
    void pullingGivesTheSameAsLoading() throws Exception {
        try (DemoEhr ehr = new DemoEhr(List.of(DemoEhr.Sample.whole("enriched")), 0)) {
            ehr.start();
            try (Service loaded = Service.started();
                    Service pulled = Service.started("interlaminar.sources.enriched.base-url=" + ehr.base())) {
                loaded.load("enriched", ENRICHED);
                pulled.bean(SearchPull.class).pull("enriched", bytes -> {});
                pulled.derive();
                assertThat(pulled.martHashes()).isEqualTo(loaded.martHashes());
            }
        }
    }

    private static long people(String source, String condition) {
        return count("select count(*) from cases.person_case where source = ? and " + condition, source);
    }

    private static long procedures(String source, String condition) {
        return count("select count(*) from cases.procedure where source = ? and " + condition, source);
    }

    private static List<Long> withOdi(String source) {
        return Stream.of("baseline", "3-months", "6-months", "12-months")
                .map(window -> count(
                        "select count(distinct patient) from cases.score where source = ? and chosen and instrument = 'ODI'"
                                + " and window_name = '" + window + "'",
                        source))
                .toList();
    }

    private static long count(String sql, String source) {
        return service.sql().sql(sql).param(source).query(Long.class).single();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<Path> shuffled(List<Path> files, long seed) {
        List<Path> shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private static List<String> linesOf(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
