package org.interlaminar.ehr.search;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An EHR that lives: resources come, change and go, by a clock the test turns. Pages are cut from what is there when they are
 * asked for, as simple servers do.
 */
final class SmallEhr implements AutoCloseable {
    /** One version of a resource; deleted when it has no content. */
    private record Version(String type, String id, int number, Instant at, String content) {
        String json() {
            return "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\",\"meta\":{\"versionId\":\"" + number
                    + "\",\"lastUpdated\":\"" + at + "\"}" + content + "}";
        }

        String entry() {
            return content == null
                    ? "{\"request\":{\"method\":\"DELETE\",\"url\":\"" + type + "/" + id + "\"},\"response\":{\"etag\":"
                            + "\"W/\\\"" + number + "\\\"\",\"lastModified\":\"" + at + "\"}}"
                    : "{\"resource\":" + json() + ",\"search\":{\"mode\":\"match\"}}";
        }
    }

    private final WireMockServer http = new WireMockServer(
            wireMockConfig().dynamicPort().bindAddress("127.0.0.1").extensions(new Answering()));
    private final Map<String, List<Version>> versions = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Set<String> hidden = new java.util.TreeSet<>();
    private Function<String, String> changed = json -> json;
    private Runnable meanwhile = () -> {};
    private boolean ignoresIds;
    private boolean findsByCode = true;
    private UnaryOperator<String> saysWhatItSearchedFor;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    SmallEhr() {
        http.stubFor(any(anyUrl()).willReturn(aResponse()));
        http.start();
    }

    String base() {
        return "http://localhost:" + http.port() + "/fhir";
    }

    synchronized Instant now() {
        return now;
    }

    synchronized void passes(Duration time) {
        now = now.plus(time);
    }

    /** Creates or changes. */
    synchronized void put(String type, String id, String content) {
        add(type, id, content);
    }

    /** Creates or changes patients. */
    void patients(String... ids) {
        Arrays.stream(ids).forEach(id -> put("Patient", id, ""));
    }

    synchronized void delete(String type, String id) {
        add(type, id, null);
    }

    /** Is there, and not shown. */
    synchronized void hide(String... ids) {
        hidden.addAll(List.of(ids));
    }

    synchronized void showAll() {
        hidden.clear();
    }

    /** What answers look like from now on. */
    synchronized void rewrite(Function<String, String> change) {
        changed = change;
    }

    /** Answers every address that contains the text with the status. */
    synchronized void refuse(String text, int status) {
        refused.put(text, status);
    }

    synchronized void refuseNothing() {
        refused.clear();
    }

    /** Answers a search by ids as if there were none in it. */
    synchronized void ignoreIds() {
        ignoresIds = true;
    }

    /** Answers a search by code with nothing, as some servers do that do not support it. */
    synchronized void findsNothingByCode() {
        findsByCode = false;
    }

    /** Writes into each page what it has searched for. @param change of the address it was asked */
    synchronized void saysWhatItSearchedFor(UnaryOperator<String> change) {
        saysWhatItSearchedFor = change;
    }

    /** A condition of lumbar stenosis of a patient. */
    void stenosis(String id, String patient) {
        put("Condition", id, coded("M48.062") + subject(patient));
    }

    static String coded(String code) {
        return ",\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\"" + code + "\"}]}";
    }

    static String subject(String patient) {
        return ",\"subject\":{\"reference\":\"Patient/" + patient + "\"}";
    }

    /** Happens once, right after the next page of a search has been cut. */
    synchronized void meanwhile(Runnable happens) {
        meanwhile = happens;
    }

    /** All that is known at this moment, to be given back later. */
    synchronized Map<String, List<Version>> backup() {
        Map<String, List<Version>> copy = new TreeMap<>();
        versions.forEach((key, all) -> copy.put(key, new ArrayList<>(all)));
        return copy;
    }

    synchronized void restore(Map<String, List<Version>> backup) {
        versions.clear();
        backup.forEach((key, all) -> versions.put(key, new ArrayList<>(all)));
    }

    /** Addresses asked for since the last time, without the base, decoded. */
    synchronized List<String> asked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    private void add(String type, String id, String content) {
        List<Version> all = versions.computeIfAbsent(type + "/" + id, key -> new ArrayList<>());
        all.add(new Version(type, id, all.size() + 1, now, content));
    }

    private List<Version> living(String type) {
        return versions.values().stream()
                .map(all -> all.get(all.size() - 1))
                .filter(version -> version.type().equals(type) && version.content() != null)
                .filter(version -> !hidden.contains(version.id()))
                .toList();
    }

    private synchronized ResponseDefinition answer(String url) {
        URI address = URI.create(url);
        String decoded = URLDecoder.decode(url.replaceFirst("^/fhir/", ""), StandardCharsets.UTF_8);
        asked.add(decoded);
        for (Map.Entry<String, Integer> one : refused.entrySet()) {
            if (decoded.contains(one.getKey())) {
                return response("").withStatus(one.getValue()).build();
            }
        }
        if (decoded.equals("metadata")) {
            return response("{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\"}")
                    .build();
        }
        Map<String, String> query = query(address);
        String type = decoded.replaceFirst("[/?].*$", "");
        if (decoded.matches("[A-Z][A-Za-z]+/[^_/?]+")) {
            return read(decoded);
        }
        String body = decoded.startsWith(type + "/_history") ? history(type, query) : search(type, address, query);
        Runnable happens = meanwhile;
        meanwhile = () -> {};
        happens.run();
        return response(changed.apply(body)).build();
    }

    private ResponseDefinition read(String key) {
        List<Version> all = versions.getOrDefault(key, List.of());
        return all.isEmpty()
                ? response("").withStatus(404).build()
                : response(all.get(all.size() - 1).json()).build();
    }

    private String search(String type, URI address, Map<String, String> query) {
        List<Version> found = living(type).stream()
                .filter(matches(query))
                .sorted(
                        "-_lastUpdated".equals(query.get("_sort"))
                                ? Comparator.comparing(Version::at).reversed()
                                : Comparator.comparing(Version::id))
                .toList();
        if ("count".equals(query.get("_summary"))) {
            return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":" + found.size() + "}";
        }
        int from = Integer.parseInt(query.getOrDefault("_from", "0"));
        int to = Math.min(found.size(), from + Integer.parseInt(query.getOrDefault("_count", "100")));
        String next = to >= found.size()
                ? ""
                : "\"link\":[{\"relation\":\"next\",\"url\":\"http://localhost:" + http.port()
                        + address.toString().replaceFirst("&_from=.*$", "") + "&_from=" + to + "\"}],";
        String self = saysWhatItSearchedFor == null
                ? ""
                : "\"link\":[{\"relation\":\"self\",\"url\":\""
                        + saysWhatItSearchedFor.apply("http://localhost:" + http.port() + address) + "\"}],";
        return bundle("searchset", next.isEmpty() ? self : next, from >= to ? List.of() : found.subList(from, to));
    }

    private String history(String type, Map<String, String> query) {
        Instant since = OffsetDateTime.parse(query.get("_since")).toInstant();
        return bundle(
                "history",
                "",
                versions.values().stream()
                        .flatMap(List::stream)
                        .filter(version ->
                                version.type().equals(type) && !version.at().isBefore(since))
                        .sorted(Comparator.comparing(Version::at).reversed())
                        .toList());
    }

    private static String bundle(String type, String link, List<Version> content) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\"," + link + "\"entry\":["
                + content.stream().map(Version::entry).collect(Collectors.joining(",")) + "]}";
    }

    private Predicate<Version> matches(Map<String, String> query) {
        String updated = query.get("_lastUpdated");
        String ids = ignoresIds ? null : query.get("_id");
        String patient = query.getOrDefault("patient", query.get("subject"));
        String codes = findsByCode ? query.get("code") : query.containsKey("code") ? "none" : null;
        return version -> (updated == null || isWithin(version.at(), updated))
                && (ids == null || List.of(ids.split(",")).contains(version.id()))
                && (patient == null || version.content().contains("\"Patient/" + patient + "\""))
                && (codes == null
                        || Arrays.stream(codes.split(",")).anyMatch(code -> version.content()
                                .contains("\"" + code.replaceFirst("^.*\\|", "") + "\"")))
                && (!query.containsKey("category") || version.content().contains("\"" + query.get("category") + "\""));
    }

    private static boolean isWithin(Instant at, String updated) {
        Instant bound = OffsetDateTime.parse(updated.substring(2)).toInstant();
        return updated.startsWith("gt") ? at.isAfter(bound) : !at.isBefore(bound);
    }

    private static Map<String, String> query(URI address) {
        Map<String, String> query = new TreeMap<>();
        if (address.getRawQuery() != null) {
            for (String pair : address.getRawQuery().split("&")) {
                String[] both = pair.split("=", 2);
                query.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private ResponseDefinitionBuilder response(String body) {
        return aResponse()
                .withHeader("Content-Type", "application/fhir+json")
                .withHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
                .withBody(body);
    }

    @Override
    public void close() {
        http.stop();
    }

    private final class Answering implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return answer(event.getRequest().getUrl());
        }

        @Override
        public String getName() {
            return "answering";
        }
    }
}
