package org.interlaminar.ehr;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Refused;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bulk exports of one EHR (<a href="https://hl7.org/fhir/uv/bulkdata/export.html">Bulk Data Access</a>).
 *
 * @param level of whom everything is exported; none means that nothing is
 * @param types that come by export; empty for all of the source's types, others come by search
 * @param kickOff how an export is asked for: get, which every server knows, or post, which can ask for single members
 * @param since whether the server can be asked for changes only; if not, every export is whole
 * @param typeFilters searches that narrow a type, as in Observation?category=survey
 * @param lenient whether the server may ignore parameters it does not know
 * @param every from the end of an export to the next
 * @param patience how long the server may work on one
 * @param concurrency files downloaded at the same time
 * @param fileOrigins further servers that files may be downloaded from, as in https://files.example.org
 */
public record BulkSettings(
        @DefaultValue("none") Level level,
        @DefaultValue List<String> types,
        @DefaultValue("get") KickOff kickOff,
        @DefaultValue("yes") boolean since,
        @DefaultValue List<String> typeFilters,
        @DefaultValue("false") boolean lenient,
        @DefaultValue("24h") Duration every,
        @DefaultValue("3d") Duration patience,
        @DefaultValue("2") int concurrency,
        @DefaultValue List<URI> fileOrigins) {

    /** Of whom everything is exported (EHR B1). */
    public enum Level {
        NONE,
        GROUP,
        PATIENT,
        SYSTEM
    }

    /** How an export is asked for. */
    public enum KickOff {
        GET,
        POST
    }

    public boolean isUsed() {
        return level != Level.NONE;
    }

    void check(String key, List<String> ofSource, String group) {
        require(new HashSet<>(ofSource).containsAll(types), key + ".types must be among the types of this source.");
        require(level != Level.GROUP || !group.isBlank(), key + ".level is group, so the source's group must be set.");
        require(isPositive(every) && isPositive(patience), key + ".every and .patience must be longer than nothing.");
        require(concurrency >= 1 && concurrency <= 16, key + ".concurrency must be from 1 to 16.");
        for (String filter : typeFilters) {
            require(
                    filter.matches("[A-Z][A-Za-z]+\\?[^\\s\"<>\\\\^`{}]+"),
                    key + ".type-filters must be searches, as in Observation?category=survey.");
        }
        for (URI origin : fileOrigins) {
            require(isOrigin(origin), key + ".file-origins must be servers, as in https://files.example.org.");
        }
    }

    private static boolean isOrigin(URI uri) {
        try {
            Origin.of(uri);
            return uri.getRawPath() == null || uri.getRawPath().matches("/?");
        } catch (Refused e) {
            return false;
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
