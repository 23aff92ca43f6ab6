package org.interlaminar.ehr;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.interlaminar.ehr.courtesy.CourtesySettings;
import org.interlaminar.ehr.login.AuthSettings;
import org.interlaminar.ledger.Way;
import org.interlaminar.outbound.Networks;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Refused;
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
public record EhrSettings(
        @DefaultValue Ehr ehr, @DefaultValue Map<String, Source> sources, @DefaultValue Reconcile reconcile) {

    /**
     * What is common to all sources.
     *
     * @param enabled whether pulls are scheduled on this node; the pull command works either way
     * @param poll from the end of a pull to the next pull of the same source
     * @param maxPage largest answer, before and after decompression
     * @param maxFile largest file of a bulk export, as it comes and decompressed
     * @param fileTime longest time for one file of a bulk export
     * @param shortestPause least wait before a repeat, doubled with each further one
     * @param longestPause most wait before a repeat, whatever the server asks for
     * @param proxy what all requests go through, as in http://proxy.example.org:3128; null for none
     * @param spool folder for files of a bulk export between download and landing; null for one of the system's temporary ones
     */
    public record Ehr(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("15m") Duration poll,
            @DefaultValue("64MB") DataSize maxPage,
            @DefaultValue("100GB") DataSize maxFile,
            @DefaultValue("6h") Duration fileTime,
            @DefaultValue("1s") Duration shortestPause,
            @DefaultValue("5m") Duration longestPause,
            URI proxy,
            Path spool) {

        public Ehr {
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
            require(maxFile.toBytes() >= 1024, "interlaminar.ehr.max-file", "must be at least 1KB");
            require(isPositive(fileTime), "interlaminar.ehr.file-time", "must be longer than nothing");
            if (proxy != null) {
                origin(proxy, "interlaminar.ehr.proxy");
            }
        }
    }

    /**
     * The nightly comparison.
     *
     * @param at local time, as in 03:00; empty for never
     */
    public record Reconcile(@DefaultValue("03:00") String at) {
        // YAML takes 13:00 without quotes for a number of base sixty: 780.
        private static final Pattern MINUTES = Pattern.compile("\\d{1,4}");

        public Reconcile {
            try {
                parsed(at);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("interlaminar.reconcile.at must be a time of day, as in 03:00.");
            }
        }

        public Optional<LocalTime> time() {
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
     * @param lastUpdated whether the server can be asked for what has changed; if not, types are pulled whole, every resync
     * @param history whether deletes are asked for by the type's history
     * @param search what is different for single types, by type
     * @param privateNetworks networks that are not public and in which its servers may be, as in 10.20.0.0/16
     * @param sslBundle name of a bundle below spring.ssl.bundle with the authorities to trust and our own certificate; empty for
     *     what the Java platform trusts
     * @param zone its local time, for quiet hours and the daily budget; UTC when not given
     * @param group id of a Group of this server, for bulk exports of it and for following its members; empty for none
     * @param auth how we log in
     * @param courtesy how much we may ask of it
     * @param bulk what comes by bulk export
     * @param cohort of whom it is searched
     */
    public record Source(
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
            @DefaultValue("false") boolean history,
            @DefaultValue Map<String, TypeSearch> search,
            @DefaultValue List<String> privateNetworks,
            @DefaultValue("") String sslBundle,
            ZoneId zone,
            @DefaultValue("") String group,
            @DefaultValue AuthSettings auth,
            @DefaultValue CourtesySettings courtesy,
            @DefaultValue BulkSettings bulk,
            @DefaultValue CohortSettings cohort) {

        public boolean isPulled() {
            return baseUrl != null;
        }

        /** Types that come by bulk export. */
        public List<String> exported() {
            if (!bulk.isUsed()) {
                return List.of();
            }
            return bulk.types().isEmpty() ? types : bulk.types();
        }

        /** Types that come by search. */
        public List<String> searched() {
            List<String> exported = exported();
            return types.stream().filter(type -> !exported.contains(type)).toList();
        }

        /** The base URL without a slash at its end. */
        public String base() {
            return baseUrl.toString().replaceAll("/+$", "");
        }

        /** Its server. */
        public Origin origin() {
            return EhrSettings.origin(baseUrl, "base-url");
        }

        public ZoneId zoneOrUtc() {
            return zone == null ? ZoneOffset.UTC : zone;
        }

        /** What the server can be asked for about changes of the type. */
        public Changes changes(String type) {
            TypeSearch own = search.get(type);
            if (own != null && own.changes() != null) {
                return own.changes();
            }
            return lastUpdated ? Changes.LAST_UPDATED : Changes.NONE;
        }

        /** The search for what the type holds of a person, without further parameters. */
        public String ofPerson(String type, String patient) {
            TypeSearch own = search.get(type);
            String parameter = own == null ? "patient" : own.person();
            return (type.equals("Patient") ? "_id" : parameter) + "="
                    + URLEncoder.encode(patient, StandardCharsets.UTF_8);
        }

        /** Further parameters of the type's searches: one search for each, at least one, maybe without any. */
        public List<String> parameters(String type) {
            TypeSearch own = search.get(type);
            return own == null || own.parameters().isEmpty() ? List.of("") : own.parameters();
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
            search.forEach((type, own) -> {
                require(distinct.contains(type), key + ".search." + type, "is none of the types of this source");
                own.check(key + ".search." + type);
            });
            try {
                Networks.publicAnd(privateNetworks);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(key + ".private-networks: " + e.getMessage() + ".");
            }
            // Group ids of some servers are longer than FHIR allows.
            require(group.isBlank() || group.matches("[^\\s/?#]{1,256}"), key + ".group", "must be the id of a Group");
            auth.check(key + ".auth");
            courtesy.check(key + ".courtesy");
            bulk.check(key + ".bulk", types, group);
            cohort.check(key + ".cohort", group);
            if (isPulled()) {
                checkBase(key + ".base-url");
                require(
                        auth.method() != null || isOnThisMachine(),
                        key + ".auth.method",
                        "must be set for a server on another machine: smart, client-secret, basic, token, or none"
                                + " where it really asks for no login");
            }
        }

        /** Whether its server is reached without leaving this machine. */
        public boolean isOnThisMachine() {
            return origin().host().matches("localhost|127(\\.\\d+){3}|\\[::1]");
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
            EhrSettings.origin(baseUrl, key);
        }
    }

    /** What can be asked for about changes (EHR C3). */
    public enum Changes {
        /** All that was created or changed since a time. */
        LAST_UPDATED,
        /** Only what was created since a time; what was changed is found by whole pulls. */
        CREATED_ONLY,
        /** Nothing: whole pulls only. */
        NONE
    }

    /**
     * What is different for one type.
     *
     * @param changes what the server can be asked for; null for what holds for the source
     * @param parameters further search parameters, as in category=survey; one search is made for each
     * @param person the search parameter that names a person; patient where it is not given
     */
    public record TypeSearch(
            Changes changes, @DefaultValue List<String> parameters, @DefaultValue("patient") String person) {
        private void check(String key) {
            require(person.matches("[a-z][a-z-]*"), key + ".person", "must be a search parameter, as in patient");
            for (String parameter : parameters) {
                require(
                        parameter.matches("[A-Za-z_][A-Za-z0-9_:.-]*=[^\\s#\"<>\\\\^`{}]+"),
                        key + ".parameters",
                        "must be of the form name=value, already encoded");
            }
        }
    }

    public EhrSettings {
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
    public List<String> pulled() {
        return sources.entrySet().stream()
                .filter(source -> source.getValue().isPulled())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Those of which something comes this way. @param way PULL for search, or BULK */
    public List<String> pulled(Way way) {
        return pulled().stream()
                .filter(id ->
                        !(way == Way.BULK ? source(id).exported() : source(id).searched()).isEmpty())
                .toList();
    }

    /** @throws IllegalArgumentException naming the missing key when nothing can be pulled from the source */
    public Source source(String id) {
        Source source = sources.get(id);
        require(source != null && source.isPulled(), "interlaminar.sources." + id + ".base-url", "is not set");
        return source;
    }

    private static Origin origin(URI address, String key) {
        try {
            return Origin.of(address);
        } catch (Refused e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage() + ".");
        }
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
