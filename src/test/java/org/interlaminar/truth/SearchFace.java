package org.interlaminar.truth;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.interlaminar.truth.EhrServer.Reply;

/**
 * The EHR's FHIR search (<a href="https://hl7.org/fhir/R4/http.html#search">R4 search</a>): by type with {@code _count},
 * {@code _lastUpdated=ge...}, {@code _sort=_lastUpdated}, {@code _id}, {@code patient} and {@code _summary=count}, behind
 * opaque {@code next} links; and the history of a type.
 */
final class SearchFace {
    /** What a search does when resources change between its pages. */
    enum Paging {
        /** It answers as of its first page. */
        SNAPSHOT,
        /** It keeps the list of matches and serves each as it is by then; what was deleted is left out. */
        LIST,
        /** It asks again for every page and counts from the beginning: what moves to the end lets others slip through. */
        OFFSET
    }

    /**
     * How this server behaves.
     *
     * @param totals whether it announces how many matches there are
     * @param lastUpdated whether it honours {@code _lastUpdated}; otherwise it ignores the parameter, as some do
     * @param history whether it tells {@code _history} of a type
     */
    record Manners(boolean totals, boolean lastUpdated, boolean history, Paging paging) {}

    private final SimulatedEhr ehr;
    private final Manners manners;
    private final Receipts receipts;
    private final Map<String, Search> searches = new HashMap<>();
    private Runnable betweenPages = () -> {};
    private int pagesUntilItBreaks = Integer.MAX_VALUE;
    private String lastPage;
    private String pageBefore;

    /** A search under way. */
    private record Search(String type, Map<String, String> asked, List<Version> matches, int size, long total) {
        boolean isHistory() {
            return type.endsWith("/_history");
        }
    }

    SearchFace(SimulatedEhr ehr, Manners manners, Receipts receipts) {
        this.ehr = ehr;
        this.manners = manners;
        this.receipts = receipts;
    }

    /** Happens in the EHR before any page but the first of a search. */
    synchronized void betweenPages(Runnable happening) {
        betweenPages = happening;
    }

    /** After that many further pages every request is answered with 500. */
    synchronized void breakAfter(int pages) {
        pagesUntilItBreaks = pages;
    }

    synchronized void mend() {
        pagesUntilItBreaks = Integer.MAX_VALUE;
    }

    /** The puller has come to its end and said that all is well. */
    synchronized void acknowledgeLastPage() {
        if (lastPage != null) {
            receipts.acknowledged(pageBefore);
            receipts.acknowledged(lastPage);
            lastPage = null;
        }
    }

    synchronized Reply answer(URI asked) {
        String path = asked.getPath().replaceFirst("^/[^/]+/fhir/?", "");
        Map<String, String> parameters = parameters(asked.getRawQuery());
        if (path.equals("metadata")) {
            return reply(200, "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\"}");
        }
        if (pagesUntilItBreaks-- <= 0) {
            return reply(500, "");
        }
        if (parameters.containsKey("_page")) {
            String[] token = parameters.get("_page").split("\\.");
            // The next page is read ahead while a page is committed.
            receipts.acknowledged(token[0] + " page " + (Integer.parseInt(token[1]) - 2));
            betweenPages.run();
            return page(token[0], Integer.parseInt(token[1]), asked);
        }
        return first(path, parameters, asked);
    }

    private Reply first(String type, Map<String, String> asked, URI address) {
        acknowledgeLastPage();
        List<Version> matches = type.endsWith("/_history") ? history(type, asked) : matches(type, asked);
        if ("count".equals(asked.get("_summary"))) {
            return reply(200, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":" + matches.size() + "}");
        }
        int size = Integer.parseInt(asked.getOrDefault("_count", "50"));
        String token = type.replace("/_", "-") + "-" + (searches.size() + 1);
        searches.put(token, new Search(type, asked, matches, size, matches.size()));
        return page(token, 1, address);
    }

    private Reply page(String token, int number, URI address) {
        Search search = searches.get(token);
        List<Version> matches = manners.paging() == Paging.OFFSET && !search.isHistory()
                ? matches(search.type(), search.asked())
                : search.matches();
        int from = Math.min(matches.size(), (number - 1) * search.size());
        int to = Math.min(matches.size(), from + search.size());
        List<Version> served = matches.subList(from, to);
        if (manners.paging() == Paging.LIST && !search.isHistory()) {
            served = served.stream()
                    .map(version -> ehr.current(version.key()))
                    .filter(Predicate.not(Version::isDeletion))
                    .toList();
        }
        String name = token + " page " + number;
        receipts.handedOut(name, ehr.now(), served);
        pageBefore = token + " page " + (number - 1);
        lastPage = name;
        String base = address.getScheme() + "://" + address.getAuthority() + "/"
                + address.getPath().split("/")[1] + "/fhir";
        return reply(
                200,
                bundle(search, served, to < matches.size() ? base + "?_page=" + token + "." + (number + 1) : null));
    }

    private String bundle(Search search, List<Version> served, String next) {
        String more = (manners.totals() ? "\"total\":" + search.total() + "," : "")
                + "\"link\":[{\"relation\":\"self\",\"url\":\"self\"}"
                + (next == null ? "" : ",{\"relation\":\"next\",\"url\":\"" + next + "\"}")
                + "],";
        if (search.isHistory()) {
            return new HistoryBundle(ehr).of(served, more);
        }
        return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"," + more + "\"entry\":["
                + served.stream()
                        .map(version -> "{\"fullUrl\":\"urn:x:" + version.key() + "\",\"resource\":" + version.json()
                                + ",\"search\":{\"mode\":\"match\"}}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private List<Version> history(String path, Map<String, String> asked) {
        String type = path.replace("/_history", "");
        List<Version> newestFirst = ehr.since(Instant.parse(asked.get("_since"))).stream()
                .filter(version -> version.key().type().equals(type))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private List<Version> matches(String type, Map<String, String> asked) {
        Predicate<Version> wanted = version -> true;
        if (asked.containsKey("_id")) {
            Set<String> ids = Set.copyOf(Arrays.asList(asked.get("_id").split(",")));
            wanted = version -> ids.contains(version.key().id());
        }
        if (asked.containsKey("patient")) {
            String patient = asked.get("patient").replaceFirst("^Patient/", "");
            wanted = wanted.and(version -> patient.equals(version.patient()));
        }
        if (manners.lastUpdated() && asked.containsKey("_lastUpdated")) {
            Instant from = Instant.parse(asked.get("_lastUpdated").replaceFirst("^ge", ""));
            wanted = wanted.and(version -> !version.at().isBefore(from));
        }
        Comparator<Version> order = "_lastUpdated".equals(asked.get("_sort"))
                ? Comparator.comparing(Version::at)
                : Comparator.comparing(version -> 0);
        return ehr.live(type).stream().filter(wanted).sorted(order).toList();
    }

    private Reply reply(int status, String body) {
        return new Reply(
                status, DateTimeFormatter.RFC_1123_DATE_TIME.format(ehr.now().atOffset(ZoneOffset.UTC)), body);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts.length < 2 ? "" : parts[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
