package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Sources on the command line, and what status says of them; with the words and the exit codes. */
@ExtendWith(OutputCaptureExtension.class)
class SourcesCommandTest {
    private static TestClock clock;
    private static Service service;

    private CapturedOutput output;

    /** What one command said. */
    private record Said(int exit, String words) {}

    @BeforeAll
    static void start() {
        clock = new TestClock(Instant.parse("2026-07-01T12:00:00Z"));
        service = Service.started(
                clock,
                "interlaminar.sources.searched.base-url=http://127.0.0.1:1/fhir",
                "interlaminar.sources.exported.base-url=http://127.0.0.1:1/fhir",
                "interlaminar.sources.exported.bulk.level=patient",
                "interlaminar.sources.broken.base-url=http://127.0.0.1:1/fhir",
                "interlaminar.sources.broken.ssl-bundle=nowhere",
                "interlaminar.sources.files.zone=UTC");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEmptyStore(CapturedOutput output) {
        this.output = output;
        service.sql()
                .sql("truncate ledger.run, ledger.source, ledger.load, ledger.bulk_job cascade")
                .update();
    }

    @Test
    void listsEachSourceWithItsStateInOneLine() throws Exception {
        service.bean(Turns.class).pause("exported");
        ran("searched", "Condition page 3: the server answered 500, 3 times");

        Said list = say("sources");

        assertThat(list.exit).isEqualTo(3);
        assertThat(list.words.lines())
                .containsExactlyInAnyOrder(
                        "searched  data is missing: Condition page 3: the server answered 500, 3 times",
                        "exported  paused",
                        "broken    settings cannot be used: interlaminar.sources.broken.ssl-bundle names 'nowhere', which"
                                + " is not below spring.ssl.bundle.",
                        "files     files only");
    }

    @Test
    void jsonTellsAllThatIsKnownOfEach() throws Exception {
        service.bean(Turns.class).stop("searched", "the token server answered 401 (invalid_client)");

        JsonNode all = new ObjectMapper().readTree(say("sources", "--json").words);

        JsonNode searched = StreamSupport.stream(all.spliterator(), false)
                .filter(one -> one.path("id").asText().equals("searched"))
                .findFirst()
                .orElseThrow();
        assertThat(all.findValuesAsText("id")).containsExactlyInAnyOrder("searched", "exported", "broken", "files");
        assertThat(searched.at("/standing/state").asText()).isEqualTo("STOPPED");
        assertThat(searched.at("/standing/why").asText()).isEqualTo("the token server answered 401 (invalid_client)");
        assertThat(searched.at("/asked/address").asText()).isEqualTo("http://127.0.0.1:1/fhir");
        assertThat(searched.at("/load/today/requests").isNumber()).isTrue();
    }

    @Test
    void pausesAndResumes() {
        assertThat(say("sources", "pause", "searched")).isEqualTo(new Said(0, "searched is paused.\n"));
        assertThat(say("sources", "run", "searched"))
                .isEqualTo(new Said(1, "interlaminar: searched is held back (Paused): nothing was changed.\n"));
        assertThat(say("sources", "resume", "searched")).isEqualTo(new Said(0, "searched goes on.\n"));
        assertThat(say("sources", "resume", "searched"))
                .isEqualTo(new Said(1, "interlaminar: searched is neither paused nor stopped.\n"));
    }

    @Test
    void resumingTakesBackWhatStoppedASource() {
        service.bean(Turns.class).stop("searched", "a reason");
        assertThat(say("sources", "resume", "searched").exit).isZero();
        assertThat(turn("searched").stopped()).isNull();
    }

    @Test
    void runBringsAPullForwardForTheServiceThatRuns() {
        service.bean(Turns.class).putOff(Way.PULL, "searched", Duration.ofDays(1));
        assertThat(say("sources", "run", "searched"))
                .isEqualTo(new Said(0, "searched is pulled within seconds by the service.\n"));
        assertThat(turn("searched").due()).isTrue();
    }

    @Test
    void runLeavesAPullUnderWayAlone() throws Exception {
        Delivery pull = Delivery.told("searched", Way.PULL, clock.instant(), Delivery.Scope.CHANGES);
        try (LandingRun run = service.bean(Landing.class).open(pull)) {
            assertThat(say("sources", "run", "searched"))
                    .isEqualTo(new Said(1, "interlaminar: searched is being pulled already.\n"));
            assertThat(say("sources").words).contains("searched  pulling now: run " + run.number() + " (pull) since ");
            run.finish();
        }
    }

    @Test
    void aSourceThatDoesNotExistIsWrongUsage() {
        assertThat(say("sources", "pause", "nowhere"))
                .satisfies(said -> assertThat(said.exit).isEqualTo(2))
                .satisfies(said -> assertThat(said.words).contains("nowhere: there is no such source"));
        assertThat(CommandLineRoot.withoutService(new String[] {"sources", "pause"}))
                .isEqualTo(2);
    }

    @Test
    void statusShowsAStoppedSourceAmongWhatNeedsSomebodyAndAPausedOneOnlyWhereItStands() {
        service.bean(Turns.class).stop("searched", "the token server answered 401 (invalid_client)");
        service.bean(Turns.class).pause("exported");

        Said status = say("status");

        assertThat(status.exit).isEqualTo(3);
        assertThat(status.words)
                .startsWith("Needs you\n")
                .contains(
                        "  searched: stopped, nothing is asked of it: the token server answered 401 (invalid_client)\n"
                                + "    when the cause is gone: sources resume searched\n")
                .containsPattern("(?s)\nSources\n.*  searched  stopped\n")
                .containsPattern("(?s)\nSources\n.*  exported  paused\n")
                .doesNotContain("exported: ");
    }

    @Test
    void statusShowsTheLoadOfTodayAndAnExportUnderWay() throws Exception {
        service.bean(EhrLoad.class)
                .add("exported", LocalDate.of(2026, 7, 1), new EhrLoad.Counts(1_204, 312_400_000, 102_340, 3, 0));
        service.bean(EhrLoad.class).write("exported");
        BulkJobs jobs = service.bean(BulkJobs.class);
        BulkJobs.Job job = jobs.begin(new BulkJobs.Order("exported", List.of("Patient"), null, true, null, false, "g"));
        jobs.taken(job, "http://127.0.0.1:1/jobs/1");
        jobs.goesOn(job, "62 % of 48,210 patients");

        assertThat(say("status").words)
                .contains(
                        """
                          exported  export under way: since 2026-07-01 12:00 UTC, the server works on it and says 62 % of 48,210 patients
                            today 1,204 requests, 312.4 MB, 85 ms each, 3 refused
                        """);
    }

    private Said say(String... arguments) {
        int before = output.getAll().length();
        int exit = service.bean(CommandLineRoot.class).run(arguments);
        return new Said(exit, output.getAll().substring(before));
    }

    private static void ran(String source, String why) {
        Ledger ledger = service.bean(Ledger.class);
        ledger.close(ledger.open(source, Way.PULL, "generation").run(), Outcome.PARTIAL, why);
    }

    private static Turns.Turn turn(String source) {
        return service.bean(Turns.class).of(Way.PULL, List.of(source)).get(0);
    }
}
