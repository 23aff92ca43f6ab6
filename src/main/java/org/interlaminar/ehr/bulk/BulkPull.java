package org.interlaminar.ehr.bulk;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.interlaminar.ehr.DueSources;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.NotDue;
import org.interlaminar.ehr.Pause;
import org.interlaminar.ehr.PullResult;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.intake.Progress;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.BulkJobs.Job;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Pulls a source by bulk export (<a href="https://hl7.org/fhir/uv/bulkdata/export.html">Bulk Data Access</a>), a step at a time:
 * asks for one, asks how far it is, or lands its files. Nobody waits in between: when the next step is due stands in the store.
 */
@Component
public class BulkPull {
    private static final Logger LOG = LoggerFactory.getLogger(BulkPull.class);

    private final Ehrs ehrs;
    private final DueSources due;
    private final ExportOrders orders;
    private final Exports exports;
    private final ExportLandings landings;
    private final BulkJobs jobs;
    private final Schedule schedule;
    private final EhrLoad load;
    private final Pause pause;
    private final Clock clock;

    BulkPull(
            Ehrs ehrs,
            ExportOrders orders,
            Exports exports,
            ExportLandings landings,
            BulkJobs jobs,
            Schedule schedule,
            EhrLoad load,
            Pause pause,
            Clock clock) {
        this.ehrs = ehrs;
        this.due = new DueSources(Way.BULK, schedule, ehrs);
        this.orders = orders;
        this.exports = exports;
        this.landings = landings;
        this.jobs = jobs;
        this.schedule = schedule;
        this.load = load;
        this.pause = pause;
        this.clock = clock;
    }

    /** Sources of which something is to be done now. */
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

    /** Does the next step of the source's export, whatever that is. */
    public Step advance(String source) throws SourceIsBusy, SQLException {
        return advance(source, false, any -> {});
    }

    private Step advance(String source, boolean whole, Consumer<Progress> progress) throws SourceIsBusy, SQLException {
        Ehrs.Ehr ehr = ehrs.ehr(source);
        Step step = step(source, ehr, whole, progress);
        if (step.ended()) {
            exports.release(ehr, source);
        }
        if (step.run() != null) {
            tell(source, step.run());
        }
        load.write(source);
        schedule.exportGoesOnIn(source, step.next());
        return step;
    }

    private Step step(String source, Ehrs.Ehr ehr, boolean whole, Consumer<Progress> progress)
            throws SourceIsBusy, SQLException {
        Optional<Job> open = jobs.open(source);
        try {
            if (open.isEmpty() || open.get().state() == BulkJobs.State.ASKED) {
                Job job = open.isPresent() ? open.get() : jobs.begin(orders.next(source, ehr, whole));
                Step step = exports.ask(ehr, job);
                schedule.goesWell(source);
                return step;
            }
            return open.get().state() == BulkJobs.State.RUNNING
                    ? exports.poll(ehr, open.get())
                    : landings.land(ehr, open.get(), progress);
        } catch (FetchFailed e) {
            return failed(source, e);
        }
    }

    private Step failed(String source, FetchFailed why) throws SourceIsBusy, SQLException {
        RunSummary run = landings.tell(source, why.getMessage());
        jobs.open(source).ifPresent(job -> jobs.failed(job, why.getMessage()));
        if (why.stopsTheSource()) {
            schedule.stop(source, why.getMessage());
        }
        return Step.ended(schedule.poll(), run, why.getMessage());
    }

    private void tell(String source, RunSummary run) {
        LOG.info(
                "export of {}, run {}: {}, {} received, {} stored, {} duplicate, {} filtered, {} quarantined, {} gaps",
                run.source(),
                run.run(),
                run.outcome().word(),
                run.received(),
                run.stored(),
                run.duplicate(),
                run.filtered(),
                run.quarantined(),
                run.gaps().size());
        schedule.told(new PullResult(source, clock.instant(), run));
    }

    /**
     * One export from beginning to end, or the rest of one that is under way.
     *
     * @param whole everything is asked for; an export under way goes on as it was asked for
     * @param progress is told how far the landing is
     * @param said is told in words how far the server is
     * @return the last step
     */
    public Step pull(String source, boolean whole, Consumer<Progress> progress, Consumer<String> said)
            throws SourceIsBusy, SQLException, InterruptedException {
        Step step = advance(source, whole, progress);
        while (!step.ended()) {
            said.accept(step.said());
            pause.pause(step.next());
            step = advance(source, whole, progress);
        }
        return step;
    }
}
