package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;

/**
 * Which observations are outcome scores, of which instrument, on which scale. Value sets {@code instrument-*} and
 * {@code body-site-*}.
 */
public final class ScoreRules {
    public static final String ODI = "ODI";
    public static final String NRS = "NRS";
    public static final String ZCQ = "ZCQ";
    static final String UNKNOWN_SCALE = "scale_unknown";

    private static final Set<String> COUNTS = Set.of("final", "amended", "corrected");
    private static final Pattern OF_FIFTY = Pattern.compile("/\\s*50\\b|\\bof 50\\b");
    private static final BigDecimal FIFTY = BigDecimal.valueOf(50);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private static final Instrument ODI_SCORE = Instrument.of(ODI, "score", "instrument-odi", 0, 100, "percent", "10");
    private static final List<Instrument> PLAIN = List.of(
            Instrument.of(ZCQ, "symptom-severity", "instrument-zcq-symptom-severity", 1, 5, "score", "0.5"),
            Instrument.of(ZCQ, "physical-function", "instrument-zcq-physical-function", 1, 4, "score", "0.5"),
            Instrument.of(ZCQ, "satisfaction", "instrument-zcq-satisfaction", 1, 4, "score", "0.5"));

    /** How a source writes the ODI when neither unit nor size says it. */
    public enum OdiScale {
        PERCENT,
        RAW,
        UNKNOWN
    }

    /** What an observation says about our instruments. */
    public sealed interface Answer {}

    /** A score on its instrument's scale. */
    public record Scored(Instrument instrument, BigDecimal value, String unit, Evidence evidence) implements Answer {}

    /** One of our codes, but no follow-up score; the reason says why. */
    public record NotAScore(String reason) implements Answer {}

    /** A value its instrument cannot have: it goes to quarantine. */
    public record Impossible(Instrument instrument) implements Answer {}

    private final Terminology terminology;
    private final ValueSet painNrs;
    private final ValueSet lumbarSite;
    private final ValueSet legSite;

    public ScoreRules(Terminology terminology) {
        this.terminology = terminology;
        painNrs = terminology.valueSet("instrument-pain-nrs");
        lumbarSite = terminology.valueSet("body-site-lumbar");
        legSite = terminology.valueSet("body-site-leg");
    }

    /** @return empty when the observation carries none of our instruments' codes */
    public Optional<Answer> recognise(OutcomeObservation observation, OdiScale scaleOfSource) {
        Optional<Answer> odi = match(ODI_SCORE.valueSet(), observation.code())
                .map(match -> odi(observation, evidence(observation, "odi-by-code", match), scaleOfSource));
        if (odi.isPresent()) {
            return odi;
        }
        Optional<Answer> pain = terminology.matches(painNrs, observation.code()).stream()
                .findFirst()
                .map(match -> pain(observation, evidence(observation, "pain-nrs-by-code", match)));
        if (pain.isPresent()) {
            return pain;
        }
        return PLAIN.stream()
                .flatMap(instrument -> match(instrument.valueSet(), observation.code())
                        .map(match -> plain(observation, instrument, evidence(observation, "zcq-by-code", match)))
                        .stream())
                .findFirst();
    }

    private Optional<Terminology.Match> match(String valueSet, CodedText concept) {
        return terminology.matches(terminology.valueSet(valueSet), concept).stream()
                .findFirst();
    }

    private static Evidence evidence(OutcomeObservation observation, String rule, Terminology.Match match) {
        return new Evidence(observation.ref(), rule, match);
    }

    private static Optional<Answer> notAScore(OutcomeObservation observation) {
        if (observation.status() == null || !COUNTS.contains(observation.status())) {
            return Optional.of(new NotAScore("the observation is not final"));
        }
        if (observation.value() == null) {
            return Optional.of(new NotAScore("the observation has no number"));
        }
        if (observation.effective() == null || !observation.effective().hasDay()) {
            return Optional.of(new NotAScore("the observation names no day"));
        }
        return Optional.empty();
    }

    private Answer odi(OutcomeObservation observation, Evidence evidence, OdiScale scaleOfSource) {
        return notAScore(observation).orElseGet(() -> {
            BigDecimal value = observation.value();
            if (!ODI_SCORE.allows(value)) {
                return new Impossible(ODI_SCORE);
            }
            OdiScale scale = odiScale(observation, scaleOfSource);
            if (scale == OdiScale.RAW && value.compareTo(FIFTY) > 0) {
                return new Impossible(ODI_SCORE);
            }
            BigDecimal percent = scale == OdiScale.RAW ? value.multiply(TWO) : value;
            return new Scored(
                    ODI_SCORE, percent, scale == OdiScale.UNKNOWN ? UNKNOWN_SCALE : ODI_SCORE.unit(), evidence);
        });
    }

    /** The published score is a percentage, yet its own interpretation bands are printed on the raw scale of 0 to 50. */
    private static OdiScale odiScale(OutcomeObservation observation, OdiScale scaleOfSource) {
        String unit = observation.unit() == null ? "" : observation.unit().toLowerCase(Locale.ROOT);
        boolean saysRaw = OF_FIFTY.matcher(unit).find()
                || observation.code().texts().stream().anyMatch(text -> OF_FIFTY.matcher(text.toLowerCase(Locale.ROOT))
                        .find());
        if (saysRaw) {
            return OdiScale.RAW;
        }
        if (unit.equals("%")
                || unit.startsWith("percent")
                || observation.value().compareTo(FIFTY) > 0) {
            return OdiScale.PERCENT;
        }
        return scaleOfSource;
    }

    /** The same code is a nursing vital sign: it counts only as a survey or from a questionnaire. */
    private Answer pain(OutcomeObservation observation, Evidence evidence) {
        return notAScore(observation).orElseGet(() -> {
            if (!observation.category().says("survey") && !observation.fromQuestionnaire()) {
                return new NotAScore("a nursing vital sign, not an outcome score");
            }
            Instrument instrument =
                    Instrument.of(NRS, painSite(observation.bodySite()), painNrs.name(), 0, 10, "score", "2");
            return plain(observation, instrument, evidence);
        });
    }

    private String painSite(CodedText bodySite) {
        if (!terminology.matches(lumbarSite, bodySite).isEmpty()) {
            return "back";
        }
        return terminology.matches(legSite, bodySite).isEmpty() ? "unspecified" : "leg";
    }

    private static Answer plain(OutcomeObservation observation, Instrument instrument, Evidence evidence) {
        return notAScore(observation).orElseGet(() -> {
            if (!instrument.allows(observation.value())) {
                return new Impossible(instrument);
            }
            return new Scored(instrument, observation.value(), instrument.unit(), evidence);
        });
    }
}
