package org.interlaminar.ehr.bulk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** An EHR that exports in bulk what it holds at that moment, by a clock the test turns, and misbehaves as told. */
final class BulkEhr implements AutoCloseable {
    private record Version(String type, String id, Instant at, String content) {
        String line() {
            return "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\",\"meta\":{\"lastUpdated\":\"" + at + "\"}"
                    + content + "}";
        }
    }

    /** A file that was exported. */
    record Exported(String type, String kind, List<String> lines) {}

    /** Something asked of it. */
    record Asked(String method, String path, Map<String, String> headers, String body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final WireMockServer http = new WireMockServer(
            wireMockConfig().dynamicPort().bindAddress("127.0.0.1").extensions(new Answering()));
    private final Map<String, Version> living = new TreeMap<>();
    private final Map<String, Instant> deleted = new TreeMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private final Map<String, Deque<ResponseDefinitionBuilder>> answers = new LinkedHashMap<>();
    private final Map<Integer, Map<Integer, Exported>> exports = new TreeMap<>();
    private final Map<Integer, Instant> times = new TreeMap<>();
    private final Map<Integer, Integer> polls = new TreeMap<>();
    private final List<String> members = new ArrayList<>();
    private UnaryOperator<String> manifest = json -> json;
    private UnaryOperator<String> file = lines -> lines;
    private boolean gzip;
    private int linesInFile = 100;
    private int worksForPolls = 1;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    BulkEhr() {
        http.stubFor(any(anyUrl()).willReturn(aResponse()));
        http.start();
    }

    String origin() {
        return "http://localhost:" + http.port();
    }

    String base() {
        return origin() + "/fhir";
    }

    synchronized Instant now() {
        return now;
    }

    synchronized void passes(Duration time) {
        now = now.plus(time);
    }

    synchronized void put(String type, String id, String content) {
        living.put(type + "/" + id, new Version(type, id, now, content));
        deleted.remove(type + "/" + id);
    }

    void patients(String... ids) {
        Arrays.stream(ids).forEach(id -> put("Patient", id, ""));
    }

    /** A condition of lumbar stenosis of a patient. */
    void stenosis(String id, String patient) {
        put(
                "Condition",
                id,
                ",\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\"M48.062\"}]},"
                        + "\"subject\":{\"reference\":\"Patient/" + patient + "\"}");
    }

    synchronized void delete(String type, String id) {
        living.remove(type + "/" + id);
        deleted.put(type + "/" + id, now);
    }

    synchronized void group(String... patients) {
        members.clear();
        members.addAll(List.of(patients));
    }

    synchronized void packs() {
        gzip = true;
    }

    synchronized void splits(int lines) {
        linesInFile = lines;
    }

    /** How often it says that it works before it is ready. */
    synchronized void worksFor(int askings) {
        worksForPolls = askings;
    }

    synchronized void rewriteManifest(UnaryOperator<String> change) {
        manifest = change;
    }

    synchronized void rewriteFiles(UnaryOperator<String> change) {
        file = change;
    }

    /** Answers the next request whose address contains the text in this way instead. */
    synchronized void answersOnce(String text, ResponseDefinitionBuilder answer) {
        answers.computeIfAbsent(text, any -> new ArrayDeque<>()).add(answer);
    }

    /** What it was asked since the last time. */
    synchronized List<Asked> asked() {
        List<Asked> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    private synchronized ResponseDefinition answer(Request request) {
        String path = request.getUrl();
        asked.add(new Asked(request.getMethod().getName(), path, headers(request), request.getBodyAsString()));
        for (Map.Entry<String, Deque<ResponseDefinitionBuilder>> one : answers.entrySet()) {
            if (path.contains(one.getKey()) && !one.getValue().isEmpty()) {
                return one.getValue().remove().build();
            }
        }
        if (path.contains("/$export")) {
            return kickOff(path, request.getBodyAsString());
        }
        Matcher job = Pattern.compile("/jobs/(\\d+)(?:/(\\d+))?").matcher(path);
        if (job.find()) {
            int number = Integer.parseInt(job.group(1));
            return job.group(2) == null
                    ? status(request.getMethod().getName(), number)
                    : file(exports.get(number).get(Integer.parseInt(job.group(2))));
        }
        return path.contains("/Group/")
                ? dated().withBody(groupJson()).build()
                : dated().withStatus(404).build();
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.getHeaders().all().forEach(header -> headers.put(header.key(), header.firstValue()));
        return headers;
    }

    private ResponseDefinition kickOff(String path, String body) {
        String asked = URLDecoder.decode(path, StandardCharsets.UTF_8) + body;
        Matcher sinces =
                Pattern.compile("(?:_since=|valueInstant\":\")([0-9T:.Z-]+)").matcher(asked);
        Instant since = sinces.find() ? Instant.parse(sinces.group(1)) : Instant.MIN;
        List<String> only = Pattern.compile("\"Patient/([^\"]+)\"")
                .matcher(body)
                .results()
                .map(one -> one.group(1))
                .toList();
        int job = exports.size() + 1;
        Map<Integer, Exported> files = new TreeMap<>();
        Matcher types = Pattern.compile("(?:_type=|_type\",\"valueString\":\")([A-Za-z,]+)")
                .matcher(asked);
        for (String type : types.find() ? types.group(1).split(",") : new String[0]) {
            List<String> lines = living.values().stream()
                    .filter(version ->
                            version.type().equals(type) && !version.at().isBefore(since))
                    .filter(version -> isExported(path, only, version))
                    .map(Version::line)
                    .toList();
            for (int from = 0; from < lines.size(); from += linesInFile) {
                files.put(
                        files.size() + 1,
                        new Exported(type, "output", lines.subList(from, Math.min(lines.size(), from + linesInFile))));
            }
        }
        List<String> gone = deleted.entrySet().stream()
                .filter(one -> since.isAfter(Instant.MIN) && !one.getValue().isBefore(since))
                .map(Map.Entry::getKey)
                .toList();
        if (!gone.isEmpty()) {
            files.put(files.size() + 1, new Exported("Bundle", "deleted", List.of(deletes(gone))));
        }
        exports.put(job, files);
        times.put(job, now);
        return dated().withStatus(202)
                .withHeader("Content-Location", origin() + "/jobs/" + job)
                .build();
    }

    private boolean isExported(String path, List<String> only, Version version) {
        String patient = version.type().equals("Patient")
                ? version.id()
                : version.content().replaceFirst("(?s).*\"Patient/([^\"]+)\".*", "$1");
        return (only.isEmpty() || only.contains(patient)) && (!path.contains("/Group/") || members.contains(patient));
    }

    private static String deletes(List<String> keys) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                + keys.stream()
                        .map(key -> "{\"request\":{\"method\":\"DELETE\",\"url\":\"" + key + "\"}}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private ResponseDefinition status(String method, int job) {
        if (method.equals("DELETE")) {
            return dated().withStatus(202).build();
        }
        if (polls.merge(job, 1, Integer::sum) <= worksForPolls) {
            return dated().withStatus(202).withHeader("X-Progress", "50% done").build();
        }
        Map<String, List<String>> listed = new TreeMap<>();
        exports.get(job).forEach((number, one) -> listed.computeIfAbsent(one.kind(), any -> new ArrayList<>())
                .add("{\"type\":\"" + one.type() + "\",\"url\":\"" + origin() + "/jobs/" + job + "/" + number
                        + "\",\"count\":" + one.lines().size() + "}"));
        String json = "{\"transactionTime\":\"" + times.get(job) + "\",\"request\":\"x\",\"requiresAccessToken\":true,"
                + "\"output\":[" + String.join(",", listed.getOrDefault("output", List.of())) + "],\"deleted\":["
                + String.join(",", listed.getOrDefault("deleted", List.of())) + "],\"error\":[]}";
        return dated().withHeader("Content-Type", "application/json")
                .withBody(manifest.apply(json))
                .build();
    }

    private ResponseDefinition file(Exported one) {
        String lines = file.apply(String.join("\n", one.lines()) + "\n");
        ResponseDefinitionBuilder answer = dated().withHeader("Content-Type", "application/fhir+ndjson");
        return (gzip ? answer.withHeader("Content-Encoding", "gzip").withBody(packed(lines)) : answer.withBody(lines))
                .build();
    }

    private String groupJson() {
        return "{\"resourceType\":\"Group\",\"id\":\"g\",\"member\":["
                + members.stream()
                        .map(patient -> "{\"entity\":{\"reference\":\"Patient/" + patient + "\"}}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static String outcome(String severity, String code, String text) {
        return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"" + severity + "\",\"code\":\"" + code
                + "\",\"diagnostics\":\"" + text + "\"}]}";
    }

    private ResponseDefinitionBuilder dated() {
        return aResponse()
                .withHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
    }

    @Override
    public void close() {
        http.stop();
    }

    private final class Answering implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return answer(event.getRequest());
        }

        @Override
        public String getName() {
            return "bulk";
        }
    }
}
