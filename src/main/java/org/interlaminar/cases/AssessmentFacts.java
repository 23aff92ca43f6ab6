package org.interlaminar.cases;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.ImagingReport;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.ImagingRules;
import org.interlaminar.recognition.ImagingRules.Fact;
import org.interlaminar.recognition.Kinds.Kind;

/** Facts of candidacy as they were recorded by the day of each index. Clinical rules, section 4. */
final class AssessmentFacts {
    private static final int LOOK_BACK_DAYS = 365;
    private static final String SLIP = "slip";
    private static final Set<String> FINAL = Set.of("final", "amended", "corrected");
    private static final Set<String> WRONG = Set.of("refuted", "entered-in-error");

    private record Imaging(String name, PartialDate on) {}

    private record Found(Fact fact, PartialDate on) {}

    private final CaseRules rules;
    private final Chart chart;

    AssessmentFacts(CaseRules rules, Chart chart) {
        this.rules = rules;
        this.chart = chart;
    }

    List<Assessment> before(List<ProcedureEvent> indexes) {
        return indexes.stream().map(this::before).toList();
    }

    private Assessment before(ProcedureEvent index) {
        Imaging imaging = latest(imaging(), index, Imaging::on).orElse(null);
        Fact grade = latest(facts(ImagingRules.GRADE), index, Found::on)
                .map(Found::fact)
                .orElse(null);
        BigDecimal flavum = latest(facts(ImagingRules.FLAVUM_MM), index, Found::on)
                .map(found -> found.fact().number())
                .orElse(null);
        Set<String> comorbidities = comorbidities(index);
        boolean slip = comorbidities.remove(SLIP);
        return new Assessment(
                index.indexNo(),
                imaging == null ? null : imaging.name(),
                imaging == null ? null : imaging.on(),
                grade == null ? null : grade.value(),
                grade == null ? null : grade.scheme(),
                flavum,
                slip,
                List.copyOf(comorbidities),
                specialistVisit(index));
    }

    private static <T> Optional<T> latest(
            Stream<T> found, ProcedureEvent index, java.util.function.Function<T, PartialDate> on) {
        return found.filter(one -> {
                    long day = Days.between(index.start().first(), on.apply(one));
                    return day <= 0 && day >= -LOOK_BACK_DAYS;
                })
                .reduce((one, other) -> on.apply(other).compareTo(on.apply(one)) > 0 ? other : one);
    }

    private Stream<Imaging> imaging() {
        return Stream.of(
                        chart.all(PerformedProcedure.class)
                                .filter(one -> "completed".equals(one.status()))
                                .map(one -> imaging(one.ref(), one.code(), one.start())),
                        chart.all(ImagingReport.class)
                                .filter(one -> FINAL.contains(String.valueOf(one.status())))
                                .map(one -> imaging(one.ref(), one.code(), one.effective())),
                        chart.all(BilledServices.class)
                                .filter(one -> "active".equals(one.status()) && "claim".equals(one.use()))
                                .flatMap(one -> one.lines().stream()
                                        .filter(line -> !line.denied())
                                        .map(line -> imaging(one.ref(), line.service(), line.start()))))
                .flatMap(found -> found)
                .flatMap(Optional::stream);
    }

    private Optional<Imaging> imaging(SourceRef ref, CodedText code, PartialDate on) {
        return on == null || !on.hasDay()
                ? Optional.empty()
                : rules.imaging().lumbarImaging(ref, code).map(kind -> new Imaging(kind.name(), on));
    }

    private Stream<Found> facts(String what) {
        List<Found> found = new ArrayList<>();
        chart.all(ImagingReport.class)
                .filter(one -> FINAL.contains(String.valueOf(one.status())) && hasDay(one.effective()))
                .filter(one ->
                        rules.imaging().lumbarImaging(one.ref(), one.code()).isPresent())
                .forEach(
                        one -> rules.imaging().facts(one).forEach(fact -> found.add(new Found(fact, one.effective()))));
        chart.all(OutcomeObservation.class)
                .filter(one -> FINAL.contains(String.valueOf(one.status())) && hasDay(one.effective()))
                .forEach(
                        one -> rules.imaging().facts(one).forEach(fact -> found.add(new Found(fact, one.effective()))));
        return found.stream().filter(one -> one.fact().what().equals(what));
    }

    private static boolean hasDay(PartialDate on) {
        return on != null && on.hasDay();
    }

    /** Recorded by the day of the index; what has no date is taken as known, because it is never new by its record. */
    private Set<String> comorbidities(ProcedureEvent index) {
        Set<String> names = new TreeSet<>();
        chart.all(RecordedCondition.class)
                .filter(one -> !WRONG.contains(String.valueOf(one.verificationStatus())))
                .filter(one -> one.onset() == null
                        || !one.onset().first().isAfter(index.start().first()))
                .forEach(one -> rules.comorbidities().recognise(one.ref(), one.code()).stream()
                        .map(Kind::name)
                        .forEach(names::add));
        return names;
    }

    private PartialDate specialistVisit(ProcedureEvent index) {
        return chart.visits()
                .filter(one -> one.start() != null
                        && one.start().hasDay()
                        && one.start().first().isBefore(index.start().first())
                        && rules.scores().isSpineClinic(one))
                .map(RecordedEncounter::start)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
