package org.interlaminar.ehr;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.interlaminar.ehr.courtesy.Courtesy;
import org.interlaminar.ehr.courtesy.SourceRests;
import org.interlaminar.ehr.login.Login;
import org.interlaminar.ehr.login.LoginFailed;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Credential;
import org.interlaminar.outbound.Gate;
import org.interlaminar.outbound.Link;
import org.interlaminar.outbound.Refused;
import org.interlaminar.outbound.Request;
import org.interlaminar.outbound.TooLarge;
import org.interlaminar.outbound.Trouble;

/**
 * One EHR's FHIR server, asked politely: in its turn, logged in, with repeats that are few, spaced, and only where they may help
 * (EHR A5, B3, C5).
 */
public final class FhirServer {
    public static final String FHIR_JSON = "application/fhir+json";
    private static final int UNAUTHORIZED = 401;

    /** Manners towards it. @param attempts how often one thing is asked for before it counts as failed */
    record Manners(Courtesy courtesy, RetryAfter retryAfter, int attempts, Pause pause, Clock clock) {}

    private interface Sending {
        Answer send(Request request) throws IOException, InterruptedException;
    }

    private final URI base;
    private final Gate gate;
    private final Login login;
    private final Manners manners;

    FhirServer(String base, Gate gate, Login login, Manners manners) {
        this.base = URI.create(base);
        this.gate = gate;
        this.login = login;
        this.manners = manners;
    }

    /**
     * @return an answer with status 200
     * @throws FetchFailed when there is none, in a sentence that names the status or the trouble
     */
    public Answer get(URI uri) throws FetchFailed {
        Answer answer = send(Request.get(uri, FHIR_JSON));
        if (!answer.isOk()) {
            throw unexpected(answer);
        }
        return answer;
    }

    /** A failure that names an answer's status. */
    public static FetchFailed unexpected(Answer answer) {
        return new FetchFailed(
                answer.status(),
                "the server answered " + answer.status()
                        + (answer.isRedirect() ? ", a redirect, which is not followed" : ""));
    }

    /**
     * Sends as often as may help.
     *
     * @return an answer that asking again would not better, whatever its status
     * @throws FetchFailed when there is none
     */
    public Answer send(Request request) throws FetchFailed {
        return send(request, true, gate::send);
    }

    /** The same without showing who we are. */
    public Answer sendUnnamed(Request request) throws FetchFailed {
        return send(request, false, gate::send);
    }

    /** The same once only: who asks decides when to ask again. @return the answer, whatever its status */
    public Answer sendOnce(Request request) throws FetchFailed {
        try {
            return authorised(request, true, gate::send);
        } catch (IOException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Downloads a file; see {@link Gate#download}.
     *
     * @param withToken whether the server that has the file is shown who we are
     */
    public Answer download(Request request, boolean withToken, Path target, LongConsumer progress) throws FetchFailed {
        return send(
                request,
                withToken,
                one -> gate.download(one, target, bytes -> {
                    manners.courtesy().received(bytes);
                    progress.accept(bytes);
                }));
    }

    /** Where a link leads that the server wrote; whether it may be asked is decided when it is. */
    public URI follow(URI page, String link) throws FetchFailed {
        try {
            return Link.follow(base, page, link);
        } catch (Refused e) {
            throw new FetchFailed(e.getMessage());
        }
    }

    /** Of these FHIR types, those that our login does not let us read. */
    public List<String> notGranted(List<String> types) {
        return login.notGranted(types);
    }

    /** How long to wait before asking again after this answer. @param attempt from 1 */
    public Duration pauseAfter(int attempt, Answer answer) {
        String wish = answer.headers().firstValue("Retry-After").orElse(null);
        Instant now = answer.date().orElseGet(manners.clock()::instant);
        return manners.retryAfter().pause(attempt, wish, now);
    }

    /** The same where there was none. */
    public Duration pauseAfter(int attempt) {
        return manners.retryAfter().pause(attempt, null, manners.clock().instant());
    }

    private Answer send(Request request, boolean withLogin, Sending sending) throws FetchFailed {
        for (int attempt = 1; ; attempt++) {
            int status = 0;
            String trouble;
            Duration wait;
            try {
                Answer answer = authorised(request, withLogin, sending);
                if (!answer.mayPass()) {
                    return answer;
                }
                status = answer.status();
                trouble = "the server answered " + status;
                wait = pauseAfter(attempt, answer);
            } catch (TooLarge | Refused | SourceRests e) {
                throw failed(e);
            } catch (LoginFailed e) {
                if (e.needsSomebody()) {
                    throw failed(e);
                }
                trouble = e.getMessage();
                int times = attempt;
                wait = e.answer().map(answer -> pauseAfter(times, answer)).orElseGet(() -> pauseAfter(times));
            } catch (IOException e) {
                trouble = Trouble.named(e);
                wait = pauseAfter(attempt);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            if (attempt >= manners.attempts()) {
                throw new FetchFailed(
                        status, trouble + (manners.attempts() == 1 ? "" : ", " + manners.attempts() + " times"));
            }
            rest(wait);
        }
    }

    /** A token that is refused is replaced once, also when the refusal is a page of HTML (EHR A5). */
    private Answer authorised(Request request, boolean withLogin, Sending sending)
            throws IOException, InterruptedException {
        Optional<Credential> shown = withLogin ? login.credential() : Optional.empty();
        Answer answer = inTurn(request, shown, sending);
        if (answer.status() == UNAUTHORIZED && shown.isPresent() && login.refused(shown.get())) {
            return inTurn(request, login.credential(), sending);
        }
        return answer;
    }

    private Answer inTurn(Request request, Optional<Credential> shown, Sending sending)
            throws IOException, InterruptedException {
        Request complete = shown.isPresent() ? request.as(shown.get()) : request;
        return manners.courtesy().ask(() -> sending.send(complete));
    }

    private static FetchFailed failed(IOException e) {
        if (e instanceof SourceRests) {
            return FetchFailed.resting("the source is left alone: " + e.getMessage());
        }
        if (e instanceof LoginFailed login) {
            return login.needsSomebody()
                    ? FetchFailed.stopping(login.getMessage())
                    : new FetchFailed(login.getMessage());
        }
        return new FetchFailed(Trouble.named(e));
    }

    private void rest(Duration wait) {
        try {
            manners.pause().pause(wait);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while fetching", e);
    }
}
