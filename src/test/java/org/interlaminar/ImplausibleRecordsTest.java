package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.LOINC;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.at;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody can have meant: set aside with its reason, counted by nobody, and the rest of the case stands. */
class ImplausibleRecordsTest {
    private static final String BIRTH = "1950-05-05";
    private static Service service;
    private static int sources;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("an ODI of 140", indexCase().withOdi(140, daysAfterIndex(90)), "score-out-of-range"),
                Arguments.of(
                        "a negative pain score", indexCase().withPain(-1, daysAfterIndex(90)), "score-out-of-range"),
                Arguments.of("a score in the future", indexCase().withOdi(40, on("2199-01-01")), "date-in-future"),
                Arguments.of("a score before birth", indexCase().withOdi(40, on("1949-01-01")), "date-before-birth"),
                Arguments.of(
                        "a procedure before birth", indexCase().withLaminectomy(on("1930-01-01")), "date-before-birth"),
                Arguments.of(
                        "a procedure in the future", indexCase().withLaminectomy(on("2199-01-01")), "date-in-future"),
                Arguments.of(
                        "a procedure that ends before it begins",
                        indexCase()
                                .withLaminectomy(at("2025-01-01T10:00:00-05:00"))
                                .until(at("2025-01-01T09:00:00-05:00")),
                        "end-before-start"),
                Arguments.of(
                        "a diagnosis that ends before it begins",
                        indexCase().withLumbarStenosis().onset(on("2020-01-01")).abated(on("2019-01-01")),
                        "end-before-start"),
                Arguments.of(
                        "a pain score in kilograms",
                        indexCase().withPain(5, daysAfterIndex(90)).unit("kg"),
                        "unit-contradicts-code"),
                Arguments.of(
                        "a walking distance in milligrams",
                        indexCase()
                                .withObservation(LOINC, "64098-7", 300, daysAfterIndex(90))
                                .unit("mg"),
                        "unit-contradicts-code"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void isSetAsideWithItsReasonAndTheRestStands(String what, PatientStory story, String cause) throws Exception {
        String source = load(story.ndjson());
        assertThat(service.sql()
                        .sql("select cause from landing.quarantine where source = ? and stage = 'deriving'")
                        .param(source)
                        .query(String.class)
                        .list())
                .containsExactly(cause);
        assertThat(count("cases.person_case", source, "lss = 'yes' and mild = 'yes' and not complete"))
                .isOne();
        assertThat(count("cases.score", source, "true")).isZero();
        assertThat(count("cases.event", source, "true")).isZero();
        assertThat(count("cases.procedure", source, "kind <> 'mild'")).isZero();
    }

    @Test
    void twoPatientsInOneChainOfABundleStayApart() throws Exception {
        PatientStory other = aPatient("p2")
                .withEncounter("AMB", on("2025-03-01"), on("2025-03-01"))
                .ofType("Pain clinic");
        PatientStory one = indexCase()
                .withPain(4, on("2025-03-01"))
                .asVitalSign()
                .changed(node -> node.putObject("encounter").put("reference", "Encounter/p2-encounter-1"));
        String source = load(other.ndjson() + "\n" + one.ndjson());
        assertThat(count("cases.score", source, "true"))
                .as("a pain score does not count by somebody else's visit")
                .isZero();
        assertThat(count("cases.code_hit", source, "answer = 'no-score' and reason like '%vital sign%'"))
                .isOne();
    }

    @Test
    void aTextOfAMegabyteIsReadLikeAnyOther() throws Exception {
        String long1 = "stenosis and MILD pain, ".repeat(45_000);
        String source = load(indexCase()
                .withTextProcedure(long1 + "PILD L4-5", daysAfterIndex(400))
                .withTextCondition(long1)
                .ndjson());
        assertThat(count("cases.person_case", source, "complete")).isOne();
        assertThat(count("cases.procedure", source, "kind = 'mild' and levels = 'L4-L5'"))
                .isOne();
    }

    private static PatientStory indexCase() {
        return aPatient()
                .born(on(BIRTH))
                .withLumbarStenosis()
                .onset(on("2023-01-01"))
                .afterMildProcedure(on("2024-06-03"));
    }

    private String load(String ndjson) throws Exception {
        String source = "hospital-" + ++sources;
        assertThat(service.load(source, file(ndjson)).outcome()).isEqualTo(Outcome.COMPLETE);
        return source;
    }

    private Path file(String ndjson) throws IOException {
        return Files.write(folder.resolve("all.ndjson"), List.of(ndjson));
    }

    private static long count(String table, String source, String condition) {
        return service.sql()
                .sql("select count(*) from " + table + " where source = ? and " + condition)
                .param(source)
                .query(Long.class)
                .single();
    }
}
