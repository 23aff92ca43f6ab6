package org.interlaminar.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.cases.OutcomeEvent.Kind;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Tag;

/**
 * Complications, re-interventions, symptoms, unplanned returns and milestones of one person's index procedures. Clinical
 * rules, section 6.
 */
final class EventTimeline {
    private static final int LAST_DAY_OF_RETURN = 30;

    private final CaseRules rules;
    private final Chart chart;
    private final ProcedureTimeline procedures;

    EventTimeline(CaseRules rules, Chart chart, ProcedureTimeline procedures) {
        this.rules = rules;
        this.chart = chart;
        this.procedures = procedures;
    }

    /** @param milestones recognised in observations and questionnaires */
    List<OutcomeEvent> events(List<ToldMilestone> milestones) {
        List<OutcomeEvent> events = new ArrayList<>();
        for (ProcedureEvent index : procedures.indexes()) {
            Episode episode = new Episode(rules, chart, index, next(index));
            reinterventions(episode).forEach(events::add);
            events.addAll(new Complications(episode).events());
            events.addAll(new Symptoms(episode).events());
            returns(episode).forEach(events::add);
            milestones(episode, milestones).forEach(events::add);
        }
        events.sort(Comparator.comparingInt(OutcomeEvent::indexNo)
                .thenComparingLong(OutcomeEvent::day)
                .thenComparing(OutcomeEvent::kind)
                .thenComparing(OutcomeEvent::type));
        return List.copyOf(events);
    }

    private ProcedureEvent next(ProcedureEvent index) {
        List<ProcedureEvent> all = procedures.indexes();
        return index.indexNo() < all.size() ? all.get(index.indexNo()) : null;
    }

    private Stream<OutcomeEvent> reinterventions(Episode episode) {
        return procedures.reinterventions(episode.index()).stream()
                .filter(episode::isUntilNext)
                .map(event -> episode.event(
                        Kind.REINTERVENTION,
                        event.kind() == Tag.MILD ? "repeat-mild" : event.kind().word(),
                        event.start(),
                        ProcedureTimeline.role(event.kind()).word(),
                        event.evidence()));
    }

    private Stream<OutcomeEvent> returns(Episode episode) {
        return chart.visits()
                .filter(visit -> PartialDate.isDay(visit.start()) && rules.isUnplanned(visit))
                .filter(visit -> episode.day(visit.start()) >= 1 && episode.day(visit.start()) <= LAST_DAY_OF_RETURN)
                .map(visit -> episode.event(
                        Kind.UNPLANNED_RETURN,
                        rules.setting(visit),
                        visit.start(),
                        OutcomeEvent.TEMPORAL_ONLY,
                        List.of(rules.ofClass(visit))));
    }

    private static Stream<OutcomeEvent> milestones(Episode episode, List<ToldMilestone> milestones) {
        return milestones.stream()
                .filter(one -> episode.holds(one.on()) && episode.day(one.on()) >= 0)
                .map(one -> episode.event(
                        Kind.MILESTONE, one.type(), one.on(), OutcomeEvent.RECORDED, List.of(one.evidence())));
    }
}
