package org.interlaminar.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An EHR that exports in bulk; what it was told to forget has been acknowledged. */
final class StubExports implements AutoCloseable {
    private static final int LINES = 4;
    private static final Pattern SINCE = Pattern.compile("_since=([^&]+)");
    private static final Pattern PLACE = Pattern.compile("/jobs/(\\d+)(?:/(\\d+))?");

    private record Stored(String type, String json, Instant updated) {}

    private record Job(Instant at, List<List<Stored>> files) {}

    private final HttpServer server;
    private final Map<String, Stored> holdings = new TreeMap<>();
    private final Map<Integer, Job> jobs = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private int asked;

    StubExports() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Stores the resource as of now. @return it as it will be exported */
    synchronized String store(ObjectNode resource) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ((ObjectNode) resource.get("meta")).put("lastUpdated", now.toString());
        String type = resource.get("resourceType").asText();
        String json = resource.toString();
        holdings.put(type + "/" + resource.get("id").asText(), new Stored(type, json, now));
        return json;
    }

    /** Resources of exports that it was told to forget. */
    synchronized Set<String> acknowledged() {
        return new HashSet<>(acknowledged);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String address = exchange.getRequestURI().toString();
            Matcher place = PLACE.matcher(address);
            boolean isOfJob = place.find();
            int status =
                    address.contains("$export") || exchange.getRequestMethod().equals("DELETE") ? 202 : 200;
            String location = isOfJob ? null : base() + "/jobs/" + kickOff(address);
            String body = location != null ? "" : body(exchange.getRequestMethod(), place);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (location != null) {
                exchange.getResponseHeaders().set("Content-Location", location);
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized int kickOff(String address) {
        Matcher since = SINCE.matcher(address);
        Instant from = since.find() ? Instant.parse(since.group(1)) : Instant.MIN;
        Map<String, List<Stored>> byType = new TreeMap<>();
        holdings.values().stream().filter(one -> !one.updated().isBefore(from)).forEach(one -> byType.computeIfAbsent(
                        one.type(), any -> new ArrayList<>())
                .add(one));
        List<List<Stored>> files = new ArrayList<>();
        byType.values().forEach(all -> {
            for (int first = 0; first < all.size(); first += LINES) {
                files.add(all.subList(first, Math.min(all.size(), first + LINES)));
            }
        });
        jobs.put(++asked, new Job(Instant.now(), files));
        return asked;
    }

    private synchronized String body(String method, Matcher place) {
        Job job = jobs.get(Integer.parseInt(place.group(1)));
        if (method.equals("DELETE")) {
            job.files().forEach(file -> file.forEach(one -> acknowledged.add(one.json())));
            return "";
        }
        return place.group(2) == null ? manifest(place.group(1), job) : file(job, Integer.parseInt(place.group(2)));
    }

    private String manifest(String number, Job job) {
        List<String> output = new ArrayList<>();
        for (int i = 0; i < job.files().size(); i++) {
            List<Stored> file = job.files().get(i);
            output.add("{\"type\":\"" + file.get(0).type() + "\",\"url\":\"" + base() + "/jobs/" + number + "/" + i
                    + "\",\"count\":" + file.size() + "}");
        }
        return "{\"transactionTime\":\"" + job.at() + "\",\"requiresAccessToken\":false,\"output\":["
                + String.join(",", output) + "]}";
    }

    private static String file(Job job, int number) {
        StringBuilder lines = new StringBuilder();
        job.files().get(number).forEach(one -> lines.append(one.json()).append('\n'));
        return lines.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
