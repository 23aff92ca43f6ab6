package org.interlaminar.ehr;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which EHRs are pulled, and how.
 *
 * @param ehr what is common to all of them
 * @param sources by source id; one without a base URL is not pulled
 * @param reconcile when what landed is compared with what the sources have
 */
@ConfigurationProperties("interlaminar")
record EhrSettings(
        @DefaultValue Ehr ehr, @DefaultValue Map<String, Source> sources, @DefaultValue Reconcile reconcile) {

    /**
     * What is common to all sources.
     *
     * @param enabled whether pulls are scheduled on this node; the pull command works either way
     * @param poll from the end of a pull to the next pull of the same source
     * @param maxPage largest answer, before and after decompression
     * @param shortestPause least wait before a repeat, doubled with each further one
     * @param longestPause most wait before a repeat, whatever the server asks for
     */
    record Ehr(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("15m") Duration poll,
            @DefaultValue("64MB") DataSize maxPage,
            @DefaultValue("1s") Duration shortestPause,
            @DefaultValue("5m") Duration longestPause) {

        Ehr {
            require(isPositive(poll), "interlaminar.ehr.poll", "must be longer than nothing");
            require(
                    maxPage.toBytes() >= 1024 && maxPage.toBytes() <= 1 << 30,
                    "interlaminar.ehr.max-page",
                    "must be from 1KB to 1GB");
            require(isPositive(shortestPause), "interlaminar.ehr.shortest-pause", "must be longer than nothing");
            require(
                    longestPause.compareTo(shortestPause) >= 0,
                    "interlaminar.ehr.longest-pause",
                    "must not be shorter than interlaminar.ehr.shortest-pause");
        }
    }

    /**
     * The nightly comparison.
     *
     * @param at local time, as in 03:00; empty for never
     */
    record Reconcile(@DefaultValue("03:00") String at) {
        // YAML takes 13:00 without quotes for a number of base sixty: 780.
        private static final Pattern MINUTES = Pattern.compile("\\d{1,4}");

        Reconcile {
            try {
                parsed(at);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("interlaminar.reconcile.at must be a time of day, as in 03:00.");
            }
        }

        Optional<LocalTime> time() {
            return parsed(at);
        }

        private static Optional<LocalTime> parsed(String at) {
            if (at.isBlank()) {
                return Optional.empty();
            }
            return Optional.of(
                    MINUTES.matcher(at).matches()
                            ? LocalTime.ofSecondOfDay(60L * Integer.parseInt(at))
                            : LocalTime.parse(at));
        }
    }

    /**
     * One EHR.
     *
     * @param baseUrl its FHIR base; null when nothing is pulled from this source
     * @param types resource types asked for, in this order
     * @param pageSize resources asked for in one page, 1 to 1000
     * @param overlap how far before the watermark a pull begins, for servers whose index lags behind
     * @param connectTimeout time to reach the server
     * @param readTimeout time from a request to the last byte of its answer
     * @param attempts how often one page is asked for before it counts as failed
     * @param resync how old the last whole pull of a type may be before it is pulled whole again; zero for any age
     * @param lastUpdated whether the server can be asked for what has changed; if not, every pull is whole
     * @param history whether deletes are asked for by the type's history
     */
    record Source(
            URI baseUrl,
            @DefaultValue({
                        "Patient",
                        "Condition",
                        "Procedure",
                        "Observation",
                        "Encounter",
                        "MedicationRequest",
                        "Organization",
                        "Location"
                    })
                    List<String> types,
            @DefaultValue("200") int pageSize,
            @DefaultValue("10m") Duration overlap,
            @DefaultValue("10s") Duration connectTimeout,
            @DefaultValue("60s") Duration readTimeout,
            @DefaultValue("3") int attempts,
            @DefaultValue("7d") Duration resync,
            @DefaultValue("yes") boolean lastUpdated,
            @DefaultValue("false") boolean history) {

        boolean isPulled() {
            return baseUrl != null;
        }

        /** The base URL without a slash at its end. */
        String base() {
            return baseUrl.toString().replaceAll("/+$", "");
        }

        private void check(String key) {
            Set<String> distinct = new HashSet<>(types);
            require(
                    !types.isEmpty() && distinct.size() == types.size(),
                    key + ".types",
                    "must name at least one resource type, each once");
            for (String type : types) {
                require(type.matches("[A-Z][A-Za-z]{2,63}"), key + ".types", "names '" + type + "', no resource type");
            }
            require(pageSize >= 1 && pageSize <= 1000, key + ".page-size", "must be from 1 to 1000");
            require(!resync.isNegative(), key + ".resync", "must not be negative");
            require(!overlap.isNegative(), key + ".overlap", "must not be negative");
            require(isPositive(connectTimeout), key + ".connect-timeout", "must be longer than nothing");
            require(isPositive(readTimeout), key + ".read-timeout", "must be longer than nothing");
            require(attempts >= 1 && attempts <= 10, key + ".attempts", "must be from 1 to 10");
            if (isPulled()) {
                checkBase(key + ".base-url");
            }
        }

        private void checkBase(String key) {
            // The message never repeats the value: it may hold a password.
            require(
                    "http".equalsIgnoreCase(baseUrl.getScheme()) || "https".equalsIgnoreCase(baseUrl.getScheme()),
                    key,
                    "must begin with https:// or http://");
            require(baseUrl.getRawUserInfo() == null, key, "must not hold a user name or password");
            require(baseUrl.getHost() != null, key, "must name a host");
            require(
                    baseUrl.getRawQuery() == null && baseUrl.getRawFragment() == null,
                    key,
                    "must end with the path of the FHIR base, without ? or #");
        }
    }

    EhrSettings {
        sources.forEach((id, source) -> {
            require(
                    id.matches("[a-z0-9][a-z0-9-]{0,62}"),
                    "interlaminar.sources." + id,
                    "is no source id: lower-case letters, digits and dashes");
            source.check("interlaminar.sources." + id);
        });
        sources = new LinkedHashMap<>(sources);
    }

    /** Ids of the sources that are pulled, in the order of the settings. */
    List<String> pulled() {
        return sources.entrySet().stream()
                .filter(source -> source.getValue().isPulled())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** @throws IllegalArgumentException naming the missing key when nothing can be pulled from the source */
    Source source(String id) {
        Source source = sources.get(id);
        require(source != null && source.isPulled(), "interlaminar.sources." + id + ".base-url", "is not set");
        return source;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String key, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + otherwise + ".");
        }
    }
}
