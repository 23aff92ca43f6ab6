package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;
import static org.interlaminar.fixture.PatientStory.undated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.Decisions.Answer;
import org.interlaminar.reporting.ReviewList;
import org.interlaminar.reporting.ReviewList.Filter;
import org.interlaminar.reporting.ReviewList.Question;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;

/** What a person decides about a record counts for as long as the question stays the same, and is never lost. */
@ExtendWith(OutputCaptureExtension.class)
class ReviewCommandTest {
    private static final String NOTE = "operative-note-names-the-canary";

    @TempDir
    private Path folder;

    private static TestClock clock;
    private static Service service;

    private CapturedOutput output;
    private int loads;

    /** What one command said. */
    private record Said(int exit, String words) {}

    @BeforeAll
    static void start() {
        clock = new TestClock(Instant.parse("2026-07-01T12:00:00Z"));
        service = Service.started(clock);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Decisions can only be removed by who may switch triggers off. */
    @BeforeEach
    void anEmptyStore(CapturedOutput output) {
        this.output = output;
        clock.pass(Duration.ofHours(1));
        service.sql()
                .sql("set session_replication_role = replica; truncate landing.decision, ledger.run, ledger.source,"
                        + " landing.version, landing.dirty, landing.quarantine, landing.gone, landing.patient_link,"
                        + " cases.person_case, cases.joined_record, cases.change, xwalk.person cascade;"
                        + " reset session_replication_role")
                .update();
    }

    // Deciding.

    @Test
    void yesTagsTheRecordByAPersonAndMovesTheMart() throws Exception {
        load(unspecificStenosis("p1"));
        assertThat(mart("lss")).containsExactly("undecided");

        Said said = decide("p1", "yes", NOTE);

        assertThat(said.exit).as(said.words).isZero();
        assertThat(said.words)
                .contains("lss is decided to be yes. The person is derived again now.")
                .contains("Before: lss undecided, mild no")
                .contains("After:  lss yes, mild no");
        assertThat(mart("lss")).containsExactly("yes");
        assertThat(service.sql()
                        .sql("select answer || ' ' || tag || ' ' || value_set || ' ' || code from cases.code_hit"
                                + " where rule = 'decided-by-a-person'")
                        .query(String.class)
                        .list())
                .containsExactly("tagged lss review-decision yes");
        assertThat(open()).isEmpty();
        assertThat(standing()).containsExactly("yes applies");
    }

    @Test
    void yesToAProcedureMakesAnIndex() throws Exception {
        load(unfinishedMild("p1"));
        assertThat(mart("mild")).containsExactly("undecided");

        assertThat(decide("p1", "Procedure", "yes", NOTE).words).contains("After:  lss yes, mild yes");

        assertThat(mart("mild || ' ' || index_date")).containsExactly("yes 2025-01-01");
    }

    @Test
    void noLeavesNothingOfItAndTheAnswerIsStillSeenToApply() throws Exception {
        load(unspecificStenosis("p1"));

        assertThat(decide("p1", "no", NOTE).words).contains("After:  no case");

        assertThat(mart("lss")).isEmpty();
        assertThat(open()).isEmpty();
        assertThat(standing()).as("without any case to tell by").containsExactly("no applies");
    }

    @Test
    void takingBackAsksAgain() throws Exception {
        load(unspecificStenosis("p1"));
        decide("p1", "yes", NOTE);

        Said said = decide("p1", "open", "");

        assertThat(said.exit).as(said.words).isZero();
        assertThat(said.words).contains("is taken back.", "Before: lss yes", "After:  lss undecided");
        assertThat(open()).hasSize(1);
        assertThat(standing()).isEmpty();
        assertThat(decide("p1", "no", NOTE).exit).as("and answered otherwise").isZero();
        assertThat(standing()).containsExactly("no applies");
        assertThat(service.sql()
                        .sql("select answer from landing.decision order by decision")
                        .query(String.class)
                        .list())
                .as("nothing is lost")
                .containsExactly("yes", "open", "no");
    }

    @Test
    void whatWasTakenBackTwiceIsSaid() throws Exception {
        load(unspecificStenosis("p1"));
        decide("p1", "yes", NOTE);
        decide("p1", "open", "");

        Said again = decide("p1", "open", "");

        assertThat(again.exit).isEqualTo(1);
        assertThat(again.words).contains("no answer is in force about Condition/");
    }

    // What becomes of a decision when the record changes.

    @Test
    void aRecordThatSaysSomethingElseIsAskedAboutAnew() throws Exception {
        load(unspecificStenosis("p1").allWithMeta("1", "2026-01-01T00:00:00Z"));
        decide("p1", "yes", NOTE);

        load(aPatient("p1").withCondition("M48.08").onset(on("2024-05-01")).allWithMeta("2", "2026-02-01T00:00:00Z"));

        assertThat(mart("lss")).containsExactly("undecided");
        assertThat(open()).hasSize(1);
        assertThat(standing()).containsExactly("yes applies no longer");
    }

    @Test
    void aRecordThatAsksTheSameKeepsItsAnswer() throws Exception {
        load(unspecificStenosis("p1").allWithMeta("1", "2026-01-01T00:00:00Z"));
        decide("p1", "yes", NOTE);

        load(unspecificStenosis("p1").note("seen again").allWithMeta("2", "2026-02-01T00:00:00Z"));

        assertThat(service.sql()
                        .sql("select count(*) from landing.version where type = 'Condition'")
                        .query(Long.class)
                        .single())
                .as("another version of it has landed")
                .isEqualTo(2);
        assertThat(mart("lss")).containsExactly("yes");
        assertThat(standing()).containsExactly("yes applies");
    }

    @Test
    void aRetractedRecordIsNotAskedAboutAndItsAnswerAppliesNoLonger() throws Exception {
        load(unspecificStenosis("p1").allWithMeta("1", "2026-01-01T00:00:00Z"));
        load(unspecificStenosis("p2"));
        decide("p1", "yes", NOTE);

        load(unspecificStenosis("p1").enteredInError().allWithMeta("2", "2026-02-01T00:00:00Z"));

        assertThat(open()).extracting(one -> one.get("patient").asText()).containsExactly("p2");
        assertThat(standing()).containsExactly("yes applies no longer");
    }

    @Test
    void aDecisionIsLandedForTheWholePersonWhicheverOfTheirIdsIsNamed() throws Exception {
        load(unspecificStenosis("p1"));
        load(aPatient("p0").born(1950).changed(patient -> patient.putArray("link")
                .addObject()
                .put("type", "replaces")
                .putObject("other")
                .put("reference", "Patient/p1")));

        Said said = service(
                "review",
                "decide",
                "--patient",
                "hospital-a/p0",
                "--record",
                record("Condition"),
                "--answer",
                "yes",
                "--note",
                NOTE);

        assertThat(said.exit).as(said.words).isZero();
        assertThat(mart("lss")).containsExactly("yes");
        assertThat(service.sql()
                        .sql("select patient from landing.decision")
                        .query(String.class)
                        .single())
                .as("landed for the Patient the record is about")
                .isEqualTo("p1");
        assertThat(decideFor("p1", record("Condition"), "open", "").exit).isZero();
        assertThat(mart("lss")).containsExactly("undecided");
    }

    // What is refused.

    @Test
    void anAnsweredQuestionIsNotAnsweredAgain() throws Exception {
        load(unspecificStenosis("p1"));
        String record = record("Condition");
        decide("p1", "yes", NOTE);

        Said again = decideFor("p1", record, "no", NOTE);

        assertThat(again.exit).isEqualTo(1);
        assertThat(again.words).contains("no question is open about " + record + " of patient hospital-a/p1");
        assertThat(mart("lss")).containsExactly("yes");
    }

    @Test
    void ofTwoWhoAnswerAtTheSameTimeOneIsFirst() throws Exception {
        load(unspecificStenosis("p1"));
        ReviewDesk desk = service.bean(ReviewDesk.class);
        Question asked =
                service.bean(ReviewList.class).open(Filter.ALL, 1, 0).get(0).question();
        CyclicBarrier together = new CyclicBarrier(4);
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> answers = Stream.of("a", "b", "c", "d")
                    .map(name -> (Callable<Boolean>) () -> {
                        together.await();
                        return desk.decide(asked, name.equals("a") ? Answer.NO : Answer.YES, NOTE, name)
                                .done();
                    })
                    .toList();
            int done = 0;
            for (Future<Boolean> one : people.invokeAll(answers)) {
                done += one.get() ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        } finally {
            people.shutdownNow();
        }
        assertThat(service.sql()
                        .sql("select count(*) from landing.decision")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--answer maybe --note x|--answer maybe: it must be yes, no or open.",
                "--answer yes|--note is needed with --answer yes",
                "--answer no --note |--note is needed with --answer no"
            })
    void nonsenseIsUsage(String line) throws Exception {
        load(unspecificStenosis("p1"));
        String[] parts = line.split("\\|");

        Said said = service(Stream.concat(
                        Stream.of("review", "decide", "--patient", "hospital-a/p1", "--record", "Condition/x"),
                        Stream.of(parts[0].split(" (?=--)|(?<=--note|--answer) ", -1)))
                .toArray(String[]::new));

        assertThat(said.exit).as(said.words).isEqualTo(2);
        assertThat(said.words).contains(parts[1]);
    }

    @Test
    void aPatientOrARecordThatIsNoneIsUsageAndOneNobodyKnowsIsAFailure() {
        assertThat(service("review", "decide", "--patient", "p1", "--record", "Condition/1", "--answer", "open").exit)
                .isEqualTo(2);
        assertThat(service("review", "decide", "--patient", "a/p1", "--record", "1", "--answer", "open").exit)
                .isEqualTo(2);
        Said unknown = service(
                "review", "decide", "--patient", "a/p1", "--record", "Condition/1", "--answer", "yes", "--note", "x");
        assertThat(unknown.exit).isEqualTo(1);
        assertThat(unknown.words).contains("no question is open about Condition/1 of patient a/p1");
    }

    @Test
    void aRecordOfSomebodyElseIsNotAnswered() throws Exception {
        load(unspecificStenosis("p1"));
        load(unspecificStenosis("p2"));

        Said said = decideFor("p1", recordOf("p2"), "yes", NOTE);

        assertThat(said.exit).isEqualTo(1);
        assertThat(mart("lss")).containsExactly("undecided", "undecided");
    }

    @Test
    void twoQuestionsAboutOneRecordNeedANameEach() throws Exception {
        load(unspecificStenosis("p1"));
        load(
                "bill.ndjson",
                """
                {"resourceType":"Claim","id":"bill","status":"active","use":"claim","patient":{"reference":"Patient/p1"},\
                "item":[%s,%s]}
                """
                        .formatted(discontinued(1, "2025-01-01"), discontinued(2, "2025-03-01")));
        List<String> questions = open().stream()
                .filter(one -> one.get("id").asText().equals("bill"))
                .map(one -> one.get("question").asText())
                .toList();
        assertThat(questions).hasSize(2).doesNotHaveDuplicates();

        Said either = decideFor("p1", "Claim/bill", "no", NOTE);
        assertThat(either.exit).isEqualTo(2);
        assertThat(either.words)
                .contains("name one with --tag (mild) or --question", questions.get(0), questions.get(1));
        assertThat(service(
                                "review",
                                "decide",
                                "--patient",
                                "hospital-a/p1",
                                "--record",
                                "Claim/bill",
                                "--answer",
                                "no",
                                "--note",
                                NOTE,
                                "--question",
                                questions.get(1))
                        .exit)
                .isZero();
        assertThat(open())
                .extracting(one -> one.get("question").asText())
                .contains(questions.get(0))
                .doesNotContain(questions.get(1));
    }

    @Test
    void aPossibleSlipThatWasOneIsTheProcedure() throws Exception {
        load(aPatient("p1")
                .born(1950)
                .withLumbarStenosis()
                .onset(on("2024-05-01"))
                .withProcedure("0274T", on("2025-01-01")));
        assertThat(mart("mild")).containsExactly("no");

        assertThat(decide("p1", "Procedure", "yes", NOTE).words).contains("After:  lss yes, mild yes");
    }

    @Test
    void yesToAProcedureWithoutADateIsNoIndexAndBreaksNothing() throws Exception {
        load(aPatient("p1")
                .born(1950)
                .withLumbarStenosis()
                .onset(on("2024-05-01"))
                .withProcedure("62330", undated()));
        assertThat(mart("mild")).containsExactly("undecided");

        Said said = decide("p1", "Procedure", "yes", NOTE);

        assertThat(said.exit).as(said.words).isZero();
        assertThat(said.words).contains("After:  lss yes, mild historical");
        assertThat(open()).isEmpty();
    }

    // Audit.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update landing.decision set note = ''",
                "delete from landing.decision",
                "delete from landing.decision where false",
                "truncate landing.decision"
            })
    void noDecisionIsEverChangedOrRemoved(String sql) throws Exception {
        load(unspecificStenosis("p1"));
        decide("p1", "yes", NOTE);

        assertThatThrownBy(() -> service.sql().sql(sql).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");

        assertThat(service.sql()
                        .sql(
                                "select answer || ', ' || note || ', ' || decided_by || ', ' || decided_at at time zone 'UTC'"
                                        + " from landing.decision")
                        .query(String.class)
                        .single())
                .startsWith("yes, " + NOTE + ", command line: " + System.getProperty("user.name") + ", 2026-07-");
    }

    @Test
    void theNoteIsInNoOutputAndNoExport() throws Exception {
        load(unspecificStenosis("p1"));
        load(unfinishedMild("p2"));
        decide("p1", "yes", NOTE);
        decide("p2", "Procedure", "yes", NOTE);
        service("review", "list", "--decided");
        service("review", "list", "--decided", "--json");
        service("explain", "--patient", "hospital-a/p1");
        service("status");
        Path out = folder.resolve("out");
        assertThat(service("export", "--out", out.toString(), "--identified").exit)
                .isZero();

        assertThat(output.getAll()).doesNotContain("canary");
        try (Stream<Path> files = Files.walk(out)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(5);
            assertThat(all)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("canary"));
        }
    }

    // Reading the list.

    @Test
    void anEmptyListSaysSo() {
        assertThat(service("review", "list")).isEqualTo(new Said(0, "No question is open.\n"));
        assertThat(service("review", "list", "--decided")).isEqualTo(new Said(0, "Nothing has been decided.\n"));
    }

    @Test
    void theOldestRecordComesFirstWithWhatWouldSettleIt() throws Exception {
        load(unspecificStenosis("p1"));
        load(aPatient("p2").withCondition("M48.00").onset(inYear(2019)));

        Said list = service("review", "list");

        assertThat(list.exit).isZero();
        assertThat(list.words)
                .startsWith("2019  hospital-a/p2  Condition/")
                .contains("lss? [")
                .contains("    settled by: a body site, a lumbar level in words, or a lumbar MRI within 180 days")
                .contains("M48.00")
                .contains("2024-05-01  hospital-a/p1");
        assertThat(service("review", "list", "--limit", "1").words)
                .doesNotContain("p1")
                .contains("1 more: --limit N shows as many.");
    }

    @Test
    void theListIsFilteredBySourceAndTag() throws Exception {
        load(unspecificStenosis("p1"));
        load(unfinishedMild("p2"));
        clock.pass(Duration.ofMinutes(1));
        service.load(
                "hospital-b",
                Files.writeString(
                        folder.resolve("b.ndjson"), unspecificStenosis("p3").ndjson()));

        assertThat(service("review", "list", "--tag", "mild").words)
                .contains("p2")
                .doesNotContain("p1", "p3");
        assertThat(service("review", "list", "--source", "hospital-b").words)
                .contains("p3")
                .doesNotContain("p1", "p2");
        assertThat(service("review", "list", "--source", "nowhere").exit).isEqualTo(2);
        assertThat(service("review", "list", "--limit", "0").exit).isEqualTo(2);
    }

    // Stories.

    /** Stenosis whose region nobody has recorded. */
    private static PatientStory unspecificStenosis(String id) {
        return aPatient(id).withCondition("M48.00").onset(on("2024-05-01"));
    }

    /** A MILD of which nobody has recorded whether it was completed. */
    private static PatientStory unfinishedMild(String id) {
        return aPatient(id)
                .born(1950)
                .withLumbarStenosis()
                .onset(on("2024-05-01"))
                .withProcedure("62330", on("2025-01-01"))
                .status("unknown");
    }

    private static String discontinued(int line, String day) {
        return """
                {"sequence":%d,"servicedDate":"%s","modifier":[{"coding":[{"code":"53"}]}],"productOrService":{"coding":\
                [{"system":"http://www.ama-assn.org/go/cpt","code":"62330"}]}}"""
                .formatted(line, day);
    }

    private Said decide(String patient, String answer, String note) throws Exception {
        return decide(patient, "Condition", answer, note);
    }

    private Said decide(String patient, String type, String answer, String note) throws Exception {
        return decideFor(patient, record(type), answer, note);
    }

    private Said decideFor(String patient, String record, String answer, String note) {
        clock.pass(Duration.ofMinutes(1));
        return service(
                "review",
                "decide",
                "--patient",
                "hospital-a/" + patient,
                "--record",
                record,
                "--answer",
                answer,
                "--note",
                note);
    }

    /** The first record of this type that has landed. */
    private String record(String type) {
        return type + "/"
                + service.sql()
                        .sql("select id from landing.version where type = ? order by run, position limit 1")
                        .param(type)
                        .query(String.class)
                        .single();
    }

    private String recordOf(String patient) {
        return "Condition/"
                + service.sql()
                        .sql("select id from landing.version where type = 'Condition' and patient = ?")
                        .param(patient)
                        .query(String.class)
                        .single();
    }

    private List<String> mart(String what) {
        return service.sql()
                .sql("select " + what + " from mart.\"case\" order by 1")
                .query(String.class)
                .list();
    }

    private List<JsonNode> open() throws Exception {
        return json("open", "review", "list", "--json");
    }

    private List<String> standing() throws Exception {
        return json("decided", "review", "list", "--decided", "--json").stream()
                .map(one -> one.get("answer").asText()
                        + (one.get("applies").asBoolean() ? " applies" : " applies no longer"))
                .toList();
    }

    private List<JsonNode> json(String part, String... command) throws Exception {
        JsonNode told = new ObjectMapper().readTree(service(command).words);
        JsonNode rows = told.get(part);
        assertThat(told.get("total").asInt()).isEqualTo(rows.size());
        return java.util.stream.StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private Said service(String... arguments) {
        int before = output.getAll().length();
        int exit = service.bean(CommandLineRoot.class).run(arguments);
        return new Said(exit, output.getAll().substring(before));
    }

    private void load(PatientStory story) throws Exception {
        load("load-" + ++loads + ".ndjson", story.ndjson());
    }

    private void load(String name, String content) throws Exception {
        clock.pass(Duration.ofMinutes(1));
        service.load("hospital-a", Files.writeString(folder.resolve(name), content));
    }
}
