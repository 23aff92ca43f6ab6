package org.interlaminar.explanation;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.interlaminar.cases.CaseSettings;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.cases.OutcomeScore;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.explanation.Explanation.Aside;
import org.interlaminar.explanation.Explanation.Change;
import org.interlaminar.explanation.Explanation.Ground;
import org.interlaminar.explanation.Explanation.Missing;
import org.interlaminar.explanation.Explanation.Open;
import org.interlaminar.explanation.Explanation.Person;
import org.interlaminar.explanation.Explanation.Procedure;
import org.interlaminar.explanation.Explanation.Scale;
import org.interlaminar.explanation.Explanation.Source;

/** Makes the explanation of a case, once, for everyone who shows it. */
public final class Explaining {
    private final PersonCase one;
    private final Facts facts;
    private final CaseSettings settings;
    private final Grounds grounds;

    private Explaining(PersonCase one, CaseSettings settings, Terminology terminology) {
        this.one = one;
        this.facts = new Facts(one);
        this.settings = settings;
        this.grounds = new Grounds(one, terminology);
    }

    /** @param settings by which the case was assembled; @param terminology for our own labels of codes */
    public static Explanation of(
            PersonCase one,
            CaseSettings settings,
            Terminology terminology,
            List<Missing> bodiesMissing,
            List<Change> changes) {
        return new Explaining(one, settings, terminology).explanation(bodiesMissing, changes);
    }

    /** Of somebody about whom nothing counts any more, or who is held back as a whole. */
    public static Explanation ofNothing(PersonKey person, List<Change> changes) {
        return new Explanation(
                person.source(),
                person.patient(),
                false,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                changes,
                List.of());
    }

    private Explanation explanation(List<Missing> bodiesMissing, List<Change> changes) {
        List<Explanation.Answer> answers = new Answers(facts, grounds, !bodiesMissing.isEmpty()).all();
        List<Procedure> procedures =
                one.procedures().stream().map(this::procedure).toList();
        return new Explanation(
                one.person().source(),
                one.person().patient(),
                true,
                person(),
                answers,
                new Timeline(facts).entries(),
                scales(),
                new Indexes(one, settings, grounds).all(),
                procedures,
                one.indexes().isEmpty()
                        ? one.scores().stream()
                                .map(score -> WindowsAround.score(score, grounds))
                                .toList()
                        : List.of(),
                notCounted(answers, procedures),
                one.reviews().stream()
                        .map(review -> new Open(
                                review.ref().type(),
                                review.ref().id(),
                                Words.date(review.on()),
                                review.tag(),
                                review.reason(),
                                review.settledBy()))
                        .toList(),
                one.setAside().stream()
                        .map(aside -> new Aside(aside.ref().type(), aside.ref().id(), aside.cause(), aside.message()))
                        .toList(),
                bodiesMissing,
                changes,
                List.of());
    }

    private Person person() {
        boolean known = one.patient() != null;
        return new Person(
                known ? one.patient().sex() : null,
                one.ageAtIndex(),
                known && one.patient().deceased(),
                known ? Words.date(one.patient().death()) : null,
                Words.date(one.lastContact()),
                one.joined());
    }

    private List<Scale> scales() {
        return one.scores().stream()
                .map(OutcomeScore::instrument)
                .distinct()
                .map(instrument -> new Scale(
                        instrument.name(),
                        instrument.component(),
                        instrument.lowest(),
                        instrument.highest(),
                        instrument.unit(),
                        instrument.highIsWorse(),
                        instrument.meaningfulChange()))
                .sorted(Comparator.comparing(Scale::instrument)
                        .thenComparing(Scale::component)
                        .thenComparing(Scale::unit))
                .toList();
    }

    private Procedure procedure(ProcedureEvent event) {
        return new Procedure(
                event.kind().word(),
                Words.kind(event.kind()),
                Words.date(event.start()),
                event.indexNo(),
                event.day(),
                one.indexes().contains(event),
                event.reintervention().word(),
                event.certainty().word(),
                List.copyOf(event.levels()),
                grounds.ofEvidence(event.evidence()));
    }

    /** What stands nowhere else: records that were looked at and refused, and observations that are no outcome score. */
    private List<Ground> notCounted(List<Explanation.Answer> answers, List<Procedure> procedures) {
        Set<String> told = new HashSet<>();
        Stream.concat(
                        answers.stream().map(Explanation.Answer::evidence),
                        procedures.stream().map(Procedure::evidence))
                .flatMap(Collection::stream)
                .forEach(ground -> ground.records().forEach(record -> told.add(name(ground, record))));
        return grounds
                .of(one.codeHits().stream()
                        .filter(hit -> !hit.answer().equals("score"))
                        .sorted(Comparator.comparing(CodeHit::answer))
                        .toList())
                .stream()
                .filter(ground -> ground.records().stream().anyMatch(record -> !told.contains(name(ground, record))))
                .toList();
    }

    private static String name(Ground ground, Source record) {
        return ground.rule() + " " + ground.system() + "|" + ground.code() + " " + record.type() + "/" + record.id();
    }
}
