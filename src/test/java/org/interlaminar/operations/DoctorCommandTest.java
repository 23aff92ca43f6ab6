package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.interlaminar.demo.DemoEhr;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The command against the demo EHR, a real FHIR server on this machine, and against nobody. */
@ExtendWith(OutputCaptureExtension.class)
class DoctorCommandTest {
    private static final DemoEhr EHR = new DemoEhr(List.of(DemoEhr.Sample.whole("enriched")), 0);
    private static Service service;

    private CapturedOutput output;

    @BeforeAll
    static void start() {
        EHR.start();
        service = Service.started(
                "interlaminar.sources.demo.base-url=" + EHR.base(),
                "interlaminar.sources.demo.types=Patient,Condition,Procedure,Observation,Encounter,Organization,Location",
                "interlaminar.sources.hasty.base-url=" + EHR.base(),
                "interlaminar.sources.hasty.types=Patient,Condition",
                "interlaminar.sources.hasty.history=true",
                "interlaminar.sources.nobody.base-url=http://fhir.nobody.invalid/r4",
                "interlaminar.sources.nobody.auth.method=none",
                "interlaminar.sources.files.zone=UTC");
    }

    @AfterAll
    static void stop() {
        service.close();
        EHR.close();
    }

    @BeforeEach
    void listen(CapturedOutput captured) {
        output = captured;
    }

    @Test
    void endsWithZeroWhereAllIsWell() {
        int exit = doctor("--source", "demo");

        assertThat(exit).isZero();
        assertThat(output.getOut())
                .contains("Pre-flight of demo: it can be pulled, and nothing needs you.")
                .contains("  good     CapabilityStatement  FHIR 4.0.1, Interlaminar demo EHR 1,")
                .contains("  delta  Changes every 15 minutes; deletes by whole pulls, every 7 days.")
                .contains("  Procedure                good     good     good     good     good     good         good")
                .doesNotContain("Settings that the plan needs");
    }

    @Test
    void countsWhatItAsksAmongTheLoadPutOnTheServer() {
        doctor("--source", "demo");

        assertThat(service.sql()
                        .sql("select sum(requests) from ledger.load where source = 'demo'")
                        .query(Long.class)
                        .single())
                .isGreaterThan(20);
    }

    @Test
    void endsWithThreeWhereASettingDoesNotSuitTheServer() {
        int exit = doctor("--source", "hasty");

        assertThat(exit).isEqualTo(3);
        assertThat(output.getOut())
                .contains("  bad      history ")
                .contains("\n  interlaminar.sources.hasty.history: false\n");
    }

    @Test
    void endsWithOneWhereNothingCanBePulled() {
        int exit = doctor("--source", "nobody");

        assertThat(exit).isEqualTo(1);
        assertThat(output.getOut())
                .contains("Pre-flight of nobody: it cannot be pulled as it is.")
                .contains("  bad      name                 DNS does not know fhir.nobody.invalid.")
                .doesNotContain("Plan");
    }

    @Test
    void jsonHasTheSame() throws Exception {
        int exit = doctor("--source", "hasty", "--json");

        JsonNode report = new ObjectMapper()
                .readTree(output.getOut().substring(output.getOut().indexOf('{')));
        assertThat(exit).isEqualTo(3);
        assertThat(report.path("verdict").asText()).isEqualTo("NEEDS_SOMEBODY");
        assertThat(report.path("requests").asInt()).isBetween(10, 60);
        assertThat(report.path("took").asText()).startsWith("PT");
        assertThat(report.at("/types/1/type").asText()).isEqualTo("Condition");
        assertThat(report.at("/types/1/plan/way").asText()).isEqualTo("DELTA");
        assertThat(report.at("/settings/0").asText()).isEqualTo("interlaminar.sources.hasty.history: false");
    }

    @Test
    void namesTheSourcesThereAreWhenItIsAskedForAnother() {
        int exit = doctor("--source", "files");

        assertThat(exit).isEqualTo(2);
        assertThat(output.getErr())
                .contains("--source files: no source of that id has a base-url; these have: demo, hasty, nobody.");
    }

    private static int doctor(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return service.bean(CommandLineRoot.class).run(all);
    }
}
