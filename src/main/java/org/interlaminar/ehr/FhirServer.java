package org.interlaminar.ehr;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** One EHR's FHIR server, asked politely: repeats are few, spaced, and only where they may help (EHR B3, C5). */
final class FhirServer {
    private final HttpExchange http;
    private final RetryAfter retryAfter;
    private final int attempts;
    private final Pause pause;
    private final Clock clock;

    FhirServer(HttpExchange http, RetryAfter retryAfter, int attempts, Pause pause, Clock clock) {
        this.http = http;
        this.retryAfter = retryAfter;
        this.attempts = attempts;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * @return an answer with status 200
     * @throws PageFailed when there is none, in a sentence that names the status or the trouble
     */
    Answer get(URI uri) throws PageFailed {
        for (int attempt = 1; ; attempt++) {
            String trouble;
            Duration wait;
            try {
                Answer answer = http.get(uri);
                if (answer.isOk()) {
                    return answer;
                }
                trouble = "the server answered " + answer.status();
                if (!answer.mayPass()) {
                    throw new PageFailed(
                            answer.status(),
                            trouble + (answer.isRedirect() ? ", a redirect, which is not followed" : ""));
                }
                wait = wait(attempt, answer);
            } catch (TooLarge | IllegalArgumentException e) {
                throw new PageFailed(e instanceof TooLarge ? e.getMessage() : "the address is no HTTP address");
            } catch (IOException e) {
                trouble = named(e);
                wait = retryAfter.pause(attempt, null, clock.instant());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            if (attempt >= attempts) {
                throw new PageFailed(trouble + (attempts == 1 ? "" : ", " + attempts + " times"));
            }
            rest(wait);
        }
    }

    private Duration wait(int attempt, Answer answer) {
        String wish = answer.headers().firstValue("Retry-After").orElse(null);
        return retryAfter.pause(attempt, wish, answer.date().orElseGet(clock::instant));
    }

    private void rest(Duration wait) {
        try {
            pause.pause(wait);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while fetching", e);
    }

    /** Messages of I/O errors may quote the address, and a search may name a person. */
    private static String named(IOException e) {
        if (e instanceof HttpTimeoutException) {
            return "the server did not answer in time";
        }
        if (e instanceof ConnectException) {
            return "the server cannot be reached";
        }
        return e instanceof SSLException
                ? "the server's TLS certificate or protocol is not accepted"
                : "the connection broke or the answer was cut short";
    }
}
