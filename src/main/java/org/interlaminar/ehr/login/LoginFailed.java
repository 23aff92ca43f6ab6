package org.interlaminar.ehr.login;

import java.io.IOException;

/** We could not log in. The message is one sentence without secrets. */
public final class LoginFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean needsSomebody;

    private LoginFailed(String sentence, boolean needsSomebody) {
        super(sentence);
        this.needsSomebody = needsSomebody;
    }

    /** It may go better later. */
    static LoginFailed forNow(String sentence) {
        return new LoginFailed(sentence, false);
    }

    /** It will not go better before somebody has done something: the source is stopped until then (EHR A9). */
    static LoginFailed untilMended(String sentence) {
        return new LoginFailed(sentence, true);
    }

    public boolean needsSomebody() {
        return needsSomebody;
    }
}
