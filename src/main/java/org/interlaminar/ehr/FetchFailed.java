package org.interlaminar.ehr;

/**
 * Something could not be had from an EHR or cannot be used. The message is one sentence for the ledger: no content, no query
 * string.
 */
public final class FetchFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int NO_ANSWER = 0;

    /** What follows for the source. */
    private enum Then {
        GO_ON,
        REST,
        STOP
    }

    private final int status;
    private final Then then;

    public FetchFailed(String sentence) {
        this(NO_ANSWER, sentence);
    }

    /** @param status what HTTP said */
    public FetchFailed(int status, String sentence) {
        this(status, sentence, Then.GO_ON);
    }

    private FetchFailed(int status, String sentence, Then then) {
        super(sentence);
        this.status = status;
        this.then = then;
    }

    /** Nothing more may be asked of the source for now. */
    static FetchFailed resting(String sentence) {
        return new FetchFailed(NO_ANSWER, sentence, Then.REST);
    }

    /** Nothing more may be asked of the source until somebody has looked. */
    static FetchFailed stopping(String sentence) {
        return new FetchFailed(NO_ANSWER, sentence, Then.STOP);
    }

    /** What HTTP said; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** Whether the server understood and will not: another question may be answered. */
    public boolean isRefusal() {
        return status / 100 == 4 && status != 401 && status != 429;
    }

    /** Whether the server no longer knows what was asked for: a paging cursor that has expired. */
    public boolean isGone() {
        return status == 404 || status == 410;
    }

    /** Whether asking the source for anything else is of no use now. */
    public boolean endsTheRun() {
        return then != Then.GO_ON;
    }

    /** Whether the source is to be left alone until somebody has looked (EHR A9). */
    public boolean stopsTheSource() {
        return then == Then.STOP;
    }
}
