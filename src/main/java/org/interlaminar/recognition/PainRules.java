package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;
import org.interlaminar.recognition.ScoreRules.Answered;
import org.interlaminar.recognition.ScoreRules.Impossible;
import org.interlaminar.recognition.ScoreRules.NotAScore;
import org.interlaminar.recognition.ScoreRules.Scored;

/** Pain on a numeric or a visual scale, in the back and in the leg apart. Clinical rules, section 5. */
final class PainRules {
    private static final String UNSPECIFIED = "unspecified";
    private static final Set<String> LENGTHS = Set.of("mm", "cm");
    private static final BigDecimal TEN = BigDecimal.TEN;
    private static final Pattern OF_TEN = Pattern.compile("/\\s*10\\b|\\bof 10\\b|\\b0\\s*-\\s*10\\b|^cm$");
    private static final Pattern OF_HUNDRED = Pattern.compile("/\\s*100\\b|\\bof 100\\b|\\b0\\s*-\\s*100\\b|^mm$");
    private static final Pattern SPINE_CLINIC = Pattern.compile(
            "\\b(pain|spine|spinal)\\b[^.;]{0,40}\\b(clinic|centre|center|management|consult\\w*|service|visit)\\b");

    private final Terminology terminology;
    private final ValueSet lumbarSite;
    private final ValueSet legSite;
    private final ValueSet spineClinic;

    PainRules(Terminology terminology) {
        this.terminology = terminology;
        lumbarSite = terminology.valueSet("body-site-lumbar");
        legSite = terminology.valueSet("body-site-leg");
        spineClinic = terminology.valueSet("encounter-spine-clinic");
    }

    /** The same code is a nursing vital sign: it counts only as a survey, from a questionnaire or at a spine clinic. */
    Answered numeric(OutcomeObservation observation, Evidence evidence, ScoreRule.Surroundings around) {
        if (!observation.category().says("survey")
                && !observation.fromQuestionnaire()
                && !isSpineClinic(around.visit())) {
            return new NotAScore("a nursing vital sign, not an outcome score", evidence);
        }
        return ScoreRules.plain(Instrument.painNrs(site(observation.bodySite())))
                .score(observation, evidence, around);
    }

    /** The code names no scale: only what says "of 10" is one. */
    Answered severity(OutcomeObservation observation, Evidence evidence, ScoreRule.Surroundings around) {
        return says(OF_TEN, observation)
                ? numeric(observation, evidence, around)
                : new NotAScore("a severity of pain on a scale it does not tell", evidence);
    }

    Answered visual(OutcomeObservation observation, Evidence evidence, ScoreRule.Surroundings around) {
        BigDecimal value = observation.value();
        if (value == null) {
            return NotAScore.withoutNumber(evidence);
        }
        if (Units.contradict(observation.unit(), LENGTHS)) {
            return Impossible.wrongUnit(Instrument.painVasOfTen(UNSPECIFIED), evidence);
        }
        String site = site(observation.bodySite());
        if (says(OF_HUNDRED, observation) || value.compareTo(TEN) > 0) {
            Instrument ofHundred = Instrument.painVasOfHundred(site);
            return Scored.within(ofHundred, value, ofHundred.unit(), evidence);
        }
        Instrument ofTen = Instrument.painVasOfTen(site);
        return Scored.within(
                ofTen, value, says(OF_TEN, observation) ? ofTen.unit() : ScoreRules.UNKNOWN_SCALE, evidence);
    }

    boolean isSpineClinic(RecordedEncounter visit) {
        return visit != null
                && (terminology.isAny(spineClinic, visit.type())
                        || visit.type().texts().stream().anyMatch(text -> SPINE_CLINIC
                                .matcher(text.toLowerCase(Locale.ROOT))
                                .find()));
    }

    private String site(CodedText bodySite) {
        if (terminology.isAny(lumbarSite, bodySite)) {
            return "back";
        }
        return terminology.isAny(legSite, bodySite) ? "leg" : UNSPECIFIED;
    }

    private static boolean says(Pattern scale, OutcomeObservation observation) {
        return observation.unit() != null
                        && scale.matcher(observation.unit().strip().toLowerCase(Locale.ROOT))
                                .find()
                || observation.code().texts().stream().anyMatch(text -> scale.matcher(text.toLowerCase(Locale.ROOT))
                        .find());
    }
}
