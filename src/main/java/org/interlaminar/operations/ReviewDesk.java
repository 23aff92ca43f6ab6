package org.interlaminar.operations;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.intake.Decisions;
import org.interlaminar.intake.Decisions.Answer;
import org.interlaminar.intake.JoinedPeople;
import org.interlaminar.reporting.CaseSummary;
import org.interlaminar.reporting.Cases;
import org.interlaminar.reporting.ReviewList;
import org.interlaminar.reporting.ReviewList.Decided;
import org.interlaminar.reporting.ReviewList.Open;
import org.interlaminar.reporting.ReviewList.Question;
import org.interlaminar.reporting.ReviewList.Standing;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where people answer what recognition left open. An answer is landed; deriving the person again makes it count. */
@Component
class ReviewDesk {
    static final int LONGEST_NOTE = 2000;

    /**
     * What came of it.
     *
     * @param done whether anything was landed
     * @param words never with anything of the note
     */
    record Reply(boolean done, String words) {}

    private final ReviewList list;
    private final Decisions decisions;
    private final JoinedPeople joined;
    private final Cases cases;
    private final Derivation derivation;
    private final JdbcOperations store;
    private final Clock clock;

    ReviewDesk(
            ReviewList list,
            Decisions decisions,
            JoinedPeople joined,
            Cases cases,
            Derivation derivation,
            JdbcOperations store,
            Clock clock) {
        this.list = list;
        this.decisions = decisions;
        this.joined = joined;
        this.cases = cases;
        this.derivation = derivation;
        this.store = store;
        this.clock = clock;
    }

    /** Answers a question that is open now, yes or no; what is asked about the record meanwhile may be something else. */
    @Transactional
    public Reply decide(Question question, Answer answer, String note, String by) {
        String why = note.strip();
        if (why.isEmpty()) {
            return no("Nothing was decided: the note is empty. Say in a few words what the answer rests on.");
        }
        if (why.length() > LONGEST_NOTE) {
            return no("Nothing was decided: the note has " + Console.number(why.length()) + " characters, and "
                    + Console.number(LONGEST_NOTE) + " are the most.");
        }
        if (why.indexOf('\0') >= 0) {
            return no("Nothing was decided: the note holds a character that cannot be kept.");
        }
        hold(question);
        Optional<Open> open = list.openAbout(question.source(), question.type(), question.id()).stream()
                .filter(one -> one.question().equals(question))
                .findFirst();
        if (open.isEmpty()) {
            return no("Nothing was decided: " + whyNotOpen(question));
        }
        if (open.get().answered() != null) {
            return no("Nothing was decided: " + answered(question).orElse("the question has been answered meanwhile."));
        }
        land(open.get().person(), question, answer, why, by);
        return new Reply(true, of(question) + ": " + question.tag() + " is decided to be " + answer.word() + ".");
    }

    /** Takes the answer back that counts for a question now. */
    @Transactional
    public Reply takeBack(Question question, String note, String by) {
        String why = note.strip();
        if (why.length() > LONGEST_NOTE || why.indexOf('\0') >= 0) {
            return no("Nothing was taken back: the note cannot be kept as it is; " + Console.number(LONGEST_NOTE)
                    + " characters are the most.");
        }
        hold(question);
        Optional<Decided> inForce = inForce(question);
        if (inForce.isEmpty()) {
            return no("Nothing was taken back: no answer to this question about " + of(question) + " is in force.");
        }
        landFor(inForce.get().patient(), question, Answer.OPEN, why, by);
        return new Reply(
                true,
                of(question) + ": the answer " + inForce.get().answer() + " to " + question.tag() + " is taken back.");
    }

    /** What became of answers, also where the person has no case by which to tell. */
    List<Decided> settled(List<Decided> decided) throws SQLException {
        List<Decided> settled = new ArrayList<>();
        for (Decided one : decided) {
            settled.add(one.standing() == Standing.NO_CASE ? one.with(standing(one)) : one);
        }
        return settled;
    }

    /** The records of a person. */
    Person person(PersonKey record) {
        return onStore(connection -> joined.of(connection, List.of(record)).get(record));
    }

    /** A person's case in a few words. */
    String caseOf(Person person) {
        List<PersonKey> records = person.records();
        return onStore(connection -> cases.summaries(connection, records)).values().stream()
                .findFirst()
                .map(ReviewDesk::words)
                .orElse("no case");
    }

    private static String words(CaseSummary one) {
        return "lss " + one.lss() + ", mild " + one.mild();
    }

    private Standing standing(Decided one) throws SQLException {
        String number = Long.toString(one.number());
        boolean applies = derivation.explain(one.patient()).stream()
                .flatMap(derived -> derived.one().codeHits().stream())
                .map(hit -> hit.evidence())
                .anyMatch(evidence -> evidence.rule().equals(ReviewList.RULE)
                        && evidence.match().valueSet().version().equals(number));
        return applies ? Standing.APPLIES : Standing.NO_LONGER;
    }

    private void hold(Question question) {
        onStore(connection -> {
            decisions.hold(connection, question.source(), question.type(), question.id());
            return null;
        });
    }

    /** Landed for the Patient the record is about, so that it goes with the record when people are joined or parted. */
    private void land(PersonKey person, Question question, Answer answer, String note, String by) {
        PersonKey about = onStore(
                        connection -> decisions.subject(connection, question.source(), question.type(), question.id()))
                .orElse(person);
        landFor(about, question, answer, note, by);
    }

    private void landFor(PersonKey about, Question question, Answer answer, String note, String by) {
        Decisions.Landed landed = new Decisions.Landed(
                0,
                about,
                question.type(),
                question.id(),
                question.tag(),
                question.fingerprint(),
                answer,
                note,
                by,
                clock.instant());
        onStore(connection -> {
            decisions.land(connection, landed);
            return null;
        });
    }

    private String whyNotOpen(Question question) {
        return answered(question)
                .orElse("the question about " + of(question) + " does not stand any more: the record says something"
                        + " else now, or is gone. The list shows what is asked instead.");
    }

    private Optional<String> answered(Question question) {
        return inForce(question)
                .filter(one -> one.standing() != Standing.NO_LONGER)
                .map(one -> of(question) + " was answered " + one.answer() + " by " + one.by() + " at "
                        + StatusReport.minute(one.at()) + ". Take that back first.");
    }

    private Optional<Decided> inForce(Question question) {
        return list.decidedAbout(question.source(), question.type(), question.id()).stream()
                .filter(one -> one.question().equals(question))
                .findFirst();
    }

    private <T> T onStore(ConnectionCallback<T> work) {
        return store.execute(work);
    }

    private static String of(Question question) {
        return question.record() + " of " + question.source();
    }

    private static Reply no(String words) {
        return new Reply(false, words);
    }
}
