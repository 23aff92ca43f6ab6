package org.interlaminar.ehr;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.ledger.Way;

/**
 * The search for one resource type, page by page (EHR C1, C2): everything, or what changed since the watermark less the
 * overlap. When the server forgets the search half-way, it begins again, once.
 */
final class TypeSearch {
    private static final int MOST_EMPTY_PAGES = 100;

    private final FhirServer server;
    private final String base;
    private final String type;
    private final Instant watermark;
    private final Instant ourTime;
    private final URI first;

    private boolean again;
    private int number;
    private URI address;
    private String next;
    private Set<UUID> visited;
    private int emptyPages;
    private long matches;
    private Long total;
    private Instant began;

    /** One page, not yet landed. */
    record Fetched(String name, byte[] bytes, SearchPage page, boolean isFirst) {
        boolean isLast() {
            return page.next() == null;
        }
    }

    /**
     * @param watermark up to where the type has been pulled, or null for never
     * @param ourTime stands in for the server's clock where the order of versions needs one; never in the watermark
     */
    TypeSearch(FhirServer server, EhrSettings.Source source, String type, Instant watermark, Instant ourTime) {
        this.server = server;
        this.base = source.base();
        this.type = type;
        this.watermark = watermark;
        this.ourTime = ourTime;
        this.first = URI.create(base + "/" + type + "?_count=" + source.pageSize() + since(source.overlap()));
        begin();
    }

    private String since(Duration overlap) {
        return watermark == null
                ? ""
                : "&_lastUpdated=ge" + DateTimeFormatter.ISO_INSTANT.format(watermark.minus(overlap))
                        + "&_sort=_lastUpdated";
    }

    private void begin() {
        number = 0;
        address = first;
        next = null;
        visited = new HashSet<>();
        emptyPages = 0;
        matches = 0;
        total = null;
        began = null;
    }

    String type() {
        return type;
    }

    Instant watermark() {
        return watermark;
    }

    /** The server's own clock when the search began: all that had changed by then is in it; empty when it told none. */
    Optional<Instant> began() {
        return Optional.ofNullable(began);
    }

    /** Only what changed comes once the type has been pulled whole. */
    Delivery delivery(String source) {
        Instant clock = began == null ? ourTime : began;
        return new Delivery(
                source, Way.PULL, clock, began != null, watermark == null ? Scope.EVERYTHING : Scope.CHANGES);
    }

    /** Why fewer matches came than the server announced, or empty; more is normal where data arrives meanwhile. */
    Optional<String> shortfall() {
        return total == null || matches >= total
                ? Optional.empty()
                : Optional.of(type + ": the server announced " + total + " and sent " + matches);
    }

    /** For the ledger: type and page, never the address. */
    String pageName() {
        return type + " page " + number + (again ? " (second try)" : "");
    }

    /**
     * @return the next page; empty when the search had to begin again
     * @throws PageFailed when the search cannot go on
     */
    Optional<Fetched> fetch() throws PageFailed {
        number++;
        if (next != null) {
            address = NextLink.follow(base, address, next);
        }
        if (!visited.add(UUID.nameUUIDFromBytes(address.toString().getBytes(StandardCharsets.UTF_8)))) {
            throw new PageFailed("the next link of the page before leads to a page already had");
        }
        Answer answer;
        try {
            answer = server.get(address);
        } catch (PageFailed e) {
            if (e.isGone() && number > 1 && !again) {
                again = true;
                begin();
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(taken(answer, SearchPage.of(answer)));
    }

    private Fetched taken(Answer answer, SearchPage page) throws PageFailed {
        if (number == 1) {
            began = answer.date().orElse(page.lastUpdated());
            total = page.total();
        }
        matches += page.matches();
        emptyPages = page.matches() == 0 ? emptyPages + 1 : 0;
        if (emptyPages > MOST_EMPTY_PAGES) {
            throw new PageFailed("the server leads through more than " + MOST_EMPTY_PAGES + " empty pages");
        }
        next = page.next();
        return new Fetched(pageName(), answer.body(), page, number == 1 && !again);
    }
}
