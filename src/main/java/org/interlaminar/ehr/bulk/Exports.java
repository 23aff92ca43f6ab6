package org.interlaminar.ehr.bulk;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.interlaminar.ehr.BulkSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.RetryAfter;
import org.interlaminar.intake.Holdings;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.BulkJobs.Job;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks servers for exports and how far they are (EHR B1 to B5, B12, B13). */
@Component
class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    /** A server that could not be asked so many times in a row has lost the export. */
    static final int MOST_TROUBLES = 10;

    /** Where one export may run at a time, another one is waited for; where one may be had a day, the day is. */
    private static final RetryAfter LONG_WAITS = new RetryAfter(Duration.ofHours(1), Duration.ofHours(24));

    private static final int MOST_PROGRESS = 100;

    private final BulkJobs jobs;
    private final Holdings holdings;
    private final Clock clock;

    Exports(BulkJobs jobs, Holdings holdings, Clock clock) {
        this.jobs = jobs;
        this.holdings = holdings;
        this.clock = clock;
    }

    /**
     * @return a step that goes on, or one that is put off because the server wants it later
     * @throws FetchFailed when there will be no export
     */
    Step ask(Ehrs.Ehr ehr, Job job) throws FetchFailed {
        Answer answer = ehr.server().sendOnce(KickOff.of(ehr.settings(), job.order()));
        if (answer.status() == 202) {
            return taken(ehr, job, answer);
        }
        Outcome outcome = Outcome.of(answer.body());
        if (answer.status() == 429 || outcome.has("throttled")) {
            return putOff(job, "the server has another export of ours under way", longWait(answer, Instant.MIN));
        }
        if (outcome.saysTooRecent()) {
            Instant again = jobs.latestLanded(job.source())
                    .map(last -> last.beganAt().plus(Duration.ofHours(24)))
                    .orElse(Instant.MAX);
            return putOff(
                    job, "the server allows an export of this group only once in a while", longWait(answer, again));
        }
        boolean ofGroup = ehr.settings().bulk().level() == BulkSettings.Level.GROUP;
        throw new FetchFailed(
                answer.status(),
                ofGroup && (answer.status() == 404 || answer.status() == 410)
                        ? "the Group that interlaminar.sources." + job.source()
                                + ".group names does not exist on the server (" + answer.status() + ")"
                        : "the server was asked for an export and answered " + answer.status() + told(outcome));
    }

    private Step taken(Ehrs.Ehr ehr, Job job, Answer answer) throws FetchFailed {
        String location = answer.headers()
                .firstValue("Content-Location")
                .orElseThrow(() -> new FetchFailed("the server took the export and did not say where to ask for it"));
        URI status = ehr.server().follow(URI.create(ehr.settings().base()), location);
        jobs.taken(job, status.toString());
        LOG.info(
                "export of {}: the server works on {}",
                job.source(),
                job.order().types());
        return Step.goesOn(ehr.server().pauseAfter(1, answer), "the server has begun");
    }

    private Step putOff(Job job, String why, Duration wait) {
        jobs.failed(job, why);
        LOG.info("export of {}: {}; asked again in {}", job.source(), why, wait);
        return Step.putOff(wait, why);
    }

    private Duration longWait(Answer answer, Instant again) {
        Instant now = clock.instant();
        String wish = answer.headers().firstValue("Retry-After").orElse(null);
        if (wish == null && again.isAfter(now)) {
            return again.equals(Instant.MAX) ? LONG_WAITS.longest() : Duration.between(now, again);
        }
        return LONG_WAITS.pause(1, wish, answer.date().orElse(now));
    }

    private static String told(Outcome outcome) {
        return outcome.codes().isEmpty() ? "" : " (" + String.join(", ", outcome.codes()) + ")";
    }

    /**
     * Asks once how far it is.
     *
     * @throws FetchFailed when there will be nothing more of this export
     */
    Step poll(Ehrs.Ehr ehr, Job job) throws FetchFailed {
        Duration patience = ehr.settings().bulk().patience();
        if (Duration.between(job.beganAt(), clock.instant()).compareTo(patience) > 0) {
            throw new FetchFailed("the server has worked on the export for longer than bulk.patience, " + patience);
        }
        Answer answer;
        try {
            answer = ehr.server().sendOnce(Request.get(URI.create(job.statusUrl()), "application/json"));
        } catch (FetchFailed e) {
            if (e.endsTheRun()) {
                throw e;
            }
            return trouble(ehr, job, Optional.empty(), e.getMessage());
        }
        if (answer.isOk()) {
            return ready(ehr, job, answer);
        }
        Outcome outcome = Outcome.of(answer.body());
        if (answer.status() == 202 || answer.status() == 429 || answer.mayPass() && outcome.has("transient")) {
            return goesOn(ehr, job, answer);
        }
        boolean mayHelp = answer.status() == 401 || answer.mayPass() && outcome.isEmpty();
        if (mayHelp) {
            return trouble(ehr, job, Optional.of(answer), "the server answered " + answer.status());
        }
        throw new FetchFailed(answer.status(), "the server gave the export up with " + answer.status() + told(outcome));
    }

    private Step goesOn(Ehrs.Ehr ehr, Job job, Answer answer) {
        String progress = answer.headers()
                .firstValue("X-Progress")
                .map(Exports::cleaned)
                .filter(text -> !text.isEmpty())
                .orElse(null);
        if (progress != null && !progress.equals(job.progress())) {
            LOG.info("export of {}: the server says {}", job.source(), progress);
        }
        jobs.goesOn(job, progress);
        return Step.goesOn(
                ehr.server().pauseAfter(job.polled() + 1, answer), progress == null ? "the server works" : progress);
    }

    /** What a server says of its progress ends on terminals and pages: plain words and numbers, and not many. */
    static String cleaned(String said) {
        String plain = said.replaceAll("[^A-Za-z0-9 %.,:/()-]+", " ")
                .replaceAll(" +", " ")
                .strip();
        return plain.length() > MOST_PROGRESS
                ? plain.substring(0, MOST_PROGRESS).strip()
                : plain;
    }

    private Step trouble(Ehrs.Ehr ehr, Job job, Optional<Answer> answer, String what) throws FetchFailed {
        if (job.troubles() + 1 >= MOST_TROUBLES) {
            throw new FetchFailed(
                    "the server could not be asked how far the export is, " + MOST_TROUBLES + " times: " + what);
        }
        jobs.trouble(job);
        return Step.goesOn(
                answer.map(told -> ehr.server().pauseAfter(job.polled() + 1, told))
                        .orElseGet(() -> ehr.server().pauseAfter(job.polled() + 1)),
                what);
    }

    /** An export without anything is not believed the first time where there had been something before (EHR B5). */
    private Step ready(Ehrs.Ehr ehr, Job job, Answer answer) throws FetchFailed {
        Manifest manifest = Manifest.read(ehr.server(), answer, URI.create(job.statusUrl()));
        if (manifest.isEmpty()
                && !job.emptySeen()
                && holdings.isAnything(job.source(), job.order().types())) {
            jobs.saysNothing(job);
            return Step.goesOn(
                    ehr.server().pauseAfter(job.polled() + 1, answer), "the server says that there is nothing");
        }
        jobs.ready(job, manifest.transactionTime(), manifest.needsToken(), manifest.files());
        return Step.goesOn(Duration.ZERO, manifest.files().size() + " files can be had");
    }

    /** Reads the manifest again, for fresh links (EHR B7). @return whether it is of the same files */
    boolean renew(Ehrs.Ehr ehr, Job job) throws FetchFailed {
        URI status = URI.create(job.statusUrl());
        Answer answer = ehr.server().send(Request.get(status, "application/json"));
        if (!answer.isOk()) {
            return false;
        }
        Manifest manifest = Manifest.read(ehr.server(), answer, status);
        List<BulkJobs.File> before = jobs.files(job);
        if (!manifest.transactionTime().equals(job.transactionTime()) || !isSame(before, manifest.files())) {
            return false;
        }
        jobs.renew(job, manifest.needsToken(), manifest.files());
        return true;
    }

    private static boolean isSame(List<BulkJobs.File> one, List<BulkJobs.File> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i).kind() != other.get(i).kind()
                    || !one.get(i).type().equals(other.get(i).type())) {
                return false;
            }
        }
        return true;
    }

    /** Tells the server which ended exports are not needed any more; one that cannot be told is told with the next. */
    void release(Ehrs.Ehr ehr, String source) {
        for (Job job : jobs.unreleased(source)) {
            try {
                Answer answer = ehr.server().sendOnce(Request.delete(URI.create(job.statusUrl())));
                if (!answer.mayPass()) {
                    jobs.released(job);
                }
            } catch (FetchFailed e) {
                LOG.info(
                        "export of {}: the server could not be told that it may be forgotten: {}",
                        source,
                        e.getMessage());
            }
        }
    }
}
