package org.interlaminar.ehr.bulk;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.intake.Progress;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.BulkJobs.Job;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.stereotype.Component;

/** Lands finished exports, each in a run of its own, and tells the ledger of those that failed. */
@Component
class ExportLandings {
    private final Exports exports;
    private final BulkJobs jobs;
    private final Landing landing;
    private final ExportLanding.Rooms rooms;
    private final FhirProfiles profiles;
    private final Clock clock;

    ExportLandings(
            EhrSettings settings,
            Exports exports,
            Landing landing,
            FileIntake intake,
            BulkJobs jobs,
            Ledger ledger,
            Schedule schedule,
            FhirProfiles profiles,
            Clock clock) {
        this.exports = exports;
        this.jobs = jobs;
        this.landing = landing;
        this.rooms = new ExportLanding.Rooms(settings.ehr(), intake, jobs, ledger, schedule);
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * @param progress is told how far the landing is
     * @throws SQLException when the store is away: the export goes on where it was
     */
    Step land(Ehrs.Ehr ehr, Job ready, Consumer<Progress> progress) throws SourceIsBusy, SQLException {
        Job job = ready;
        Delivery delivery = ExportLanding.delivery(ehr, job);
        try (LandingRun run = landing.open(delivery)) {
            if (job.run() != null && !delivery.incremental()) {
                run.goOnWith(job.run());
            }
            jobs.landsIn(job, run.number());
            run.onProgress(progress);
            ExportLanding export = new ExportLanding(ehr, job, run, rooms, profiles.screenGeneration());
            Duration next;
            try {
                landFiles(ehr, job, export);
                next = restored(run, job) ? Duration.ZERO : conclude(ehr, job, export);
            } catch (FetchFailed e) {
                run.settle();
                next = lost(run, ehr, job, e);
            }
            RunSummary summary = run.finish();
            return Step.ended(next, summary, summary.reason());
        }
    }

    private void landFiles(Ehrs.Ehr ehr, Job job, ExportLanding export) throws FetchFailed, SQLException {
        try {
            try {
                export.landFiles(job);
            } catch (FetchFailed e) {
                if (!isOfItsLink(e) || job.renewed() || !exports.renew(ehr, job)) {
                    throw e;
                }
                export.landFiles(jobs.open(job.source()).orElseThrow());
            }
        } catch (IOException e) {
            throw new FetchFailed("the folder for files of exports cannot be used ("
                    + e.getClass().getSimpleName() + "); interlaminar.ehr.spool names another");
        }
    }

    /** Links to files expire; the manifest may hold fresh ones (EHR B7). */
    private static boolean isOfItsLink(FetchFailed e) {
        return e.status() == 401 || e.status() == 403 || e.isGone();
    }

    private boolean restored(LandingRun run, Job job) throws SQLException {
        if (run.olderThanBefore() == 0) {
            return false;
        }
        String why = "the server shows older versions than before for " + run.olderThanBefore()
                + " keys: restored from a backup? The next export asks for everything again";
        run.missing("export", why);
        jobs.failed(job, why);
        return true;
    }

    private Duration conclude(Ehrs.Ehr ehr, Job job, ExportLanding export) throws SQLException {
        boolean isEmpty = jobs.files(job).stream().noneMatch(file -> file.kind() == BulkJobs.Kind.OUTPUT);
        if (job.emptySeen() && isEmpty && job.order().since() == null) {
            export.doubtEmptiness();
        }
        export.conclude();
        return job.order().onlyThese() ? Duration.ZERO : ehr.settings().bulk().every();
    }

    /** A file that cannot be had is asked for again later; when that is of no use, everything is, by a fresh export. */
    private Duration lost(LandingRun run, Ehrs.Ehr ehr, Job job, FetchFailed why) throws SQLException {
        run.missing("export", why.getMessage());
        boolean isHopeless = isOfItsLink(why) || job.troubles() + 1 >= Exports.MOST_TROUBLES;
        if (isHopeless) {
            jobs.failed(job, why.getMessage());
        } else {
            jobs.trouble(job);
        }
        return ehr.server().pauseAfter(job.troubles() + 1);
    }

    /** Leaves a partial run that says why there is nothing. */
    RunSummary tell(String source, String why) throws SourceIsBusy, SQLException {
        Delivery nothing = Delivery.told(source, Way.BULK, clock.instant(), Delivery.Scope.CHANGES);
        try (LandingRun run = landing.open(nothing)) {
            run.missing("export", why);
            return run.finish();
        }
    }
}
