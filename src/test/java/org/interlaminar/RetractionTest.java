package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.InputFile;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.interlaminar.reporting.Changes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What is taken back at the source is taken back in the report, by whichever way the source says so. */
class RetractionTest {
    private static final String DAY1 = "2026-01-01T00:00:00Z";
    private static final String DAY2 = "2026-01-02T00:00:00Z";
    private static final String DAY3 = "2026-01-03T00:00:00Z";
    private static final String DAY4 = "2026-01-04T00:00:00Z";

    private static Service service;

    @TempDir
    private Path folder;

    private String source;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void aSourceOfItsOwn(TestInfo test) {
        source = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    }

    private static PatientStory operated() {
        return operated("p1");
    }

    private static PatientStory operated(String id) {
        return aPatient(id)
                .born(1950)
                .withLumbarStenosis()
                .onset(on("2024-01-01"))
                .afterMildProcedure(on("2025-01-01"))
                .withOdi(42, daysAfterIndex(90));
    }

    // Deletes

    @Test
    void aDeleteInAHistoryTakesTheDiagnosisBack() throws Exception {
        told(DAY1, operated().resources());
        assertThat(lss("p1")).isEqualTo("yes");
        told(
                DAY2,
                history("{\"request\":{\"method\":\"DELETE\",\"url\":\"" + id("Condition") + "\"},"
                        + "\"response\":{\"status\":\"204\",\"lastModified\":\"" + DAY2
                        + "\",\"etag\":\"W/\\\"2\\\"\"}}"));
        assertThat(lss("p1")).isEqualTo("no");
    }

    @Test
    void aLineOfABulkExportsDeletedFileTakesTheProcedureBack() throws Exception {
        told(DAY1, operated().resources());
        assertThat(mild("p1")).isEqualTo("yes");
        RunSummary run = told(DAY2, deleted(id("Procedure"), id("Observation")));
        assertThat(run.received()).isEqualTo(2);
        assertThat(run.stored()).isEqualTo(2);
        assertThat(mild("p1")).isEqualTo("no");
        assertThat(scores("p1")).isZero();
    }

    @Test
    void aDeleteThatComesFirstIsNotForgotten() throws Exception {
        told(DAY2, deleted("Condition/c1"));
        told(DAY1, List.of("{\"resourceType\":\"Patient\",\"id\":\"p1\"}", stenosis("c1", "p1")));
        assertThat(lss("p1")).isEqualTo("none");
    }

    @Test
    void whatIsCreatedAgainAfterADeleteCountsAgain() throws Exception {
        List<String> all = operated().resources();
        told(DAY1, all);
        told(DAY2, deleted(id("Condition")));
        assertThat(lss("p1")).isEqualTo("no");
        RunSummary again = told(DAY3, all);
        assertThat(again.duplicate()).isEqualTo(all.size());
        assertThat(lss("p1")).isEqualTo("yes");
        told(DAY4, deleted(id("Condition")));
        assertThat(lss("p1")).isEqualTo("no");
    }

    @Test
    void anOldFileLoadedAgainChangesNothing() throws Exception {
        List<String> all = operated().resources();
        told(DAY1, all);
        told(DAY2, deleted(id("Condition")));
        told(DAY1, all);
        assertThat(lss("p1")).isEqualTo("no");
    }

    @Test
    void aValueThatComesBackIsTheNewestAgain() throws Exception {
        String right = stenosis("c1", "p1");
        String wrong = right.replace(
                "\"resourceType\":\"Condition\"",
                "\"resourceType\":\"Condition\",\"verificationStatus\":{\"coding\":[{\"code\":\"refuted\"}]}");
        told(DAY1, List.of("{\"resourceType\":\"Patient\",\"id\":\"p1\"}", right));
        told(DAY2, List.of(wrong));
        assertThat(lss("p1")).isNotEqualTo("yes");
        told(DAY3, List.of(right));
        assertThat(lss("p1")).isEqualTo("yes");
    }

    @Test
    void aConditionalDeleteIsSetAsideBecauseOnlyTheServerKnowsWhatItMeant() throws Exception {
        RunSummary run = told(DAY1, deleted("Condition?patient=p1"));
        assertThat(run.quarantined()).isEqualTo(1);
        assertThat(service.sql()
                        .sql("select cause from landing.quarantine where source = ?")
                        .param(source)
                        .query(String.class)
                        .list())
                .containsExactly("unresolved-delete");
    }

    // People

    @Test
    void linkedPatientsAreOnePerson() throws Exception {
        List<String> all = new ArrayList<>(operated("p1").resources());
        all.add(
                "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"link\":[{\"type\":\"replaces\",\"other\":{\"reference\":\"Patient/p1\"}}]}");
        all.add(stenosis("c2", "p2"));
        told(DAY1, all);
        assertThat(cases()).containsExactly("p2");
        assertThat(mild("p2")).isEqualTo("yes");
    }

    @Test
    void mergedPatientsAreSeparatedAgain() throws Exception {
        told(DAY1, operated("p1").resources());
        told(
                DAY1,
                operated("p2").resources().stream()
                        .map(line -> line.replace("\"id\":\"p1-", "\"id\":\"p2-"))
                        .toList());
        assertThat(cases()).containsExactly("p1", "p2");
        String before = surrogate("p1");
        told(DAY2, List.of(patient("p1", "replaced-by", "p2")));
        assertThat(cases()).containsExactly("p2");
        told(DAY3, List.of("{\"resourceType\":\"Patient\",\"id\":\"p1\",\"active\":true}"));
        assertThat(cases()).containsExactly("p1", "p2");
        assertThat(surrogate("p1")).isEqualTo(before);
    }

    @Test
    void aMergeToldFirstHoldsForRecordsThatComeLater() throws Exception {
        told(DAY1, List.of(patient("p1", "replaced-by", "p2")));
        told(DAY2, List.of("{\"resourceType\":\"Patient\",\"id\":\"p2\"}", stenosis("c1", "p1")));
        assertThat(cases()).containsExactly("p2");
    }

    @Test
    void peopleAreCountedOnceHoweverManyRecordsTheyHaveAndWithoutACaseToo() throws Exception {
        long before = peopleReceived();
        told(
                DAY1,
                List.of(
                        patient("p1", "replaced-by", "p2"),
                        patient("p2", "seealso", "p3"),
                        "{\"resourceType\":\"Patient\",\"id\":\"p3\"}",
                        "{\"resourceType\":\"Patient\",\"id\":\"p4\"}"));
        assertThat(cases()).isEmpty();
        assertThat(peopleReceived() - before).isEqualTo(2);
        told(DAY2, List.of("{\"resourceType\":\"Patient\",\"id\":\"p2\",\"active\":true}"));
        assertThat(peopleReceived() - before).isEqualTo(3);
        told(DAY3, deleted("Patient/p2"));
        assertThat(peopleReceived() - before).isEqualTo(3);
    }

    // Order

    @Test
    void twoVersionsThatNothingPutsInOrderAreFlagged() throws Exception {
        String one = stenosis("c1", "p1");
        told(
                DAY1,
                List.of("{\"resourceType\":\"Patient\",\"id\":\"p1\"}", one, one.replace("2024-01-01", "2023-01-01")));
        assertThat(flag("p1")).isTrue();
        told(DAY2, List.of(one.replace("2024-01-01", "2022-01-01")));
        assertThat(flag("p1")).isFalse();
    }

    // Why

    @Test
    void aChangeSaysWhatIsDifferentAndWhy() throws Exception {
        told(DAY1, operated().resources());
        told(DAY2, deleted(id("Procedure")));
        Changes.Change change = changes("p1").get(0);
        assertThat(change.what()).contains("no longer mild: yes", "now mild: no");
        assertThat(change.why()).anyMatch(why -> why.startsWith(id("Procedure") + " was deleted (run "));
    }

    @Test
    void loadingTheSameAgainIsNoChange() throws Exception {
        told(DAY1, operated().resources());
        told(DAY2, operated().resources());
        assertThat(changes("p1")).isEmpty();
    }

    // Words

    private static long peopleReceived() {
        return service.sql()
                .sql("select people from mart.attrition where step = 1")
                .query(Long.class)
                .single();
    }

    private RunSummary told(String clock, List<String> lines) throws Exception {
        Path file = Files.createTempFile(folder, "told", ".ndjson");
        Files.write(file, lines);
        RunSummary run = service.bean(FileIntake.class)
                .land(
                        Delivery.told(source, Way.LOAD, Instant.parse(clock), Scope.SOME),
                        List.of(new InputFile(file, file.getFileName().toString())),
                        bytes -> {});
        service.derive();
        assertThat(run.balances()).isTrue();
        return run;
    }

    private static List<String> history(String entry) {
        return List.of("{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[" + entry + "]}");
    }

    private static List<String> deleted(String... urls) {
        List<String> entries = new ArrayList<>();
        for (String url : urls) {
            entries.add("{\"request\":{\"method\":\"DELETE\",\"url\":\"" + url + "\"}}");
        }
        return List.of(
                "{\"type\":\"transaction\",\"resourceType\":\"Bundle\",\"entry\":[" + String.join(",", entries) + "]}");
    }

    private static String patient(String id, String link, String other) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"link\":[{\"other\":{\"reference\":\"Patient/"
                + other + "\"},\"type\":\"" + link + "\"}]}";
    }

    private static String stenosis(String id, String patient) {
        return aPatient(patient).withLumbarStenosis().onset(on("2024-01-01")).resources().stream()
                .filter(line -> line.contains("\"Condition\""))
                .findFirst()
                .orElseThrow()
                .replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + id + "\"");
    }

    /** Type and id of the only landed resource of the type. */
    private String id(String type) {
        return type + "/"
                + service.sql()
                        .sql("select distinct id from landing.version where source = ? and type = ?")
                        .params(source, type)
                        .query(String.class)
                        .single();
    }

    private String lss(String patient) {
        return answer("lss", patient);
    }

    private String mild(String patient) {
        return answer("mild", patient);
    }

    /** none when there is no case. */
    private String answer(String column, String patient) {
        return service.sql()
                .sql("select " + column + " from cases.person_case where source = ? and patient = ?")
                .params(source, patient)
                .query(String.class)
                .optional()
                .orElse("none");
    }

    private boolean flag(String patient) {
        return Boolean.parseBoolean(answer("order_undefined::text", patient));
    }

    private int scores(String patient) {
        return service.sql()
                .sql("select count(*) from cases.score where source = ? and patient = ?")
                .params(source, patient)
                .query(Integer.class)
                .single();
    }

    private List<String> cases() {
        return service.sql()
                .sql("select patient from cases.person_case where source = ? order by 1")
                .param(source)
                .query(String.class)
                .list();
    }

    private String surrogate(String patient) {
        return service.sql()
                .sql("select person from xwalk.person where source = ? and patient = ?")
                .params(source, patient)
                .query(String.class)
                .single();
    }

    private List<Changes.Change> changes(String patient) {
        PersonKey key = new PersonKey(source, patient);
        return service.bean(Changes.class).of(new Person(key, new java.util.TreeSet<>(List.of(patient))), 10);
    }
}
