package org.interlaminar.ehr.search;

import java.sql.SQLException;
import java.util.Optional;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.Storing;
import org.interlaminar.intake.LandingRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The run of a pull, as its legs see it: what lands, what is missing, and whether it is of use to go on. */
final class PullRun {
    private static final Logger LOG = LoggerFactory.getLogger(PullRun.class);

    private final String source;
    private final LandingRun run;
    private boolean over;
    private String stop;

    PullRun(String source, LandingRun run) {
        this.source = source;
        this.run = run;
    }

    String source() {
        return source;
    }

    LandingRun landing() {
        return run;
    }

    long number() {
        return run.number();
    }

    /** Whether nothing further is asked of the source in this run. */
    boolean isOver() {
        return over;
    }

    /** Why the source is to be left alone until somebody has looked, or empty. */
    Optional<String> stop() {
        return Optional.ofNullable(stop);
    }

    /** @param why a sentence that names what is missing */
    void missing(String name, String why) throws SQLException {
        LOG.warn("pull of {}, run {}: {}", source, run.number(), why);
        run.missing(name, why);
    }

    /** Where nothing more may be asked, one line in the ledger is enough for all that is still to come. */
    void failed(String name, FetchFailed why) throws SQLException {
        missing(name, name + ": " + why.getMessage());
        over |= why.endsTheRun();
        if (why.stopsTheSource()) {
            stop = why.getMessage();
        }
    }

    /** @return whether it could be stored; if not, that is told */
    boolean stored(String name, Storing.Page what) throws SQLException {
        try {
            Storing.store(what);
        } catch (FetchFailed e) {
            missing(name, name + ": " + e.getMessage());
            return false;
        }
        return true;
    }

    /**
     * Looks whether what landed last was older than what the source had shown before.
     *
     * @param type what landed
     * @return whether the source counts as restored from a backup, which ends the run
     */
    boolean isRestored(String type) throws SQLException {
        if (run.olderThanBefore() == 0) {
            return false;
        }
        over = true;
        missing(
                type,
                type + ": the server shows older versions than before for " + run.olderThanBefore()
                        + " keys: restored from a backup? The next pull asks for everything again");
        return true;
    }

    /** Nothing of the server can be used. */
    void end() {
        over = true;
    }
}
