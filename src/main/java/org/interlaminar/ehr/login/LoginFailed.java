package org.interlaminar.ehr.login;

import java.io.IOException;
import java.util.Optional;
import org.interlaminar.outbound.Answer;

/** We could not log in. The message is one sentence without secrets. */
public final class LoginFailed extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean needsSomebody;
    private final transient Answer answer;

    private LoginFailed(String sentence, boolean needsSomebody, Answer answer) {
        super(sentence);
        this.needsSomebody = needsSomebody;
        this.answer = answer;
    }

    /** It may go better later. */
    static LoginFailed forNow(String sentence) {
        return forNow(sentence, null);
    }

    /** @param answer that may say when to come back */
    static LoginFailed forNow(String sentence, Answer answer) {
        return new LoginFailed(sentence, false, answer);
    }

    /** It will not go better before somebody has done something: the source is stopped until then (EHR A9). */
    static LoginFailed untilMended(String sentence) {
        return new LoginFailed(sentence, true, null);
    }

    public boolean needsSomebody() {
        return needsSomebody;
    }

    /** What the server answered instead, when it did. */
    public Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }
}
