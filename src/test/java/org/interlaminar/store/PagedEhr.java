package org.interlaminar.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.interlaminar.fixture.PatientStory;

/**
 * An EHR that holds the people of {@link SmallDelivery}, gives what was updated since the time asked for in pages of three,
 * and does something odd at one request.
 */
final class PagedEhr implements AutoCloseable {
    static final List<String> TYPES = List.of("Patient", "Condition", "Procedure", "Observation");
    private static final int PAGE = 3;
    private static final Pattern SINCE = Pattern.compile("_lastUpdated=ge([^&]+)");

    /** Something that happens when a request has come, before its answer. */
    interface Oddity {
        /** @return whether the request is still to be answered as usual */
        boolean happen(HttpExchange request) throws IOException;
    }

    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    /** When each patient's resources came, in order of the patients. */
    private final List<Instant> updated = new CopyOnWriteArrayList<>();

    private volatile int oddAt;
    private volatile Oddity oddity;

    PagedEhr(int patients) throws IOException {
        hold(patients);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/", this::answer);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
    }

    /** Requests since the last word about oddities. */
    int requests() {
        return requests.get();
    }

    /** Further patients come up to this number. */
    void hold(int patients) {
        while (updated.size() < patients) {
            updated.add(Instant.now());
        }
    }

    /** At the n-th request from now on. */
    void at(int n, Oddity odd) {
        oddity = odd;
        oddAt = n;
        requests.set(0);
    }

    private void answer(HttpExchange request) throws IOException {
        try (request) {
            if (requests.incrementAndGet() == oddAt && !oddity.happen(request)) {
                return;
            }
            String[] asked = request.getRequestURI().getPath().split("/");
            byte[] body = (asked[2].equals("metadata")
                            ? "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\"}"
                            : page(
                                    asked[2],
                                    asked.length > 3 ? Integer.parseInt(asked[3]) : 0,
                                    request.getRequestURI().getRawQuery()))
                    .getBytes(StandardCharsets.UTF_8);
            request.getResponseHeaders().set("Content-Type", "application/fhir+json");
            request.sendResponseHeaders(200, body.length);
            request.getResponseBody().write(body);
        }
    }

    private String page(String type, int from, String query) {
        Matcher since = SINCE.matcher(query);
        Instant begin = since.find() ? Instant.parse(since.group(1)) : Instant.MIN;
        List<PatientStory> stories = SmallDelivery.stories(updated.size());
        List<String> all = IntStream.range(0, stories.size())
                .filter(n -> !updated.get(n).isBefore(begin))
                .mapToObj(n -> stories.get(n).resources())
                .flatMap(List::stream)
                .filter(resource -> resource.contains("\"resourceType\":\"" + type + "\""))
                .toList();
        int to = Math.min(from + PAGE, all.size());
        String next = to == all.size()
                ? ""
                : "{\"relation\":\"next\",\"url\":\"" + base() + "/" + type + "/" + to + "?" + query + "\"}";
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":" + all.size() + ",\"link\":[" + next
                + "],\"entry\":["
                + all.subList(from, to).stream()
                        .map(resource -> "{\"resource\":" + resource + "}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
