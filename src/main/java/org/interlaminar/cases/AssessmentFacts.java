package org.interlaminar.cases;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.interlaminar.cases.LumbarImaging.Study;
import org.interlaminar.clinical.ImagingReport;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.recognition.ImagingRules;
import org.interlaminar.recognition.ImagingRules.Fact;
import org.interlaminar.recognition.Kinds.Kind;

/** Facts of candidacy as they were recorded by the day of each index. Clinical rules, section 4. */
final class AssessmentFacts {
    private static final int LOOK_BACK_DAYS = 365;
    private static final String SLIP = "slip";

    private record Found(Fact fact, PartialDate on) {}

    private final CaseRules rules;
    private final Chart chart;
    private final List<Study> studies;
    private final List<Found> facts;

    private AssessmentFacts(CaseRules rules, Chart chart) {
        this.rules = rules;
        this.chart = chart;
        studies = new LumbarImaging(rules.imaging())
                .of(chart)
                .filter(study -> study.on().hasDay())
                .toList();
        facts = found().toList();
    }

    /** @param indexes without one the chart is not looked at */
    static List<Assessment> before(List<ProcedureEvent> indexes, CaseRules rules, Chart chart) {
        if (indexes.isEmpty()) {
            return List.of();
        }
        AssessmentFacts facts = new AssessmentFacts(rules, chart);
        return indexes.stream().map(facts::before).toList();
    }

    private Assessment before(ProcedureEvent index) {
        Study imaging = latest(studies.stream(), index, Study::on).orElse(null);
        Fact grade = fact(ImagingRules.GRADE, index).orElse(null);
        BigDecimal flavum =
                fact(ImagingRules.FLAVUM_MM, index).map(Fact::number).orElse(null);
        Set<String> comorbidities = comorbidities(index);
        boolean slip = comorbidities.remove(SLIP);
        return new Assessment(
                index.indexNo(),
                imaging == null ? null : imaging.kind(),
                imaging == null ? null : imaging.on(),
                grade == null ? null : grade.value(),
                grade == null ? null : grade.scheme(),
                flavum,
                slip,
                List.copyOf(comorbidities),
                specialistVisit(index));
    }

    private Optional<Fact> fact(String what, ProcedureEvent index) {
        return latest(facts.stream().filter(found -> found.fact().what().equals(what)), index, Found::on)
                .map(Found::fact);
    }

    private static <T> Optional<T> latest(Stream<T> found, ProcedureEvent index, Function<T, PartialDate> on) {
        return found.filter(one -> {
                    long day = Days.between(index.start().first(), on.apply(one));
                    return day <= 0 && day >= -LOOK_BACK_DAYS;
                })
                .reduce((one, other) -> on.apply(other).compareTo(on.apply(one)) > 0 ? other : one);
    }

    private Stream<Found> found() {
        Stream<Found> reported = chart.all(ImagingReport.class)
                .filter(one -> one.isFinal() && PartialDate.isDay(one.effective()))
                .filter(one ->
                        rules.imaging().lumbarImaging(one.ref(), one.code()).isPresent())
                .flatMap(one -> rules.imaging().facts(one).stream().map(fact -> new Found(fact, one.effective())));
        Stream<Found> observed = chart.all(OutcomeObservation.class)
                .filter(one -> one.isFinal() && PartialDate.isDay(one.effective()))
                .flatMap(one -> rules.imaging().facts(one).stream().map(fact -> new Found(fact, one.effective())));
        return Stream.concat(reported, observed);
    }

    /** Recorded by the day of the index; what has no date is taken as known, because it is never new by its record. */
    private Set<String> comorbidities(ProcedureEvent index) {
        Set<String> names = new TreeSet<>();
        chart.all(RecordedCondition.class)
                .filter(one -> !one.isWithdrawn())
                .filter(one -> one.onset() == null
                        || !one.onset().first().isAfter(index.start().first()))
                .forEach(one -> rules.comorbidities().recognise(one.ref(), one.code()).stream()
                        .map(Kind::name)
                        .forEach(names::add));
        return names;
    }

    private PartialDate specialistVisit(ProcedureEvent index) {
        return chart.visits()
                .filter(one -> PartialDate.isDay(one.start())
                        && one.start().first().isBefore(index.start().first())
                        && rules.scores().isSpineClinic(one))
                .map(RecordedEncounter::start)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
