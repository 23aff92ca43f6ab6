package org.interlaminar.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.interlaminar.demo.DemoEhr.Sample;
import org.junit.jupiter.api.Test;

class DemoEhrLifeTest {
    private static final List<Sample> ENRICHED = List.of(Sample.whole("enriched"));

    @Test
    void servesTheSameBytesAfterARestart() {
        List<String> before = bodiesServed();
        List<String> after = bodiesServed();

        assertThat(before).hasSizeGreaterThan(10);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void servesOfASliceOnlyTheChosenPatientsAndWhatIsTheirs() {
        try (var ehr = new DemoEhr(List.of(Sample.slice("mixed", "0")), 0)) {
            ehr.start();
            var client = new FhirOverHttp(ehr);
            Set<String> patients = client.resources("/Patient?_count=500").stream()
                    .map(patient -> "Patient/" + patient.path("id").asText())
                    .collect(Collectors.toSet());

            assertThat(patients).isNotEmpty().allMatch(patient -> patient.startsWith("Patient/0"));
            for (String type : List.of("Encounter", "Condition", "Procedure", "Observation", "MedicationRequest")) {
                assertThat(client.resources("/" + type + "?_count=500"))
                        .isNotEmpty()
                        .extracting(resource ->
                                resource.path("subject").path("reference").asText())
                        .isSubsetOf(patients);
            }
            assertThat(total(client, "/Organization")).isEqualTo(431);
            assertThat(total(client, "/PractitionerRole")).isEqualTo(431);
        }
    }

    @Test
    void stampsAResourceAlikeWhicheverPatientsAreChosen() {
        try (var whole = new DemoEhr(List.of(Sample.whole("mixed")), 0);
                var slice = new DemoEhr(List.of(Sample.slice("mixed", "f")), 0)) {
            whole.start();
            slice.start();
            var client = new FhirOverHttp(whole);

            assertThat(total(client, "/Observation")).isEqualTo(39858);
            assertThat(total(client, "/Procedure")).isEqualTo(15590);
            JsonNode condition =
                    new FhirOverHttp(slice).resources("/Condition?_count=1").get(0);
            assertThat(client.found("/Condition/" + condition.path("id").asText()))
                    .isEqualTo(condition);
        }
    }

    @Test
    void servesASharedOrganisationOnceFromTheSampleNamedFirst() {
        try (var ehr = new DemoEhr(List.of(Sample.whole("enriched"), Sample.slice("mixed", "")), 0);
                var enriched = new DemoEhr(ENRICHED, 0)) {
            ehr.start();
            enriched.start();
            var client = new FhirOverHttp(ehr);
            List<JsonNode> organisations = client.resources("/Organization?_count=500");

            assertThat(organisations)
                    .hasSize(233 + 431 - 150)
                    .extracting(organisation -> organisation.path("id").asText())
                    .doesNotHaveDuplicates();
            assertThat(organisations).containsAll(new FhirOverHttp(enriched).resources("/Organization?_count=500"));
        }
    }

    @Test
    void namesPortAndPropertyIfThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var ehr = new DemoEhr(ENRICHED, taken.getLocalPort())) {
            assertThatThrownBy(ehr::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The demo EHR cannot start because port " + taken.getLocalPort()
                            + " on 127.0.0.1 is taken: free it or name another with interlaminar.demo.port.");
        }
    }

    @Test
    void refusesASampleThatIsNotBundled() {
        try (var ehr = new DemoEhr(List.of(Sample.whole("imagined")), 0)) {
            assertThatThrownBy(ehr::start)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("imagined");
        }
    }

    @Test
    void leavesNothingListeningNorRunningOnceClosed() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        var ehr = new DemoEhr(ENRICHED, 0);
        ehr.start();
        URI base = ehr.base();
        try (var open = new Socket(base.getHost(), base.getPort())) {
            assertThat(open.isConnected()).isTrue();
        }
        List<Thread> started = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .toList();

        ehr.close();
        ehr.close();

        assertThat(started).isNotEmpty();
        for (Thread thread : started) {
            thread.join(5_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThatThrownBy(() -> new Socket(base.getHost(), base.getPort()).close())
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(ehr::base).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesNoFolderBehindAfterSeveralLives() {
        var folders = new ArrayList<Path>();
        for (int life = 0; life < 2; life++) {
            try (var ehr = new DemoEhr(ENRICHED, 0)) {
                ehr.start();
                folders.add(ehr.workFolder());
                assertThat(ehr.workFolder()).isDirectory();
            }
        }
        assertThat(folders).hasSize(2).allSatisfy(folder -> assertThat(folder).doesNotExist());
    }

    /** Pages of each type with the parts cut out that name one search or one server: id, time, links, port. */
    private static List<String> bodiesServed() {
        try (var ehr = new DemoEhr(ENRICHED, 0)) {
            ehr.start();
            var client = new FhirOverHttp(ehr);
            return List.of("Organization", "Patient", "Encounter", "Condition", "Procedure", "Observation").stream()
                    .flatMap(type -> List.of("/" + type + "?_count=500", "/" + type + "?_count=3").stream())
                    .map(search -> client.get(search).body())
                    .map(body -> body.replaceFirst("\"id\":\"[^\"]+\",\"meta\":\\{\"lastUpdated\":\"[^\"]+\"},", "")
                            .replaceFirst("_getpages=[^&]+", "")
                            .replace(ehr.base().toString(), "BASE"))
                    .toList();
        }
    }

    private static int total(FhirOverHttp client, String type) {
        return client.found(type).path("total").asInt();
    }
}
