package org.interlaminar.cases;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Instrument;
import org.interlaminar.recognition.ScoreRules.Scored;

/**
 * A recognised score and when it was true.
 *
 * @param questionnaires logical ids of the QuestionnaireResponses it was derived from
 */
record ToldScore(Scored scored, PartialDate on, List<String> questionnaires, List<String> warnings) {
    /** An observation may bring its items with it: they check its own value. */
    static ToldScore of(Scored scored, PartialDate on, List<String> questionnaires) {
        ToldScore told = new ToldScore(scored, on, questionnaires, List.of());
        return scored.recomputed() == null ? told : told.checkedBy(scored.recomputed());
    }

    /**
     * A questionnaire and the observation derived from it are one assessment: the observation's score stands, its scale is
     * settled by the items, and where both disagree it says so. Clinical rules, section 5.
     */
    static List<ToldScore> united(List<ToldScore> told) {
        List<ToldScore> observed = new ArrayList<>();
        List<ToldScore> recomputed = new ArrayList<>();
        told.forEach(one -> (one.scored.fromItems() && one.isQuestionnaire() ? recomputed : observed).add(one));
        for (ToldScore items : recomputed) {
            Optional<ToldScore> same =
                    observed.stream().filter(items::isSameAssessment).findFirst();
            same.ifPresentOrElse(
                    score -> observed.set(observed.indexOf(score), score.checkedBy(items.scored)),
                    () -> observed.add(items));
        }
        return observed;
    }

    private boolean isQuestionnaire() {
        return scored.evidence().ref().type().equals("QuestionnaireResponse");
    }

    private boolean isSameAssessment(ToldScore observation) {
        return !observation.isQuestionnaire()
                && observation.scored.series().equals(scored.series())
                && (observation.questionnaires.contains(scored.evidence().ref().id())
                        || observation.questionnaires.isEmpty()
                                && observation.on.first().equals(on.first()));
    }

    private ToldScore checkedBy(Scored items) {
        BigDecimal value = scored.value();
        boolean known = scored.unit().equals(scored.instrument().unit());
        boolean same = isNear(value, items.value(), items.instrument());
        boolean raw = !known && !same && items.itemSum() != null && isNear(value, items.itemSum(), items.instrument());
        if (same || raw) {
            Scored settled = new Scored(
                    scored.instrument(),
                    raw ? items.value() : value,
                    scored.instrument().unit(),
                    scored.fromItems(),
                    items.itemSum(),
                    null,
                    scored.evidence());
            return new ToldScore(settled, on, questionnaires, warnings);
        }
        List<String> more = new ArrayList<>(warnings);
        more.add("disagrees-with-items");
        return new ToldScore(scored, on, questionnaires, List.copyOf(more));
    }

    /** A hundredth of the scale is rounding: a point of the Oswestry percentage, never a point of pain. */
    private static boolean isNear(BigDecimal one, BigDecimal other, Instrument on) {
        BigDecimal rounding = on.highest().subtract(on.lowest()).movePointLeft(2);
        return one.subtract(other).abs().compareTo(rounding) <= 0;
    }
}
