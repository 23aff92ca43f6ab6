package org.interlaminar.ehr;

/** A page could not be had or cannot be used. The message is one sentence for the ledger: no content, no query string. */
final class PageFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int NO_ANSWER = 0;

    private final int status;

    PageFailed(String sentence) {
        this(NO_ANSWER, sentence);
    }

    /** @param status what HTTP said */
    PageFailed(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** Whether the server understood and will not: another question may be answered. */
    boolean isRefusal() {
        return status / 100 == 4 && status != 401 && status != 429;
    }

    /** Whether the server no longer knows what was asked for: a paging cursor that has expired. */
    boolean isGone() {
        return status == 404 || status == 410;
    }
}
