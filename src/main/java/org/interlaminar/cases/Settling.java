package org.interlaminar.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.ImagingReport;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Finding;
import org.interlaminar.recognition.Finding.NotOurs;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;
import org.interlaminar.recognition.ImagingRules;
import org.interlaminar.recognition.Missing;
import org.interlaminar.recognition.Tag;

/**
 * What the rest of the chart, and then a person, say about records that leave something open: a lumbar MRI says where a
 * stenosis is, a diagnosis makes words on a procedure credible. Clinical rules, sections 2 and 3.
 */
final class Settling {
    private static final int REACH_DAYS = 180;

    private final LumbarImaging imaging;
    private final Chart chart;
    private final Map<String, Decision> decisions = new HashMap<>();

    Settling(ImagingRules imaging, Chart chart, List<Decision> decisions) {
        this.imaging = new LumbarImaging(imaging);
        this.chart = chart;
        decisions.forEach(one -> this.decisions.put(key(one.type(), one.record(), one.tag(), one.question()), one));
    }

    List<Recognised> settle(List<Recognised> open) {
        List<Recognised> placed = open.stream().map(this::byImaging).toList();
        List<RecordedCondition> stenosis = placed.stream()
                .filter(one -> one.finding() instanceof Tagged tagged && tagged.tag() == Tag.LSS)
                .map(one -> (RecordedCondition) one.record())
                .toList();
        List<Recognised> dated = placed.stream()
                .map(one -> byDiagnosis(one, stenosis))
                .map(Settling::byDate)
                .toList();
        List<Recognised> settled = dated.stream()
                .map(one -> byCompany(one, dated))
                .map(this::byPerson)
                .toList();
        Set<SourceRef> performed = settled.stream()
                .filter(one -> isTagged(one, Tag.MILD))
                .map(one -> one.record().ref())
                .collect(Collectors.toSet());
        return settled.stream()
                .filter(one -> !isTagged(one, Tag.MILD_BRAND)
                        || performed.contains(one.record().ref()))
                .toList();
    }

    private static boolean isTagged(Recognised one, Tag tag) {
        return one.finding() instanceof Tagged tagged && tagged.tag() == tag;
    }

    private Recognised byImaging(Recognised one) {
        if (!(one.finding() instanceof Undecided undecided) || undecided.missing() != Missing.REGION) {
            return one;
        }
        RecordedCondition condition = (RecordedCondition) one.record();
        return imaging.of(chart)
                .filter(study -> study.kind().equals("mri"))
                .filter(mri -> Days.meets(mri.on(), condition.onset(), condition.abatement(), REACH_DAYS))
                .findFirst()
                .map(mri -> one.now(
                        new Tagged(undecided.tag(), Certainty.PROBABLE, with(undecided.evidence(), mri.evidence()))))
                .orElse(one);
    }

    /** Words alone are credible where the chart knows what the procedure is for. */
    private Recognised byDiagnosis(Recognised one, List<RecordedCondition> stenosis) {
        boolean inWordsOnly = one.finding() instanceof Tagged tagged
                && tagged.tag() == Tag.MILD
                && tagged.certainty() == Certainty.PROBABLE;
        if (!inWordsOnly || isCredible(one, stenosis)) {
            return one;
        }
        return one.now(new Undecided(
                Tag.MILD,
                Missing.DIAGNOSIS,
                "named in words only, without a lumbar stenosis diagnosis within 180 days",
                one.finding().evidence()));
    }

    private boolean isCredible(Recognised one, List<RecordedCondition> stenosis) {
        if (one.on() == null) {
            return !stenosis.isEmpty();
        }
        return stenosis.stream().anyMatch(lss -> Days.meets(one.on(), lss.onset(), lss.abatement(), REACH_DAYS))
                || chart.records().stream().anyMatch(other -> speaksOfFlavum(other, one));
    }

    private static boolean speaksOfFlavum(ClinicalRecord other, Recognised one) {
        return flavum(other)
                .filter(on -> other.ref().equals(one.record().ref()) || Days.meets(one.on(), on, on, REACH_DAYS))
                .isPresent();
    }

    /** The date of a record that speaks of the ligamentum flavum. */
    private static Optional<PartialDate> flavum(ClinicalRecord record) {
        if (record instanceof RecordedCondition condition && !condition.isWithdrawn()) {
            return dated(condition.code().texts(), condition.onset());
        }
        if (record instanceof PerformedProcedure procedure && procedure.isCompleted()) {
            return dated(procedure.code().texts(), procedure.start());
        }
        if (record instanceof ImagingReport report && report.isFinal()) {
            return dated(report.conclusion().texts(), report.effective());
        }
        if (record instanceof OutcomeObservation observation && observation.isFinal()) {
            return dated(observation.said().texts(), observation.effective());
        }
        return Optional.empty();
    }

    private static Optional<PartialDate> dated(List<String> texts, PartialDate on) {
        return on != null && ImagingRules.namesLigamentumFlavum(texts) ? Optional.of(on) : Optional.empty();
    }

    private static Recognised byDate(Recognised one) {
        if (one.on() == null && one.finding() instanceof Tagged tagged && tagged.tag() == Tag.MILD) {
            return one.now(new Undecided(
                    Tag.MILD, Missing.DATE, "the record does not say when it was done", tagged.evidence()));
        }
        return one;
    }

    /** The companion code is never a second procedure, and by itself it asks for the first. */
    private static Recognised byCompany(Recognised one, List<Recognised> all) {
        boolean isAlone = isTagged(one, Tag.MILD_COMPANION)
                && all.stream()
                        .noneMatch(other -> isTagged(other, Tag.MILD)
                                && one.on() != null
                                && Days.meets(one.on(), other.on(), other.on(), 1));
        return isAlone
                ? one.now(new Undecided(
                        Tag.MILD,
                        Missing.COMPANY,
                        "the companion code stands without its procedure",
                        one.finding().evidence()))
                : one;
    }

    private Recognised byPerson(Recognised one) {
        Review review = one.review();
        if (review == null) {
            return one;
        }
        Decision decided = decisions.get(key(review.ref().type(), review.ref().id(), review.tag(), review.question()));
        return decided == null ? one : one.now(decided(review, one.finding(), decided));
    }

    private static Finding decided(Review review, Finding open, Decision decided) {
        Code word = new Code("review", decided.isYes() ? "yes" : "no");
        ValueSet settled = new ValueSet("review-decision", decided.id(), Set.of(word), Map.of());
        Evidence evidence = new Evidence(
                review.ref(),
                "decided-by-a-person",
                new Terminology.Match(word, word, settled, Terminology.Route.DIRECT));
        List<Evidence> all = with(open.evidence(), evidence);
        if (!decided.isYes()) {
            return new NotOurs("a person decided that it is not", all);
        }
        Tag tag = open instanceof Undecided undecided ? undecided.tag() : ((Finding.Suspicious) open).tag();
        return new Tagged(tag, Certainty.DEFINITE, all);
    }

    private static String key(String type, String record, String tag, String question) {
        return type + "/" + record + " " + tag + " " + question;
    }

    private static List<Evidence> with(List<Evidence> evidence, Evidence more) {
        List<Evidence> all = new ArrayList<>(evidence);
        all.add(more);
        return List.copyOf(all);
    }
}
