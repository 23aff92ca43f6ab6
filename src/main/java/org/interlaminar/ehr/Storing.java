package org.interlaminar.ehr;

import java.io.IOException;
import java.sql.SQLException;
import org.interlaminar.ledger.LateRun;
import org.interlaminar.ledger.Tally;
import org.interlaminar.ledger.TerminologyDiffers;
import org.interlaminar.store.StoreUnavailable;

/** Stores what an EHR answered, and tells a page that cannot be stored from a store that is away or has no room. */
public final class Storing {
    private Storing() {}

    /** One transaction of a run. */
    public interface Page {
        Tally land() throws IOException, SQLException;
    }

    /**
     * @throws FetchFailed when this page cannot be stored, in a sentence without content
     * @throws SQLException when nothing can be stored at present: no fault of the EHR, and the same page may be stored later
     * @throws LateRun when another run has taken the source
     * @throws TerminologyDiffers when the value sets have been moved meanwhile
     */
    public static Tally store(Page page) throws FetchFailed, SQLException {
        try {
            return page.land();
        } catch (IOException e) {
            throw new FetchFailed("could not be split into resources");
        } catch (LateRun | TerminologyDiffers e) {
            throw e;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw new FetchFailed("could not be landed (" + told(e) + ")");
        } catch (SQLException e) {
            if (StoreUnavailable.isBehind(e)) {
                throw e;
            }
            // The driver's message may quote a value.
            throw new FetchFailed("could not be stored (SQLSTATE " + e.getSQLState() + ")");
        }
    }

    /** Only the landing rooms' own sentences are known to be without content. */
    private static String told(RuntimeException e) {
        return e instanceof IllegalStateException
                ? e.getMessage()
                : e.getClass().getName();
    }
}
