package org.interlaminar.ehr.search;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.interlaminar.ehr.Capabilities;
import org.interlaminar.ehr.DueSources;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.NotDue;
import org.interlaminar.ehr.PullResult;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.intake.Progress;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Pulls a source by FHIR search (<a href="https://hl7.org/fhir/R4/http.html#search">R4 search</a>): in one call, or step by
 * step as the route does.
 */
@Component
public class SearchPull {
    private static final Logger LOG = LoggerFactory.getLogger(SearchPull.class);

    private final Ehrs ehrs;
    private final DueSources due;
    private final Landing landing;
    private final Ledger ledger;
    private final PullLegs legs;
    private final PersonFetch people;
    private final Schedule schedule;
    private final EhrLoad load;
    private final Clock clock;

    SearchPull(
            Ehrs ehrs,
            Landing landing,
            Ledger ledger,
            PullLegs legs,
            PersonFetch people,
            Schedule schedule,
            EhrLoad load,
            Clock clock) {
        this.ehrs = ehrs;
        this.due = new DueSources(Way.PULL, schedule, ehrs);
        this.landing = landing;
        this.ledger = ledger;
        this.legs = legs;
        this.people = people;
        this.schedule = schedule;
        this.load = load;
        this.clock = clock;
    }

    /** One pull, of what changed where that is known. */
    public PullResult pull(String source, Consumer<Progress> progress) throws SourceIsBusy, SQLException {
        return pull(source, false, progress);
    }

    /**
     * One pull from beginning to end.
     *
     * @param whole everything is asked for again, and what does not come is gone
     * @param progress is told how far it is
     * @throws SourceIsBusy when another run holds the source
     * @throws SQLException when the store is away; what has landed stays, the run is partial
     * @throws IllegalArgumentException naming the missing key when the source has no base URL
     */
    public PullResult pull(String source, boolean whole, Consumer<Progress> progress)
            throws SourceIsBusy, SQLException {
        people.fetch(source);
        try (Pull pull = open(source, whole)) {
            pull.onProgress(progress);
            while (hasMore(pull)) {
                fetch(pull);
                land(pull);
            }
            return end(pull);
        }
    }

    /** Sources whose time to be pulled has come and that may be asked now. */
    public List<String> due() {
        return due.list();
    }

    /**
     * Takes a source that is due.
     *
     * @throws NotDue when another node has taken it meanwhile
     */
    public String take(String source) throws NotDue {
        return due.take(source);
    }

    /** Fetches again the people whose bodies are wanted back. */
    public String fetchPeople(String source) throws SourceIsBusy, SQLException {
        people.fetch(source);
        return source;
    }

    /** Opens a run on the source and asks its server what it speaks. */
    public Pull begin(String source) throws SourceIsBusy, SQLException {
        return open(source, false);
    }

    private Pull open(String source, boolean whole) throws SourceIsBusy, SQLException {
        Ehrs.Ehr ehr = ehrs.ehr(source);
        Instant now = clock.instant();
        LandingRun run = landing.open(Delivery.told(source, Way.PULL, now, Delivery.Scope.CHANGES));
        PullRun pullRun = new PullRun(source, run);
        try {
            schedule.goesOn(Way.PULL, source, run.number());
            requireFhir(ehr, pullRun);
            return new Pull(pullRun, ledger, pullRun.isOver() ? List.of() : legs.of(pullRun, ehr, whole, now));
        } catch (SQLException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private static void requireFhir(Ehrs.Ehr ehr, PullRun run) throws SQLException {
        try {
            Capabilities.require(ehr.server().get(URI.create(ehr.settings().base() + "/metadata")));
        } catch (FetchFailed e) {
            run.failed("metadata", e);
            run.end();
        }
    }

    /** Whether the pull has a further page to ask for. */
    public boolean hasMore(Pull pull) {
        return pull.hasMore();
    }

    /** Fetches the next page. */
    public void fetch(Pull pull) throws SQLException {
        schedule.goesOn(Way.PULL, pull.source(), pull.run());
        pull.fetch();
    }

    /** Commits the page fetched. */
    public void land(Pull pull) throws SQLException {
        pull.land();
    }

    /** Ends the run and lets the source go. A pull that was stopped half-way leaves a partial run, and is soon repeated. */
    public PullResult end(Pull pull) throws SQLException {
        try (pull) {
            pull.finish();
            if (!pull.hasMore()) {
                schedule.ended(pull.source(), pull.run());
                pull.stop()
                        .ifPresentOrElse(
                                why -> schedule.stop(pull.source(), why), () -> schedule.goesWell(pull.source()));
            }
        }
        load.write(pull.source());
        RunSummary run = pull.summary();
        LOG.info(
                "pull of {}, run {}: {}, {} received, {} stored, {} duplicate, {} filtered, {} quarantined, {} gaps",
                run.source(),
                run.run(),
                run.outcome().word(),
                run.received(),
                run.stored(),
                run.duplicate(),
                run.filtered(),
                run.quarantined(),
                run.gaps().size());
        PullResult result = new PullResult(pull.source(), clock.instant(), run);
        schedule.told(result);
        return result;
    }
}
