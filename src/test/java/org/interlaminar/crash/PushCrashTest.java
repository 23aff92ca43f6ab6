package org.interlaminar.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.interlaminar.fixture.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * An EHR pushes transactions and pushes each again until it is acknowledged, while the service is killed: at the points a push
 * passes, and at any time. What was acknowledged is there, once.
 */
class PushCrashTest {
    private static final List<CrashPoint> POINTS = List.of(
            CrashPoint.AFTER_RECEIVE,
            CrashPoint.MID_MERGE,
            CrashPoint.AFTER_LANDING,
            CrashPoint.BEFORE_COMMIT,
            CrashPoint.AFTER_COMMIT_BEFORE_ACKNOWLEDGEMENT);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int A_ROUND = 8;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Deque<String> outstanding = new ArrayDeque<>();
    private final Set<String> acknowledged = new HashSet<>();

    @TempDir
    private Path folder;

    private int port;
    private int patients;

    @Test
    void whatIsAcknowledgedIsThereOnce() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        ScheduledExecutorService hand = Executors.newSingleThreadScheduledExecutor();
        try (KillableStore store = new KillableStore(folder)) {
            JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(store.url(), "postgres", ""));
            Fork fork = start(store);
            sql.sql(
                            "insert into access.account (name, password_hash, role, source) values ('sender', '{noop}secret', 'ehr', 'a')")
                    .update();
            try (Connection connection = store.connect()) {
                Gate.putInto(connection);
            }
            for (int round = 0; round < POINTS.size() + 2; round++) {
                for (int i = 0; i < A_ROUND; i++) {
                    outstanding.add("p" + ++patients);
                }
                if (round < POINTS.size()) {
                    fork.arm(POINTS.get(round), 1 + random.nextInt(A_ROUND));
                } else {
                    hand.schedule(fork::kill, random.nextInt(300), TimeUnit.MILLISECONDS);
                }
                boolean hit = !pushAll();
                assertThat(hit || round >= POINTS.size())
                        .as("killed, " + Seeds.named(seed, "round " + round))
                        .isTrue();
                if (hit || !fork.isAlive()) {
                    fork.close();
                    fork = start(store);
                }
                check(sql, Seeds.named(seed, "round " + round));
                assertThat(pushAll()).as(Seeds.named(seed, "round " + round)).isTrue();
                check(sql, Seeds.named(seed, "round " + round));
            }
            fork.close();
            assertThat(acknowledged).hasSize(patients);
        } finally {
            hand.shutdownNow();
        }
    }

    private Fork start(KillableStore store) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        return Fork.of(
                        folder,
                        "--interlaminar.store.url=" + store.url(),
                        "--interlaminar.store.user=postgres",
                        "--interlaminar.ehr.enabled=false",
                        "--server.port=" + port,
                        "--management.server.port=-1",
                        "--interlaminar.derive.poll=1s")
                .ready();
    }

    /** @return false when the service died before all was acknowledged */
    private boolean pushAll() throws IOException, InterruptedException {
        while (!outstanding.isEmpty()) {
            HttpRequest push = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/inbox/fhir"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/fhir+json")
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("sender:secret".getBytes()))
                    .POST(BodyPublishers.ofString(transaction(outstanding.peek())))
                    .build();
            int status;
            try {
                status = http.send(push, BodyHandlers.discarding()).statusCode();
            } catch (IOException e) {
                return false;
            }
            if (status == 200) {
                acknowledged.add(outstanding.remove());
            } else {
                assertThat(status).isEqualTo(503);
            }
        }
        return true;
    }

    private static String transaction(String patient) throws IOException {
        ObjectNode bundle =
                JSON.createObjectNode().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        List<String> resources = aPatient(patient)
                .born(1950)
                .withLumbarStenosis()
                .afterMildProcedure(on("2024-03-01"))
                .resources();
        for (String resource : resources) {
            ObjectNode entry = entries.addObject();
            entry.set("resource", JSON.readTree(resource));
            entry.putObject("request")
                    .put("method", "PUT")
                    .put(
                            "url",
                            entry.at("/resource/resourceType").asText() + "/"
                                    + entry.at("/resource/id").asText());
        }
        return bundle.toString();
    }

    private void check(JdbcClient sql, String which) {
        List<String> there = sql.sql("select id from landing.version where source = 'a' and type = 'Patient'")
                .query(String.class)
                .list();
        assertThat(there).as("landed twice, %s", which).doesNotHaveDuplicates();
        Set<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(new ArrayList<>(there));
        assertThat(lost).as("acknowledged and not in the store, %s", which).isEmpty();
        assertThat(sql.sql("select count(distinct type || id) filter (where type <> 'Patient')"
                                + " - 2 * count(distinct id) filter (where type = 'Patient')"
                                + " from landing.version where source = 'a'")
                        .query(Long.class)
                        .single())
                .as("halves of transactions, %s", which)
                .isZero();
        assertThat(sql.sql("select coalesce(sum(received), 0) - coalesce((select sum(versions) from ledger.tally), 0)"
                                + " from ledger.part")
                        .query(Long.class)
                        .single())
                .as("the ledger, %s", which)
                .isZero();
    }
}
