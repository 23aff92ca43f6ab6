package org.interlaminar.ehr.preflight;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.interlaminar.fixture.TestClock;

/**
 * An EHR that claims a great deal, and does as much of it as a test lets it. Every text in its records contains a word that
 * nobody may ever read in a report.
 */
final class ClaimingEhr implements AutoCloseable {
    static final String CANARY = "CANARY";

    /** What it does with a search parameter. */
    enum Lie {
        IGNORES,
        REFUSES,
        ANSWERS_NOTHING
    }

    private record Version(String type, String id, int number, Instant at, String patient, String code) {
        String json() {
            String coding = code == null
                    ? ""
                    : ",\"coding\":[{\"system\":\"http://" + CANARY + ".example/system\",\"code\":\"" + code
                            + "\",\"display\":\"" + CANARY + " display\"}]";
            return "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\",\"meta\":{\"versionId\":\"" + number
                    + "\",\"lastUpdated\":\"" + at + "\",\"source\":\"" + CANARY + "\"}"
                    + (patient == null
                            ? ",\"name\":[{\"family\":\"" + CANARY + "\",\"given\":[\"" + CANARY + "\"]}]"
                            : ",\"subject\":{\"reference\":\"Patient/" + patient + "\",\"display\":\"" + CANARY
                                    + "\"},\"code\":{\"text\":\"" + CANARY + " text\"" + coding
                                    + "},\"note\":[{\"text\":\""
                                    + CANARY + "\"}]")
                    + "}";
        }
    }

    private static final List<String> TYPES = List.of("Patient", "Condition", "Procedure", "Observation");
    private static final List<String> ABOUT_SOMEBODY = List.of("patient", "code", "category", "subject");

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final List<Version> versions = new ArrayList<>();
    private final Map<String, Lie> lies = new TreeMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Set<String> bulk = new TreeSet<>();
    private final List<String> asked = new ArrayList<>();
    private final WireMockServer http;
    private final boolean encrypted;
    private String version = "4.0.1";
    private String software = "\"name\":\"Claiming EHR\",\"version\":\"7.1\"";
    private String needed;
    private boolean history;
    private boolean posts = true;
    private boolean sorts = true;
    private boolean knowsAll;
    private boolean shuffles;
    private boolean onlyCreated;
    private boolean tellsNoDate;
    private Duration skew = Duration.ZERO;
    private Duration takes = Duration.ZERO;
    private LongUnaryOperator announced = total -> total;
    private UnaryOperator<String> following = next -> next;
    private UnaryOperator<ResponseDefinitionBuilder> changed = answer -> answer;
    private String location = "/fhir/jobs/1";
    private String token;
    private UnaryOperator<ResponseDefinitionBuilder> tokens = answer ->
            answer.withBody("{\"access_token\":\"secret-token\",\"token_type\":\"bearer\",\"expires_in\":300}");
    private String tokenEndpoint;

    ClaimingEhr() {
        this(wireMockConfig().dynamicPort(), false);
    }

    /** By https only. @param keys a PKCS 12 file with its key and certificate, of password "changeit" */
    static ClaimingEhr with(Path keys) {
        return new ClaimingEhr(
                wireMockConfig()
                        .dynamicHttpsPort()
                        .keystorePath(keys.toString())
                        .keystoreType("PKCS12")
                        .keystorePassword("changeit")
                        .keyManagerPassword("changeit")
                        .httpDisabled(true),
                true);
    }

    private ClaimingEhr(WireMockConfiguration configuration, boolean encrypted) {
        this.encrypted = encrypted;
        http = new WireMockServer(
                configuration.bindAddress("127.0.0.1").jettyAcceptors(1).extensions(new Answering()));
        http.stubFor(any(anyUrl()).willReturn(aResponse()));
        http.start();
        tokenEndpoint = base().replace("/fhir", "/token");
        for (int i = 0; i < 30; i++) {
            put("Patient", i, null);
        }
        for (int i = 0; i < 50; i++) {
            put("Condition", i, CANARY + "-A" + i % 7);
            put("Procedure", i, i % 5 == 0 ? null : CANARY + "-B" + i % 7);
            put("Observation", i, CANARY + "-C");
        }
    }

    private void put(String type, int i, String code) {
        String id = CANARY + "-" + type.charAt(0) + (100 + i);
        String patient = type.equals("Patient") ? null : CANARY + "-P" + (100 + i % 30);
        versions.add(new Version(
                type,
                id,
                i % 4 == 0 ? 2 : 1,
                Instant.parse("2025-01-01T00:00:00Z").plusSeconds(i),
                patient,
                code));
    }

    String base() {
        return encrypted
                ? "https://localhost:" + http.httpsPort() + "/fhir"
                : "http://localhost:" + http.port() + "/fhir";
    }

    Clock clock() {
        return clock;
    }

    /** Method and address of all requests since the last time, without the base, decoded. */
    synchronized List<String> asked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    /** What it does with the parameter, whatever it claims. */
    synchronized ClaimingEhr with(String parameter, Lie lie) {
        lies.put(parameter, lie);
        return this;
    }

    /** Answers every address that contains the text with the status. */
    synchronized ClaimingEhr answers(String text, int status) {
        answers.put(text, status);
        return this;
    }

    /** Changes every answer under its base. */
    synchronized ClaimingEhr answersWith(UnaryOperator<ResponseDefinitionBuilder> change) {
        changed = change;
        return this;
    }

    synchronized ClaimingEhr speaks(String fhirVersion) {
        version = fhirVersion;
        return this;
    }

    synchronized ClaimingEhr callsItself(String name) {
        software = "\"name\":\"" + name + "\"";
        return this;
    }

    synchronized ClaimingEhr exports(String... levels) {
        bulk.addAll(List.of(levels));
        return this;
    }

    /** Where it says the status of an export is. */
    synchronized ClaimingEhr exportsTo(String contentLocation) {
        location = contentLocation;
        return this;
    }

    synchronized ClaimingEhr tellsHistory() {
        history = true;
        return this;
    }

    synchronized ClaimingEhr takesNoPosts() {
        posts = false;
        return this;
    }

    /** By _lastUpdated it finds what is in its first version only. */
    synchronized ClaimingEhr findsOnlyCreated() {
        onlyCreated = true;
        return this;
    }

    synchronized ClaimingEhr doesNotSort() {
        sorts = false;
        return this;
    }

    synchronized ClaimingEhr refusesUnknownParameters() {
        knowsAll = true;
        return this;
    }

    /** Another order each time. */
    synchronized ClaimingEhr shuffles() {
        shuffles = true;
        return this;
    }

    /** Every search but one by id must name it. */
    synchronized ClaimingEhr needs(String parameter) {
        needed = parameter;
        return this;
    }

    synchronized ClaimingEhr holdsNo(String type) {
        versions.removeIf(one -> one.type().equals(type));
        return this;
    }

    synchronized ClaimingEhr holdsNothingCoded() {
        versions.replaceAll(one -> new Version(one.type(), one.id(), one.number(), one.at(), one.patient(), null));
        return this;
    }

    synchronized ClaimingEhr isAheadBy(Duration time) {
        skew = time;
        return this;
    }

    synchronized ClaimingEhr tellsNoDate() {
        tellsNoDate = true;
        return this;
    }

    /** By its clock and ours. */
    synchronized ClaimingEhr takes(Duration time) {
        takes = time;
        return this;
    }

    synchronized ClaimingEhr announces(LongUnaryOperator total) {
        announced = total;
        return this;
    }

    /** Changes the address of each next page. */
    synchronized ClaimingEhr leadsOn(UnaryOperator<String> next) {
        following = next;
        return this;
    }

    /** Lets nobody in without the token, but to its metadata and its smart-configuration. */
    synchronized ClaimingEhr asksFor(String bearer) {
        token = bearer;
        return this;
    }

    /** What its token server answers. */
    synchronized ClaimingEhr tokens(UnaryOperator<ResponseDefinitionBuilder> answer) {
        tokens = answer;
        return this;
    }

    synchronized ClaimingEhr namesAsTokenServer(String address) {
        tokenEndpoint = address;
        return this;
    }

    private synchronized ResponseDefinition answer(Request request) {
        clock.pass(takes);
        String path = request.getUrl().replaceFirst("^/fhir/", "");
        String decoded = URLDecoder.decode(path, StandardCharsets.UTF_8);
        asked.add(request.getMethod() + " " + decoded);
        if (path.equals("/token")) {
            return tokens.apply(json("")).build();
        }
        if (!request.getUrl().startsWith("/fhir/")) {
            return changed.apply(json("{}").withStatus(404)).build();
        }
        boolean isOpen = path.equals("metadata") || path.startsWith(".well-known");
        boolean isIn = token == null || ("Bearer " + token).equals(request.getHeader("Authorization"));
        ResponseDefinitionBuilder answer = isOpen || isIn
                ? inside(request, path, decoded)
                : json("<html>log in</html>").withStatus(401);
        for (Map.Entry<String, Integer> one : answers.entrySet()) {
            if (decoded.contains(one.getKey())) {
                answer = json("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"" + CANARY
                                + "\"}]}")
                        .withStatus(one.getValue());
            }
        }
        return changed.apply(answer).build();
    }

    private ResponseDefinitionBuilder inside(Request request, String path, String decoded) {
        String type = decoded.replaceFirst("[/?].*$", "");
        Map<String, String> query = query(path.contains("?") ? path.substring(path.indexOf('?') + 1) : "");
        if (path.equals("metadata")) {
            return json(metadata());
        } else if (path.startsWith(".well-known")) {
            return json("{\"token_endpoint\":\"" + tokenEndpoint
                    + "\",\"token_endpoint_auth_signing_alg_values_supported\":[\"RS384\",\"ES384\"],"
                    + "\"capabilities\":[\"permission-v2\"]}");
        } else if (decoded.contains("$export")) {
            return json("").withStatus(202).withHeader("Content-Location", location);
        } else if (path.startsWith("jobs/")) {
            return json("").withStatus(202);
        } else if (decoded.startsWith(type + "/_history")) {
            return history
                    ? json("{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[]}")
                    : json("{}").withStatus(404);
        } else if (decoded.startsWith(type + "/_search")) {
            return posts
                    ? search(type, "", query(request.getBodyAsString()))
                    : json("{}").withStatus(405);
        } else if (type.equals("Group")) {
            return decoded.startsWith("Group/g1")
                    ? json("{\"resourceType\":\"Group\",\"name\":\"" + CANARY + "\",\"member\":[{},{}]}")
                    : json("{}").withStatus(404);
        } else if (path.contains("/")) {
            return json(versions.get(0).json());
        }
        return search(type, path, query);
    }

    private ResponseDefinitionBuilder search(String type, String path, Map<String, String> query) {
        Map<String, String> heeded = new TreeMap<>(query);
        for (Map.Entry<String, Lie> one : lies.entrySet()) {
            if (heeded.containsKey(one.getKey()) && one.getValue() == Lie.REFUSES) {
                return json("{}").withStatus(400);
            }
            if (heeded.containsKey(one.getKey()) && one.getValue() == Lie.ANSWERS_NOTHING) {
                return json(bundle(List.of(), 0, ""));
            }
            if (one.getValue() == Lie.IGNORES) {
                heeded.remove(one.getKey());
            }
        }
        boolean isById = query.containsKey("_id");
        boolean isUnknown = knowsAll && query.keySet().stream().anyMatch(name -> name.startsWith("interlaminar"));
        if (isUnknown || needed != null && !isById && !query.containsKey(needed)) {
            return json("{}").withStatus(400);
        }
        return json(page(found(type, heeded), path, query));
    }

    private List<Version> found(String type, Map<String, String> query) {
        List<Version> found = new ArrayList<>(versions.stream()
                .filter(one -> one.type().equals(type))
                .filter(one -> matches(one, query))
                .sorted(Comparator.comparing(Version::at))
                .toList());
        if (!sorts) {
            Collections.reverse(found);
        }
        if (shuffles) {
            Collections.rotate(found, asked.size());
        }
        return found;
    }

    private boolean matches(Version one, Map<String, String> query) {
        String updated = query.get("_lastUpdated");
        String ids = query.get("_id");
        String code = query.get("code");
        if (onlyCreated && updated != null && one.number() > 1) {
            return false;
        }
        return (updated == null || !one.at().isBefore(Instant.parse(updated.substring(2))))
                && (ids == null || List.of(ids.split(",")).contains(one.id()))
                && (code == null || code.replaceFirst("^.*\\|", "").equals(one.code()))
                && (!query.containsKey("patient") || query.get("patient").equals(one.patient()));
    }

    private String page(List<Version> found, String path, Map<String, String> query) {
        int from = Integer.parseInt(query.getOrDefault("_from", "0"));
        int to = Math.min(found.size(), from + Integer.parseInt(query.getOrDefault("_count", "10")));
        String next = to >= found.size()
                ? ""
                : following.apply(base() + "/" + path.replaceFirst("&_from=.*$", "") + "&_from=" + to);
        return bundle(found.subList(Math.min(from, to), to), announced.applyAsLong(found.size()), next);
    }

    private static String bundle(List<Version> page, long total, String next) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\""
                + (total < 0 ? "" : ",\"total\":" + total)
                + (next.isEmpty() ? "" : ",\"link\":[{\"relation\":\"next\",\"url\":\"" + next + "\"}]")
                + ",\"entry\":["
                + page.stream()
                        .map(one -> "{\"fullUrl\":\"" + CANARY + "\",\"resource\":" + one.json() + "}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private String metadata() {
        String operations = bulk.contains("system") ? operation("export", "export") : "";
        return "{\"resourceType\":\"" + (version.startsWith("1") ? "Conformance" : "CapabilityStatement")
                + "\",\"fhirVersion\":\"" + version + "\",\"software\":{" + software
                + "},\"rest\":[{\"mode\":\"server\",\"resource\":["
                + TYPES.stream().map(this::claimed).collect(Collectors.joining(","))
                + (bulk.contains("Group") ? ",{\"type\":\"Group\"," + operation("export", "group-export") + "}" : "")
                + "]" + (operations.isEmpty() ? "" : "," + operations) + "}]}";
    }

    private static String operation(String name, String definition) {
        return "\"operation\":[{\"name\":\"" + name
                + "\",\"definition\":\"http://hl7.org/fhir/uv/bulkdata/OperationDefinition/" + definition + "\"}]";
    }

    private String claimed(String type) {
        Set<String> parameters = new HashSet<>(Set.of("_id", "_lastUpdated"));
        if (!type.equals("Patient")) {
            parameters.addAll(ABOUT_SOMEBODY);
        }
        return "{\"type\":\"" + type + "\",\"interaction\":[{\"code\":\"read\"},{\"code\":\"search-type\"}"
                + (history ? ",{\"code\":\"history-type\"}" : "") + "],\"searchParam\":["
                + parameters.stream().map(name -> "{\"name\":\"" + name + "\"}").collect(Collectors.joining(","))
                + "]}";
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : text.split("&")) {
            String[] both = pair.split("=", 2);
            if (both.length == 2) {
                query.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private ResponseDefinitionBuilder json(String body) {
        ResponseDefinitionBuilder answer =
                aResponse().withHeader("Content-Type", "application/fhir+json").withBody(body);
        return tellsNoDate
                ? answer
                : answer.withHeader(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().plus(skew).atOffset(ZoneOffset.UTC)));
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
            return "claiming";
        }
    }
}
