package org.interlaminar;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.interlaminar.fixture.SendingEhr;
import org.interlaminar.fixture.Service;

/**
 * Prints how many transaction Bundles of 100 updates the inbox takes: at a given rate, from four sources, each sent at its time
 * whether or not those before it have been answered; then as many as four senders can send one after the other; beside the same
 * resources loaded from NDJSON. PostgreSQL writes to the disk before it answers. Nothing is derived meanwhile.
 */
final class PushSpeed {
    private static final int ENTRIES = 100;
    private static final int RATE = Integer.getInteger("rate", 50);
    private static final int SECONDS = Integer.getInteger("seconds", 20);
    private static final int SOURCES = 4;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private PushSpeed() {}

    /** One answered push. @param nanos from when it was to be sent */
    private record Answered(int status, long nanos) {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("interlaminar-push-speed");
        try (Service service = Service.serving()) {
            service.sql().sql("alter system set fsync = on").update();
            service.sql().sql("select pg_reload_conf()").query(Boolean.class).single();
            List<Path> bundles = bundles(home, RATE * SECONDS);
            double loading =
                    ENTRIES * bundles.size() / seconds(() -> service.land("loaded", home.resolve("lines.ndjson")));
            List<SendingEhr> ehrs = IntStream.range(0, SOURCES)
                    .mapToObj(i -> SendingEhr.of(service, "warm-" + i))
                    .toList();
            atOnce(ehrs, bundles.subList(0, Math.min(200, bundles.size())));
            List<SendingEhr> timed = IntStream.range(0, SOURCES)
                    .mapToObj(i -> SendingEhr.of(service, "timed-" + i))
                    .toList();
            atOnce(timed, bundles.subList(0, SOURCES));
            print("at " + RATE + " a second", onTime(timed, bundles), bundles.size(), loading);
            lost(service, "timed-", bundles.size() + SOURCES);
            List<SendingEhr> rushed = IntStream.range(0, SOURCES)
                    .mapToObj(i -> SendingEhr.of(service, "rushed-" + i))
                    .toList();
            print("as many as go", atOnce(rushed, bundles), bundles.size(), loading);
            lost(service, "rushed-", bundles.size());
        } finally {
            try (Stream<Path> files = Files.list(home)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(home);
        }
        System.exit(0);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    /** Bundles of resources of all types, and one file of their lines. */
    private static List<Path> bundles(Path home, int count) throws IOException {
        Path copies = home.resolve("copies");
        List<Path> bundles = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<Path> files = new SampleCopies().write(copies, List.of(1, 2, 3), 3);
        try (OutputStream all = Files.newOutputStream(home.resolve("lines.ndjson"))) {
            List<BufferedReader> readers = new ArrayList<>();
            for (Path file : files) {
                readers.add(Files.newBufferedReader(file));
            }
            while (bundles.size() < count) {
                for (BufferedReader reader : readers) {
                    String line = reader.readLine();
                    if (line != null) {
                        lines.add(line);
                    }
                }
                if (lines.size() < ENTRIES) {
                    continue;
                }
                List<String> taken = List.copyOf(lines.subList(0, ENTRIES));
                lines.subList(0, ENTRIES).clear();
                Path bundle = home.resolve("bundle-" + bundles.size() + ".json");
                Files.write(bundle, transaction(taken));
                all.write((String.join("\n", taken) + "\n").getBytes(StandardCharsets.UTF_8));
                bundles.add(bundle);
            }
            for (BufferedReader reader : readers) {
                reader.close();
            }
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(copies);
        return bundles;
    }

    private static byte[] transaction(List<String> lines) throws IOException {
        ObjectNode bundle =
                JSON.createObjectNode().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        for (String line : lines) {
            ObjectNode entry = entries.addObject();
            entry.set("resource", JSON.readTree(line));
            entry.putObject("request")
                    .put("method", "PUT")
                    .put(
                            "url",
                            entry.at("/resource/resourceType").asText() + "/"
                                    + entry.at("/resource/id").asText());
        }
        return JSON.writeValueAsBytes(bundle);
    }

    private static HttpRequest push(SendingEhr ehr, Path bundle) throws IOException {
        return HttpRequest.newBuilder(URI.create(ehr.base()))
                .header("Content-Type", "application/fhir+json")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (ehr.name() + ":" + ehr.password()).getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofByteArray(Files.readAllBytes(bundle)))
                .build();
    }

    private record Run(List<Answered> answers, double seconds) {}

    private static Run onTime(List<SendingEhr> ehrs, List<Path> bundles) throws Exception {
        ConcurrentLinkedQueue<Answered> answers = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<?>> sent = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < bundles.size(); i++) {
            long due = began + i * 1_000_000_000L / RATE;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sent.add(HTTP.sendAsync(push(ehrs.get(i % ehrs.size()), bundles.get(i)), BodyHandlers.discarding())
                    .thenAccept(answer -> answers.add(new Answered(answer.statusCode(), System.nanoTime() - due))));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        return new Run(List.copyOf(answers), (System.nanoTime() - began) / 1e9);
    }

    private static Run atOnce(List<SendingEhr> ehrs, List<Path> bundles) throws Exception {
        ConcurrentLinkedQueue<Answered> answers = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        long began = System.nanoTime();
        List<CompletableFuture<Void>> senders = ehrs.stream()
                .map(ehr -> CompletableFuture.runAsync(() -> {
                    for (int i = next.getAndIncrement(); i < bundles.size(); i = next.getAndIncrement()) {
                        long sent = System.nanoTime();
                        try {
                            HttpResponse<Void> answer = HTTP.send(push(ehr, bundles.get(i)), BodyHandlers.discarding());
                            answers.add(new Answered(answer.statusCode(), System.nanoTime() - sent));
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }))
                .toList();
        CompletableFuture.allOf(senders.toArray(CompletableFuture[]::new)).join();
        return new Run(List.copyOf(answers), (System.nanoTime() - began) / 1e9);
    }

    private static void print(String what, Run run, int sent, double loading) {
        long[] nanos = run.answers().stream()
                .filter(one -> one.status() == 200)
                .mapToLong(Answered::nanos)
                .sorted()
                .toArray();
        Map<Integer, Integer> statuses = new TreeMap<>();
        run.answers().forEach(one -> statuses.merge(one.status(), 1, Integer::sum));
        System.out.printf(
                Locale.ROOT,
                "%-16s %d Bundles of %d, %.1f a second sustained, p50 %.0f ms, p99 %.0f ms, longest %.0f ms, %s,"
                        + " %.2f of the resources/s of a load (%.0f)%n",
                what,
                sent,
                ENTRIES,
                sent / run.seconds(),
                at(nanos, 0.5),
                at(nanos, 0.99),
                at(nanos, 1),
                statuses,
                ENTRIES * sent / run.seconds() / loading,
                loading);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }

    private static void lost(Service service, String sources, int acknowledged) {
        long received = service.sql()
                .sql("select coalesce(sum(p.received), 0) from ledger.part p join ledger.run r using (run)"
                        + " where starts_with(r.source, ?)")
                .param(sources)
                .query(Long.class)
                .single();
        System.out.printf(
                Locale.ROOT,
                "%-16s %d versions sent, %d in the ledger: %d lost%n",
                "",
                (long) acknowledged * ENTRIES,
                received,
                (long) acknowledged * ENTRIES - received);
    }
}
