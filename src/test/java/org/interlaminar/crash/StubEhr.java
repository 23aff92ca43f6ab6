package org.interlaminar.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * An EHR that knows what it has served and what has been acknowledged: a page is, when the
 * next but one is asked for. Each node asks
 * under an address of its own, so that the EHR sees when two of them pull at once.
 */
final class StubEhr implements AutoCloseable {
    static final List<String> TYPES = List.of("Patient", "Condition", "Procedure", "Observation");
    static final String TYPES_SETTING = String.join(",", TYPES);

    private static final int PAGE = 4;

    private record Stored(String json, Instant updated) {}

    /** A search under way: what it found, and what of it the last page held. */
    private static final class Search {
        private final String type;
        private final List<String> found;
        private List<String> lastPage = List.of();
        private List<String> pageBefore = List.of();

        private Search(String type, List<String> found) {
            this.type = type;
            this.found = found;
        }
    }

    private final HttpServer server;
    private final Map<String, Map<String, Stored>> holdings = new TreeMap<>();
    private final Map<String, Search> searches = new HashMap<>();
    private final Set<String> dead = new HashSet<>();
    private final Set<String> pulling = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final List<String> overlaps = new ArrayList<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> pulls = new TreeMap<>();

    StubEhr() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    String base(String node) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + node;
    }

    /** Stores the resource as of now. @return it as it will be served */
    synchronized String store(ObjectNode resource) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ((ObjectNode) resource.get("meta")).put("lastUpdated", now.toString());
        String stored = resource.toString();
        holdings.computeIfAbsent(resource.get("resourceType").asText(), any -> new TreeMap<>())
                .put(resource.get("id").asText(), new Stored(stored, now));
        return stored;
    }

    /** Resources of pages whose next but one has been asked for: the next is read ahead while a page is committed. */
    synchronized Set<String> acknowledged() {
        return new HashSet<>(acknowledged);
    }

    /** Requests of one node while another had not ended its pull. */
    synchronized List<String> overlaps() {
        return List.copyOf(overlaps);
    }

    /** Pulls by node. */
    synchronized Map<String, Integer> pulls() {
        return new TreeMap<>(pulls);
    }

    /** Nodes in the middle of a pull. */
    synchronized Set<String> pulling() {
        return new HashSet<>(pulling);
    }

    /** The node is dead: its pull is over, and what it had asked before counts no more. */
    synchronized void forget(String node) {
        dead.add(node);
        pulling.remove(node);
    }

    /** From now on the node waits for its answers, once it has begun a pull. */
    void holdBack(String node) {
        held.put(node, new CountDownLatch(1));
    }

    /** Whether a request of the node is being held back. */
    boolean isHeld(String node) {
        return waiting.contains(node);
    }

    void letGo(String node) {
        held.remove(node).countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            awaitTurn(exchange.getRequestURI().getPath());
            byte[] body = body(exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void awaitTurn(String path) throws IOException {
        String node = path.split("/")[1];
        CountDownLatch turn = held.get(node);
        if (turn == null || path.endsWith("/metadata")) {
            return;
        }
        waiting.add(node);
        try {
            turn.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        } finally {
            waiting.remove(node);
        }
    }

    private synchronized String body(URI asked) {
        String[] path = asked.getPath().split("/");
        String node = path[1];
        if (dead.contains(node)) {
            return "{}";
        }
        Set<String> others = new HashSet<>(pulling);
        others.remove(node);
        if (!others.isEmpty()) {
            overlaps.add(node + " asked for " + asked.getPath() + " while " + others + " pulled");
        }
        if (path[2].equals("metadata")) {
            pulling.add(node);
            pulls.merge(node, 1, Integer::sum);
            return "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\"}";
        }
        if (!path[2].equals("page")) {
            return search(node, path[2], asked);
        }
        acknowledged.addAll(searches.get(path[3]).pageBefore);
        return page(node, path[3], Integer.parseInt(path[4]));
    }

    private String search(String node, String type, URI asked) {
        Instant since = Instant.MIN;
        for (String parameter : asked.getQuery().split("&")) {
            if (parameter.startsWith("_lastUpdated=ge")) {
                since = Instant.parse(parameter.substring("_lastUpdated=ge".length()));
            }
        }
        List<String> found = new ArrayList<>();
        for (Stored stored : holdings.getOrDefault(type, Map.of()).values()) {
            if (!stored.updated().isBefore(since)) {
                found.add(stored.json());
            }
        }
        String token = "s" + searches.size();
        searches.put(token, new Search(type, found));
        return page(node, token, 0);
    }

    private String page(String node, String token, int number) {
        Search search = searches.get(token);
        int to = Math.min(search.found.size(), (number + 1) * PAGE);
        search.pageBefore = search.lastPage;
        search.lastPage = search.found.subList(Math.min(to, number * PAGE), to);
        boolean isLast = to == search.found.size();
        if (isLast && search.type.equals(TYPES.get(TYPES.size() - 1))) {
            pulling.remove(node);
        }
        String next = isLast
                ? ""
                : "\"link\":[{\"relation\":\"next\",\"url\":\"" + base(node) + "/page/" + token + "/" + (number + 1)
                        + "\"}],";
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":" + search.found.size() + "," + next
                + "\"entry\":[" + String.join(",", entries(search.lastPage)) + "]}";
    }

    private static List<String> entries(List<String> resources) {
        return resources.stream()
                .map(json -> "{\"resource\":" + json + ",\"search\":{\"mode\":\"match\"}}")
                .toList();
    }

    @Override
    public void close() {
        held.values().forEach(CountDownLatch::countDown);
        server.stop(0);
    }
}
