package org.interlaminar.ehr.search;

import com.carrotsearch.hppc.LongHashSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.FhirServer;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Refused;

/** One search or history, page by page (EHR C1, C2). When the server forgets it half-way, it begins again, once. */
public final class Paging {
    private static final int MOST_EMPTY_PAGES = 100;
    private static final Set<String> NARROWING = Set.of("patient", "subject", "_id", "code");

    private static final ExecutorService AHEAD = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "ahead");
        thread.setDaemon(true);
        return thread;
    });

    private final FhirServer server;
    private final String name;
    private final URI first;

    private boolean again;
    private int number;
    private URI address;
    private String next;
    private Set<UUID> visited;
    private int emptyPages;
    private long matches;
    private long repeated;
    private LongHashSet shown;
    private Long total;
    private boolean readsAhead;
    private Future<Answer> ahead;
    private URI addressAhead;
    private Instant began;

    /** One page, not yet landed. */
    public record Fetched(String name, byte[] bytes, SearchPage page, boolean isFirst) {
        public boolean isLast() {
            return page.next() == null;
        }
    }

    /**
     * @param base the source's base URL, without a slash at its end
     * @param query what is asked for, below the base
     * @param name what is asked for, for the ledger: never the query
     */
    public Paging(FhirServer server, String base, String query, String name) {
        this.server = server;
        this.name = name;
        this.first = URI.create(base + "/" + query);
        begin();
    }

    private void begin() {
        number = 0;
        address = first;
        next = null;
        ahead = null;
        visited = new HashSet<>();
        emptyPages = 0;
        matches = 0;
        repeated = 0;
        shown = new LongHashSet();
        total = null;
        began = null;
    }

    /** The server's own clock when it was asked first: all that had changed by then is in it; empty when it told none. */
    Optional<Instant> began() {
        return Optional.ofNullable(began);
    }

    /** Matches so far, on all pages, however often each. */
    public long matches() {
        return matches;
    }

    /**
     * Why fewer matches came than the server announced, or empty; more is normal where data arrives meanwhile. A server that
     * counts pages from the beginning shows what was changed meanwhile twice, and lets something else slip through instead.
     */
    public Optional<String> shortfall() {
        long sent = matches - repeated;
        return total == null || sent >= total
                ? Optional.empty()
                : Optional.of(name + ": the server announced " + total + " and sent " + sent
                        + (repeated == 0 ? "" : ", and " + repeated + " of them again"));
    }

    /** For the ledger. */
    String pageName() {
        return name + " page " + number + (again ? " (second try)" : "");
    }

    /**
     * @return the next page; empty when it had to begin again
     * @throws FetchFailed when it cannot go on
     */
    public Optional<Fetched> fetch() throws FetchFailed {
        number++;
        Answer answer;
        try {
            answer = ahead == null ? ask() : had();
        } catch (FetchFailed e) {
            if (e.isGone() && number > 1 && !again) {
                again = true;
                begin();
                return Optional.empty();
            }
            throw e;
        }
        readAhead(answer);
        return Optional.of(taken(answer, SearchPage.of(answer)));
    }

    private Answer ask() throws FetchFailed {
        address = visit(next == null ? first : following(next));
        return server.get(address);
    }

    private URI visit(URI page) throws FetchFailed {
        if (!visited.add(UUID.nameUUIDFromBytes(page.toString().getBytes(StandardCharsets.UTF_8)))) {
            throw new FetchFailed("the next link of the page before leads to a page already had");
        }
        return page;
    }

    private Answer had() throws FetchFailed {
        Future<Answer> asked = ahead;
        ahead = null;
        address = addressAhead;
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FetchFailed failed) {
                throw failed;
            }
            throw new IllegalStateException("reading ahead failed", e.getCause());
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching", e);
        }
    }

    /** From now on the next page is asked for while the one before is read and committed. */
    Paging readingAhead() {
        readsAhead = true;
        return this;
    }

    /** Most servers write the links before the entries, so the next page can be asked for before this one is read. */
    private void readAhead(Answer answer) {
        String link = readsAhead ? SearchPage.nextBeforeEntries(answer) : null;
        if (link == null) {
            return;
        }
        try {
            URI page = visit(following(link));
            addressAhead = page;
            ahead = AHEAD.submit(() -> server.get(page));
        } catch (FetchFailed e) {
            // Told when it is its turn: this page may still be a good one.
            ahead = null;
        }
    }

    /** Other servers may be within this source's reach; a page of ours never lies there. */
    private URI following(String link) throws FetchFailed {
        URI following = server.follow(address, link);
        try {
            if (Origin.of(following).equals(Origin.of(first))) {
                return following;
            }
        } catch (Refused e) {
            throw new FetchFailed("the next link of the page before is none: " + e.getMessage());
        }
        throw new FetchFailed("the next link of the page before leads to another server and is not followed");
    }

    /** A server that leaves out what narrows a search would show us people nobody asked for. */
    private void requireAnswerToTheQuestion(SearchPage page) throws FetchFailed {
        String query = first.getRawQuery() == null ? "" : first.getRawQuery();
        List<String> narrowing = Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2)[0])
                .filter(NARROWING::contains)
                .toList();
        List<String> ignored = page.ignored(narrowing);
        if (!ignored.isEmpty()) {
            throw new FetchFailed(400, "the server says that it ignored the search parameter " + ignored.get(0));
        }
    }

    private Fetched taken(Answer answer, SearchPage page) throws FetchFailed {
        if (number == 1) {
            requireAnswerToTheQuestion(page);
            began = answer.date().orElse(page.lastUpdated());
            total = page.total();
        }
        matches += page.matches();
        if (total != null && !page.isHistory()) {
            repeated += page.matchedKeys().filter(key -> !shown.add(key)).count();
        }
        emptyPages = page.matches() == 0 ? emptyPages + 1 : 0;
        if (emptyPages > MOST_EMPTY_PAGES) {
            throw new FetchFailed("the server leads through more than " + MOST_EMPTY_PAGES + " empty pages");
        }
        next = page.next();
        return new Fetched(pageName(), answer.body(), page, number == 1 && !again);
    }
}
