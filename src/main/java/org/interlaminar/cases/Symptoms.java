package org.interlaminar.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.interlaminar.cases.OutcomeEvent.Kind;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.recognition.Evidence;

/** Symptoms before and after one index procedure, each kind once a day; the pain that is expected is one of them. */
final class Symptoms {
    private final Episode episode;
    private final List<OutcomeEvent> events = new ArrayList<>();

    Symptoms(Episode episode) {
        this.episode = episode;
    }

    List<OutcomeEvent> events() {
        Set<String> told = new HashSet<>();
        episode.diagnoses()
                .filter(condition -> PartialDate.isDay(condition.onset()) && episode.holds(condition.onset()))
                .sorted(Comparator.comparing(RecordedCondition::onset).thenComparing(RecordedCondition::ref))
                .forEach(condition -> episode.rules()
                        .symptoms()
                        .recognise(condition.ref(), condition.code())
                        .forEach(kind -> {
                            long day = episode.day(condition.onset());
                            boolean isComplication =
                                    kind.name().equals(Episode.PROCEDURE_PAIN) && day > Episode.LAST_EXPECTED_DAY;
                            if (!isComplication && told.add(kind.name() + day)) {
                                add(kind.name(), condition.onset(), symptom(kind.name(), day), kind.evidence());
                            }
                        }));
        expectedPain(told);
        return events;
    }

    /** A flare of pain that only an adverse event or the procedure's own record tells of. */
    private void expectedPain(Set<String> told) {
        episode.adverseEvents()
                .filter(one -> PartialDate.isDay(one.on()) && episode.holds(one.on()))
                .filter(one -> episode.day(one.on()) >= 0 && episode.day(one.on()) <= Episode.LAST_EXPECTED_DAY)
                .forEach(one -> episode.pain(one.ref(), one.event())
                        .filter(evidence -> told.add(Episode.PROCEDURE_PAIN + episode.day(one.on())))
                        .forEach(evidence -> add(Episode.PROCEDURE_PAIN, one.on(), OutcomeEvent.EXPECTED, evidence)));
        episode.procedures()
                .forEach(one -> episode.pain(one.ref(), one.circumstances().complication())
                        .filter(evidence -> told.add(Episode.PROCEDURE_PAIN + 0))
                        .forEach(evidence ->
                                add(Episode.PROCEDURE_PAIN, episode.index().start(), OutcomeEvent.EXPECTED, evidence)));
    }

    private String symptom(String type, long day) {
        if (day < 0) {
            return OutcomeEvent.BEFORE;
        }
        if (type.equals(Episode.PROCEDURE_PAIN)) {
            return OutcomeEvent.EXPECTED;
        }
        return episode.isSymptomKnownBefore(type) ? OutcomeEvent.KNOWN : OutcomeEvent.NEW;
    }

    private void add(String type, PartialDate on, String attribution, Evidence evidence) {
        events.add(episode.event(Kind.SYMPTOM, type, on, attribution, List.of(evidence)));
    }
}
