package org.interlaminar.ehr.bulk;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipException;
import org.interlaminar.ehr.BulkSettings;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.ehr.Storing;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.InputFile;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.intake.Progress;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.BulkJobs.File;
import org.interlaminar.ledger.BulkJobs.Job;
import org.interlaminar.ledger.BulkJobs.Kind;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Tally;
import org.interlaminar.ledger.Way;

/**
 * One run that lands a finished export: the files that have not landed yet, then what is gone, and the watermarks with it. A file
 * is done when its rows are committed; what was found wrong with it is kept until the end, so that a crash forgets nothing.
 */
final class ExportLanding {
    private final Ehrs.Ehr ehr;
    private final Job job;
    private final LandingRun run;
    private final EhrSettings.Ehr limits;
    private final FileIntake intake;
    private final BulkJobs jobs;
    private final Ledger ledger;
    private final Schedule schedule;
    private final String screenGeneration;
    private final Set<String> held = new TreeSet<>();

    /** What the landing needs of other rooms. */
    record Rooms(EhrSettings.Ehr limits, FileIntake intake, BulkJobs jobs, Ledger ledger, Schedule schedule) {}

    ExportLanding(Ehrs.Ehr ehr, Job job, LandingRun run, Rooms rooms, String screenGeneration) {
        this.ehr = ehr;
        this.job = job;
        this.run = run;
        this.limits = rooms.limits();
        this.intake = rooms.intake();
        this.jobs = rooms.jobs();
        this.ledger = rooms.ledger();
        this.schedule = rooms.schedule();
        this.screenGeneration = screenGeneration;
    }

    /** What is known of the export's resources before the first. */
    static Delivery delivery(Ehrs.Ehr ehr, Job job) {
        boolean ofSome = job.order().onlyThese() || ehr.settings().bulk().level() == BulkSettings.Level.GROUP;
        Delivery.Scope everything = ofSome ? Delivery.Scope.EVERYTHING_OF_SOME : Delivery.Scope.EVERYTHING;
        boolean whole = job.order().whole() || job.order().onlyThese();
        return Delivery.told(
                job.source(), Way.BULK, job.transactionTime(), whole ? everything : Delivery.Scope.CHANGES);
    }

    /**
     * Lands the files that are not done.
     *
     * @param asItIs the export, its links maybe renewed
     * @throws FetchFailed when one cannot be had or cannot be used; those before it are done
     */
    void landFiles(Job asItIs) throws FetchFailed, SQLException, IOException {
        List<File> missing =
                jobs.files(job).stream().filter(file -> !file.done()).toList();
        run.expect(Progress.Measure.RESOURCES, announced(missing));
        try (Spool spool = new Spool(limits.spool(), job.source());
                Downloads downloads = new Downloads(ehr, asItIs, missing, spool)) {
            while (downloads.hasNext()) {
                schedule.goesOn(Way.BULK, job.source(), run.number());
                Downloads.Downloaded next = downloads.next();
                if (next.file().kind() == Kind.ERROR) {
                    readErrors(next);
                } else {
                    land(next);
                }
                next.delete();
            }
            run.settle();
        }
    }

    /** @return 0 where the manifest does not say it of every file */
    private static long announced(List<File> files) {
        List<File> output =
                files.stream().filter(file -> file.kind() == Kind.OUTPUT).toList();
        boolean isKnown = output.stream().allMatch(file -> file.expected() != null);
        return isKnown ? output.stream().mapToLong(File::expected).sum() : 0;
    }

    private void land(Downloads.Downloaded next) throws FetchFailed, SQLException {
        File file = next.file();
        InputFile input =
                new InputFile(next.path(), name(file), limits.maxFile().toBytes());
        Long expected = file.kind() == Kind.OUTPUT ? file.expected() : null;
        Storing.store(() -> {
            try {
                intake.land(
                        run,
                        input,
                        expected,
                        (connection, tally) ->
                                jobs.done(connection, job, file.number(), next.sha256(), gap(file, tally)));
            } catch (EOFException | ZipException e) {
                throw new IllegalStateException("the file is gzip that ends or breaks in the middle");
            } catch (IOException e) {
                throw new IllegalStateException("the file cannot be read, or is larger than interlaminar.ehr.max-file");
            }
            return new Tally();
        });
    }

    private static String name(File file) {
        String what = file.kind() == Kind.DELETED ? "deletes" : file.type().isEmpty() ? "export" : file.type();
        return what + ", file " + file.number();
    }

    /** Why the file is not what the manifest said, or null (EHR B6). */
    private static String gap(File file, Tally tally) {
        if (file.kind() != Kind.OUTPUT) {
            return null;
        }
        long[] other = new long[2];
        tally.each((line, lines) -> {
            // Headers, as some servers put before the first resource.
            other[0] += line.type().equals("Parameters") ? lines : 0;
            boolean isOther = !file.type().isEmpty()
                    && !Set.of(file.type(), "Parameters", "(unreadable)").contains(line.type());
            other[1] += isOther ? lines : 0;
        });
        long lines = tally.total();
        if (file.expected() != null && lines != file.expected() && lines - other[0] != file.expected()) {
            return name(file) + ": the manifest says " + file.expected() + " lines and there are " + lines;
        }
        return other[1] == 0
                ? null
                : name(file) + ": " + other[1] + " of " + lines + " lines are of another type than the manifest says";
    }

    /** What the server could not export (EHR B8). It is read again by every run that ends the export, since it lands nothing. */
    private void readErrors(Downloads.Downloaded next) throws FetchFailed, SQLException {
        Set<String> concerned = new TreeSet<>();
        Set<String> codes = new TreeSet<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new InputFile(next.path(), name(next.file()), limits.maxPage().toBytes()).stream(),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Outcome outcome = Outcome.of(line.getBytes(StandardCharsets.UTF_8));
                if (outcome.isError()) {
                    concerned.addAll(outcome.concerned(job.order().types()));
                    codes.addAll(outcome.codes());
                }
            }
        } catch (IOException e) {
            throw new FetchFailed(
                    "the file of errors cannot be read to its end, or is larger than interlaminar.ehr.max-page");
        }
        if (!concerned.isEmpty()) {
            held.addAll(concerned);
            run.missing(
                    "errors, file " + next.file().number(),
                    "the server could not export all of " + String.join(", ", concerned) + " ("
                            + String.join(", ", codes) + ")");
        }
    }

    /** Nothing came though there had been something: what there was is not taken for gone. */
    void doubtEmptiness() throws SQLException {
        held.addAll(job.order().types());
        run.missing(
                "export",
                "the server says, twice, that there is nothing to export, and there had been something before");
    }

    /** Ends the export: tells what is missing, lands what is gone, moves the watermarks of what is whole. */
    void conclude() throws SQLException {
        for (File file : jobs.files(job)) {
            if (file.gap() != null) {
                held.addAll(file.type().isEmpty() ? job.order().types() : List.of(file.type()));
                run.missing(name(file), file.gap());
            }
        }
        if (!job.order().onlyThese()) {
            for (String type : job.order().types()) {
                if (!held.contains(type)) {
                    conclude(type);
                }
            }
        }
        run.conclude("export", (connection, nothing) -> jobs.landed(connection, job));
    }

    private void conclude(String type) throws SQLException {
        Optional<Instant> before = ledger.watermark(job.source(), type);
        if (job.order().whole()) {
            run.landGone(delivery(ehr, job), type, (connection, tally) -> moveWatermark(connection, type, before));
        } else {
            run.conclude(type + " changes", (connection, tally) -> moveWatermark(connection, type, before));
        }
    }

    private void moveWatermark(Connection connection, String type, Optional<Instant> before) throws SQLException {
        boolean screened = job.order().whole() && job.order().screenGeneration().equals(screenGeneration);
        if (!ledger.moveWatermark(
                connection,
                job.source(),
                type,
                before.orElse(null),
                job.transactionTime(),
                run.number(),
                screened ? screenGeneration : null)) {
            throw new IllegalStateException("another run moved the watermark meanwhile");
        }
    }
}
