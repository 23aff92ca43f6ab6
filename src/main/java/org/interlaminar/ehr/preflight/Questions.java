package org.interlaminar.ehr.preflight;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.FhirServer;
import org.interlaminar.ehr.search.Paging;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Request;

/** What is asked of the server: little, counted and timed, and nothing more once that is of no use or too much. */
final class Questions {
    private static final int MOST = 60;
    private static final int TYPES_WITHIN_MOST = 8;
    private static final int MORE_FOR_EACH_FURTHER = 6;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int TOO_MANY_REQUESTS = 429;

    private interface Asking<T> {
        T ask() throws FetchFailed;
    }

    private final Ehrs.Ehr ehr;
    private final Clock clock;
    private final Instant began;
    private final int most;
    private Duration slowest = Duration.ZERO;
    private String ended;

    Questions(Ehrs.Ehr ehr, Clock clock) {
        this.ehr = ehr;
        this.clock = clock;
        this.began = clock.instant();
        int further = Math.max(0, ehr.settings().types().size() - TYPES_WITHIN_MOST);
        this.most = MOST + MORE_FOR_EACH_FURTHER * further;
    }

    /** @param below what stands behind the base URL and its slash */
    URI address(String below) {
        return URI.create(ehr.settings().base() + "/" + below);
    }

    /** @return an answer with status 200 */
    Answer get(String below) throws FetchFailed, NotAsked {
        return ask(() -> ehr.server().get(address(below)));
    }

    /** @return an answer of any status but those that may pass */
    Answer send(Request request) throws FetchFailed, NotAsked {
        return ask(() -> ehr.server().send(request));
    }

    /** The same without showing who we are. */
    Answer getUnnamed(String below) throws FetchFailed, NotAsked {
        return ask(() -> ehr.server().sendUnnamed(Request.get(address(below), FhirServer.FHIR_JSON)));
    }

    /** @return the answer to the only try, of any status */
    Answer once(Request request) throws FetchFailed, NotAsked {
        return ask(() -> ehr.server().sendOnce(request));
    }

    /** Asks as a pull does. */
    Paging search(String query, String name) {
        return new Paging(ehr.server(), ehr.settings().base(), query, name);
    }

    /** The search's next page; a search that would have to begin again is not begun again. */
    Paging.Fetched next(Paging search) throws FetchFailed, NotAsked {
        return ask(search::fetch).orElseThrow(() -> new FetchFailed("the server has already forgotten the search"));
    }

    private <T> T ask(Asking<T> asking) throws FetchFailed, NotAsked {
        mayAsk();
        Instant sent = clock.instant();
        try {
            return asking.ask();
        } catch (FetchFailed e) {
            if (e.endsTheRun() || e.status() == TOO_MANY_REQUESTS) {
                ended = e.getMessage();
            }
            throw e;
        } finally {
            Duration took = Duration.between(sent, clock.instant());
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
    }

    /** @throws NotAsked when nothing more is asked */
    void mayAsk() throws NotAsked {
        if (ended == null && left() <= 0) {
            ended = "the pre-flight asks no more than " + most + " requests";
        } else if (ended == null && took().compareTo(LONGEST) > 0) {
            ended = "the pre-flight takes no longer than " + LONGEST.toMinutes() + " minutes";
        }
        if (ended != null) {
            throw new NotAsked(ended);
        }
    }

    Instant began() {
        return began;
    }

    Instant now() {
        return clock.instant();
    }

    /** Requests so far, those to other servers than the EHR's and all repeats among them. */
    int asked() {
        return (int) ehr.gate().sent();
    }

    int left() {
        return most - asked();
    }

    /** Since the beginning. */
    Duration took() {
        return Duration.between(began, clock.instant());
    }

    /** The longest time one question took. */
    Duration slowest() {
        return slowest;
    }

    /** Whether something was not asked that should have been. */
    boolean wereCutShort() {
        return ended != null;
    }
}
