package org.interlaminar.ehr.search;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.FhirServer;
import org.interlaminar.ehr.TypePlan;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.ledger.Way;

/**
 * One type's share of a pull: everything, and then by its id what was not shown; or what changed since the watermark less the
 * overlap and then, where the source tells one, the history of that time, which alone tells of deletes (EHR C2, C10).
 */
final class TypePull {
    private final String source;
    private final FhirServer server;
    private final EhrSettings.Source ehr;
    private final TypePlan plan;
    private final Instant ourTime;
    private final Deque<String> searches = new ArrayDeque<>();
    private final Deque<ById> unshown = new ArrayDeque<>();
    private Paging asking;
    private Paging first;
    private ById byId;
    private boolean inHistory;
    private int questions;
    private int searched;

    /** @param ourTime stands in for the server's clock where the order of versions needs one; never in the watermark */
    TypePull(String source, FhirServer server, EhrSettings.Source ehr, TypePlan plan, Instant ourTime) {
        this.source = source;
        this.server = server;
        this.ehr = ehr;
        this.plan = plan;
        this.ourTime = ourTime;
        this.searches.addAll(ehr.parameters(plan.type()));
        search();
        this.first = asking;
    }

    /** Servers that want a category, say, are asked for each in a search of its own. */
    private void search() {
        String parameters = searches.remove();
        String changes = plan.whole() ? "" : "&_lastUpdated=ge" + since() + "&_sort=_lastUpdated";
        String name = ++searched == 1 ? type() : type() + ", search " + searched;
        asking = new Paging(
                        server,
                        ehr.base(),
                        type() + "?_count=" + ehr.pageSize() + (parameters.isEmpty() ? "" : "&" + parameters) + changes,
                        name)
                .readingAhead();
    }

    private String since() {
        return DateTimeFormatter.ISO_INSTANT.format(plan.watermark().minus(ehr.overlap()));
    }

    TypePlan plan() {
        return plan;
    }

    String type() {
        return plan.type();
    }

    /** What is asked for at present. */
    Paging paging() {
        return asking;
    }

    /** The server's own clock when the search began; empty when it told none. */
    Optional<Instant> began() {
        return first.began();
    }

    Delivery delivery() {
        Instant clock = paging().began().orElse(ourTime);
        return new Delivery(
                source, Way.PULL, clock, paging().began().isPresent(), plan.whole() ? Scope.EVERYTHING : Scope.CHANGES);
    }

    /** Of the whole type: its clock is when the search began. */
    Delivery whole() {
        return Delivery.told(source, Way.PULL, first.began().orElseThrow(), Scope.EVERYTHING);
    }

    /** @return the next page; empty when the search had to begin again */
    Optional<Paging.Fetched> fetch() throws FetchFailed {
        Optional<Paging.Fetched> fetched = asking.fetch();
        if (fetched.isPresent() && byId != null && byId.isIgnored(asking.matches())) {
            throw new FetchFailed(400, "the server was asked for some ids and answered with others");
        }
        if (fetched.isPresent() && inHistory && !fetched.get().page().isHistory()) {
            throw new FetchFailed("the answer is no history");
        }
        return fetched;
    }

    /** Whether everything has been asked for, and now what was not shown is asked for by its ids. */
    boolean isAskingById() {
        return byId != null;
    }

    /** Whether all that the type's searches find has been asked for. */
    boolean isReadToItsEnd() {
        return byId == null && searches.isEmpty();
    }

    /** What a whole pull did not show will be asked for by its ids: a list may slide while it is read. */
    void askFor(List<String> ids) {
        unshown.addAll(ById.of(ids));
    }

    /** Whether there is something further to ask for once the present question is answered. */
    boolean goesOn() {
        return !searches.isEmpty() || (plan.whole() ? !unshown.isEmpty() : !inHistory && ehr.history());
    }

    /** Goes on with the next search, with the history, or with what was not shown. */
    void goOn() {
        if (!searches.isEmpty()) {
            search();
        } else if (plan.whole()) {
            byId = unshown.remove();
            asking = new Paging(server, ehr.base(), type() + byId.query(), type() + " by id, question " + ++questions);
        } else {
            String query = type() + "/_history?_since=" + since() + "&_count=" + ehr.pageSize();
            inHistory = true;
            asking = new Paging(server, ehr.base(), query, type() + " history");
        }
    }

    /** Why the type is not known to have come completely so far, or empty. */
    Optional<String> whyIncomplete() {
        return paging().shortfall()
                .or(() -> first.began().isPresent()
                        ? Optional.empty()
                        : Optional.of(plan.type()
                                + ": the server told no time (neither Date nor Bundle.meta.lastUpdated),"
                                + " so the next pull asks for the same again"));
    }
}
