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
    private final Paging search;
    private final Deque<ById> unshown = new ArrayDeque<>();
    private Paging further;
    private ById byId;
    private int questions;

    /** @param ourTime stands in for the server's clock where the order of versions needs one; never in the watermark */
    TypePull(String source, FhirServer server, EhrSettings.Source ehr, TypePlan plan, Instant ourTime) {
        this.source = source;
        this.server = server;
        this.ehr = ehr;
        this.plan = plan;
        this.ourTime = ourTime;
        String changes = plan.whole() ? "" : "&_lastUpdated=ge" + since() + "&_sort=_lastUpdated";
        this.search = new Paging(server, ehr.base(), plan.type() + "?_count=" + ehr.pageSize() + changes, plan.type());
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
        return further == null ? search : further;
    }

    /** The server's own clock when the search began; empty when it told none. */
    Optional<Instant> began() {
        return search.began();
    }

    Delivery delivery() {
        Instant clock = paging().began().orElse(ourTime);
        return new Delivery(
                source, Way.PULL, clock, paging().began().isPresent(), plan.whole() ? Scope.EVERYTHING : Scope.CHANGES);
    }

    /** Of the whole type: its clock is when the search began. */
    Delivery whole() {
        return Delivery.told(source, Way.PULL, search.began().orElseThrow(), Scope.EVERYTHING);
    }

    /** @return the next page; empty when the search had to begin again */
    Optional<Paging.Fetched> fetch() throws FetchFailed {
        Optional<Paging.Fetched> fetched = paging().fetch();
        if (further != null && fetched.isPresent()) {
            SearchPage page = fetched.get().page();
            if (byId != null && byId.isIgnored(further.matches())) {
                throw new FetchFailed(400, "the server was asked for some ids and answered with others");
            }
            if (byId == null && !page.isHistory()) {
                throw new FetchFailed("the answer is no history");
            }
        }
        return fetched;
    }

    /** Whether everything has been asked for, and now what was not shown is asked for by its ids. */
    boolean isAskingById() {
        return byId != null;
    }

    /** What a whole pull did not show will be asked for by its ids: a list may slide while it is read. */
    void askFor(List<String> ids) {
        unshown.addAll(ById.of(ids));
    }

    /** Whether there is something further to ask for once the present question is answered. */
    boolean goesOn() {
        return plan.whole() ? !unshown.isEmpty() : further == null && ehr.history();
    }

    /** Goes on with the history, or with what was not shown. */
    void goOn() {
        if (plan.whole()) {
            byId = unshown.remove();
            further = new Paging(server, ehr.base(), type() + byId.query(), type() + " by id, question " + ++questions);
        } else {
            String query = type() + "/_history?_since=" + since() + "&_count=" + ehr.pageSize();
            further = new Paging(server, ehr.base(), query, type() + " history");
        }
    }

    /** Why the type is not known to have come completely so far, or empty. */
    Optional<String> whyIncomplete() {
        return paging().shortfall()
                .or(() -> search.began().isPresent()
                        ? Optional.empty()
                        : Optional.of(plan.type()
                                + ": the server told no time (neither Date nor Bundle.meta.lastUpdated),"
                                + " so the next pull asks for the same again"));
    }
}
