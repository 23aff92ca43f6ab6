package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.AnsweredQuestionnaire;
import org.interlaminar.clinical.AnsweredQuestionnaire.Answer;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;
import org.interlaminar.recognition.ScoreRules.Answered;
import org.interlaminar.recognition.ScoreRules.Milestone;
import org.interlaminar.recognition.ScoreRules.Scored;

/** Scores recomputed from the items of mapped questionnaires, and the milestones somebody ticked. Value sets {@code *-item}. */
final class QuestionnaireRules {
    private final Map<ValueSet, Instrument> instruments = new LinkedHashMap<>();
    private final ValueSet milestones;

    QuestionnaireRules(Terminology terminology) {
        milestones = terminology.valueSet("milestone");
        instruments.put(terminology.valueSet("odi-item"), Instrument.ODI);
        instruments.put(terminology.valueSet("zcq-symptom-item"), Instrument.ZCQ_SYMPTOM);
        instruments.put(terminology.valueSet("zcq-function-item"), Instrument.ZCQ_FUNCTION);
        instruments.put(terminology.valueSet("zcq-satisfaction-item"), Instrument.ZCQ_SATISFACTION);
        instruments.put(terminology.valueSet("instrument-nrs-back"), Instrument.painNrs("back"));
        instruments.put(terminology.valueSet("instrument-nrs-leg"), Instrument.painNrs("leg"));
    }

    /** Every score that the answers add up to; none of one that is unfinished or undated. */
    List<Answered> recognise(AnsweredQuestionnaire questionnaire) {
        if (!questionnaire.isComplete() || !PartialDate.isDay(questionnaire.authored())) {
            return List.of();
        }
        List<Answered> found = new ArrayList<>();
        instruments.forEach((items, instrument) -> {
            List<BigDecimal> answers = questionnaire.answers().stream()
                    .filter(answer -> items.contains(answer.item()) && answer.value() != null)
                    .map(Answer::value)
                    .toList();
            if (!answers.isEmpty()) {
                Code item = items.codes().iterator().next();
                found.add(score(instrument, answers, evidence(questionnaire.ref(), "score-from-items", items, item)));
            }
        });
        questionnaire.answers().stream()
                .filter(answer -> milestones.contains(answer.item()) && ScoreRules.isReached(answer.value()))
                .forEach(answer -> found.add(new Milestone(
                        answer.item().value(),
                        evidence(questionnaire.ref(), "milestone-by-item", milestones, answer.item()))));
        return found;
    }

    private static Answered score(Instrument instrument, List<BigDecimal> answers, Evidence evidence) {
        if (instrument.equals(Instrument.ODI)) {
            return OswestryRules.ofItems(answers, evidence);
        }
        BigDecimal sum = answers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(BigDecimal.valueOf(answers.size()), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        Answered within = Scored.within(instrument, mean, instrument.unit(), evidence);
        return within instanceof Scored
                ? new Scored(instrument, mean, instrument.unit(), true, sum, null, evidence)
                : within;
    }

    private static Evidence evidence(SourceRef ref, String rule, ValueSet items, Code item) {
        return new Evidence(ref, rule, new Terminology.Match(item, item, items, Terminology.Route.DIRECT));
    }
}
