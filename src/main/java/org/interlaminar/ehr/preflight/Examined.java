package org.interlaminar.ehr.preflight;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.login.LoginFailed;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Trouble;

/** A source under examination, and what has been learned about it so far. */
final class Examined {
    /** The first answer, when it was asked for and when it had come, by our clock. */
    record Greeting(Answer answer, Instant asked, Instant came) {}

    private final String source;
    private final EhrSettings.Ehr common;
    private final Ehrs.Stranger stranger;
    private final Questions questions;
    private final Options options;
    private final List<ExaminedType> types;
    private Greeting greeting;
    private FetchFailed ungreeted;
    private Optional<String> notLoggedIn;
    private Statement statement;
    private Boolean history;
    private String patient;

    Examined(String source, EhrSettings.Ehr common, Ehrs.Stranger stranger, Questions questions, Options options) {
        this.source = source;
        this.common = common;
        this.stranger = stranger;
        this.questions = questions;
        this.options = options;
        this.types = settings().types().stream()
                .map(type -> new ExaminedType(type, settings().parameters(type).get(0), questions))
                .toList();
        types.stream()
                .filter(type -> settings().exported().contains(type.name()))
                .forEach(ExaminedType::comesByExport);
    }

    /** Its id. */
    String name() {
        return source;
    }

    /** A key of this source's settings. */
    String key(String key) {
        return "interlaminar.sources." + source + "." + key;
    }

    EhrSettings.Ehr common() {
        return common;
    }

    EhrSettings.Source settings() {
        return stranger.ehr().settings();
    }

    Ehrs.Stranger stranger() {
        return stranger;
    }

    Questions questions() {
        return questions;
    }

    /** Whether there is one left beyond what must be asked of this type and those after it. */
    boolean canSpareAQuestion(ExaminedType type) {
        int needed = types.subList(types.indexOf(type), types.size()).stream()
                .flatMapToInt(one -> Examiner.EACH_TYPE.stream()
                        .filter(examination -> examination.concerns(one))
                        .mapToInt(TypeExamination::questions))
                .sum();
        return questions.left() > needed;
    }

    Options options() {
        return options;
    }

    List<ExaminedType> types() {
        return types;
    }

    /** The first type that shows something. @throws NotAsked when none does */
    ExaminedType sampledType() throws NotAsked {
        return types.stream()
                .filter(ExaminedType::hasSample)
                .findFirst()
                .orElseThrow(() -> new NotAsked("no type shows a resource to try it on"));
    }

    /** What the server answers to whom it does not know; asked for once. */
    Greeting greeting() throws FetchFailed, NotAsked {
        if (greeting == null && ungreeted == null) {
            Instant asked = questions.now();
            try {
                Answer answer = questions.getUnnamed("metadata");
                greeting = new Greeting(answer, asked, questions.now());
            } catch (FetchFailed e) {
                if (e.endsTheRun()) {
                    throw new NotAsked(e.getMessage());
                }
                ungreeted = e;
            }
        }
        if (ungreeted != null) {
            throw ungreeted;
        }
        return greeting;
    }

    /** Logs in, once. @return what went wrong, or empty */
    Optional<String> logIn() throws NotAsked {
        if (notLoggedIn == null) {
            questions.mayAsk();
            notLoggedIn = Optional.empty();
            try {
                stranger.ehr().login().credential();
            } catch (LoginFailed e) {
                notLoggedIn = Optional.of(e.getMessage());
            } catch (IOException e) {
                notLoggedIn = Optional.of("of the token server it is said: " + Trouble.named(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotAsked("the pre-flight was interrupted");
            }
        }
        return notLoggedIn;
    }

    /** What the server claims; set once it was read. */
    Statement statement() {
        return statement;
    }

    void statement(Statement read) {
        statement = read;
    }

    /** Whether the server tells its history; null while that is not known. */
    Boolean history() {
        return history;
    }

    void history(boolean told) {
        history = told;
    }

    /** The id of somebody records were shown of; never told. @throws NotAsked when nobody is known */
    String patient() throws NotAsked {
        if (patient == null) {
            patient = types.stream()
                    .filter(ExaminedType::hasSample)
                    .flatMap(type -> type.shown().stream())
                    .flatMap(one -> one.patient(settings().base()).stream())
                    .findFirst()
                    .orElseThrow(() -> new NotAsked("no record that was shown names its patient"));
        }
        return patient;
    }
}
