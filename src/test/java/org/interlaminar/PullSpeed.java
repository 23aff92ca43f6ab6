package org.interlaminar;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.demo.DemoEhr;
import org.interlaminar.ehr.search.PullFrom;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;

/**
 * Prints what pulling costs beyond reading: pages of a real FHIR server pulled against the same pages read by a bare HTTP client,
 * and a bulk export downloaded and landed against the same files loaded from disk. Each is done several times in turns; the
 * fastest of each counts.
 */
final class PullSpeed {
    private static final int ROUNDS = 3;
    private static final int PAGE = 200;
    private static final List<String> TYPES = List.of("Patient", "Condition", "Procedure", "Observation", "Encounter");
    private static final Pattern NEXT =
            Pattern.compile("\"relation\"\\s*:\\s*\"next\"\\s*,\\s*\"url\"\\s*:\\s*\"([^\"]+)\"");

    private PullSpeed() {}

    public static void main(String[] arguments) throws Exception {
        try (Service service = Service.started("interlaminar.ehr.enabled=false")) {
            search(service);
        }
    }

    private static void search(Service service) throws Exception {
        try (DemoEhr ehr = new DemoEhr(List.of(DemoEhr.Sample.whole("mixed")), 0)) {
            ehr.start();
            double bare = Double.MAX_VALUE;
            double pull = Double.MAX_VALUE;
            int pages = read(ehr.base());
            for (int round = 0; round < ROUNDS; round++) {
                bare = Math.min(bare, seconds(() -> read(ehr.base())));
                String source = "search-" + round;
                pull = Math.min(pull, seconds(() -> pulled(service, source, ehr.base())));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %d pages of %d: read %.2f s, pulled and landed %.2f s, %.2f times%n",
                    "search",
                    pages,
                    PAGE,
                    bare,
                    pull,
                    pull / bare);
        }
    }

    private static int read(URI base) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        int pages = 0;
        for (String type : TYPES) {
            String address = base + "/" + type + "?_count=" + PAGE;
            while (address != null) {
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create(address.replace("|", "%7C")))
                                .header("Accept", "application/fhir+json")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                pages++;
                Matcher next = NEXT.matcher(
                        new String(answer.body(), 0, Math.min(3000, answer.body().length), StandardCharsets.UTF_8));
                address = next.find() ? next.group(1) : null;
            }
        }
        return pages;
    }

    private static Object pulled(Service service, String source, URI base) throws Exception {
        RunSummary run = PullFrom.server(
                        service, source, Map.of("base-url", base, "types", String.join(",", TYPES), "page-size", PAGE))
                .pull(source, bytes -> {})
                .run();
        if (run.outcome() != Outcome.COMPLETE) {
            throw new IllegalStateException(run.toString());
        }
        return run;
    }

    private interface Work {
        Object run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }
}
