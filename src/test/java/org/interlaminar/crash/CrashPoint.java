package org.interlaminar.crash;

import java.util.Locale;

/** Where the service is killed, told by what it says to its store: the service itself knows nothing of these points. */
enum CrashPoint {
    /** A page or file is there, nothing of it is in the store. */
    AFTER_RECEIVE(Moment.BEFORE, "create temporary table staging"),
    /** Half of a chunk has been copied. */
    MID_FILE(Moment.HALF_COPIED, "copy staging", "copy landing.version"),
    /** The store is inside the statement that merges a part. */
    MID_MERGE(Moment.INSIDE, "insert into landing.version"),
    /** The rows are where they belong, the ledger does not know of them. */
    AFTER_LANDING(Moment.BEFORE, "insert into ledger.part"),
    /** The rows are applied, the watermark is where it was. */
    AFTER_APPLY_BEFORE_WATERMARK(Moment.BEFORE, "into ledger.watermark", "update ledger.watermark"),
    /** The watermark has moved, its transaction is open. */
    AFTER_WATERMARK(Moment.AFTER, "into ledger.watermark", "update ledger.watermark"),
    BEFORE_COMMIT(Moment.COMMIT),
    /** Committed, and nobody has been told. */
    AFTER_COMMIT_BEFORE_ACKNOWLEDGEMENT(Moment.COMMIT),
    /** The server has taken an export, and where to ask for it is not known here. */
    AFTER_EXPORT_IS_TAKEN(Moment.BEFORE, "set state = 'running', status_url"),
    /** A file of an export is marked in a transaction that is open, others are to come. */
    MID_EXPORTED_FILES(Moment.AFTER, "update ledger.bulk_file set done = true"),
    /** Watermarks have moved, the export is not known to have landed. */
    BEFORE_EXPORT_HAS_LANDED(Moment.BEFORE, "set state = 'landed'"),
    /** The export has landed, the server still keeps it for us. */
    AFTER_WATERMARK_BEFORE_DELETE(Moment.BEFORE, "status_url is not null and not released"),
    AFTER_RUN_BEGAN(Moment.AFTER, "insert into ledger.run"),
    /** All parts are in, the run has no end. */
    BEFORE_RUN_ENDS(Moment.BEFORE, "update ledger.run set finished_at = ?, outcome = ?"),
    /** Half of a batch's cases has been copied. */
    MID_DERIVE(Moment.HALF_COPIED, "copy cases."),
    /** The cases are written, the marks that asked for them still stand. */
    AFTER_DERIVE_BEFORE_DELETE(Moment.BEFORE, "delete from landing.dirty"),
    /** The marks are gone, the transaction is open. */
    AFTER_DELETE(Moment.AFTER, "delete from landing.dirty"),
    /** Everybody is marked, the other value sets are not in force. */
    MID_RETAG(Moment.BEFORE, "into ledger.terminology"),
    /** Between two rows of an analyst's table. */
    MID_EXPORT(Moment.BETWEEN_ROWS, "select t.* from mart.", "select * from mart."),
    /** A dropped file has been claimed and nothing else. */
    AFTER_CLAIM(Moment.DROP),
    /** A dropped file has landed and has not been moved. */
    AFTER_LANDING_BEFORE_MOVE(Moment.DROP);

    /** How a point is told from outside. */
    enum Moment {
        BEFORE,
        INSIDE,
        AFTER,
        HALF_COPIED,
        BETWEEN_ROWS,
        COMMIT,
        DROP
    }

    private final Moment moment;
    private final String[] texts;

    CrashPoint(Moment moment, String... texts) {
        this.moment = moment;
        this.texts = texts;
    }

    boolean isReachedBy(Moment now, String sql) {
        if (moment != now || sql == null) {
            return false;
        }
        for (String text : texts) {
            if (sql.contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether only a service with its routes comes here. */
    boolean needsRoutes() {
        return moment == Moment.DROP;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
