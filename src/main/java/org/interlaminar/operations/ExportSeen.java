package org.interlaminar.operations;

import java.time.Instant;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.BulkJobs.FilesDone;
import org.interlaminar.ledger.BulkJobs.Job;

/**
 * A source's newest bulk export.
 *
 * @param open whether something is still to come of it
 * @param what it is doing, in words
 * @param whole whether everything was asked for
 * @param progress what the server says of it, or null
 * @param files landed of how many; of no files before the server has told them
 * @param failure why it failed, or null
 */
record ExportSeen(
        boolean open,
        String what,
        boolean whole,
        Instant since,
        Instant endedAt,
        String progress,
        FilesDone files,
        int troubles,
        String failure) {

    static ExportSeen of(Job job, FilesDone files) {
        return new ExportSeen(
                job.state().isOpen(),
                words(job.state()),
                job.order().whole(),
                job.beganAt(),
                job.endedAt(),
                job.state() == BulkJobs.State.RUNNING ? job.progress() : null,
                files,
                job.troubles(),
                job.reason());
    }

    private static String words(BulkJobs.State state) {
        return switch (state) {
            case ASKED -> "is being asked for";
            case RUNNING -> "the server works on it";
            case READY -> "its files are being fetched and landed";
            case LANDED -> "has landed";
            case FAILED -> "failed";
        };
    }
}
