package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.recognition.Instrument;
import org.interlaminar.recognition.OdiScale;
import org.interlaminar.recognition.ScoreRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {
    private static final Terminology TERMINOLOGY = Profiles.terminology();

    @ParameterizedTest
    @CsvSource({
        "instrument-odi,3",
        "instrument-pain-nrs,3",
        "instrument-nrs-back,3",
        "instrument-nrs-leg,3",
        "instrument-pain-vas,3",
        "instrument-pain-vas,60",
        "instrument-zcq-symptom-severity,3",
        "instrument-zcq-physical-function,3",
        "instrument-zcq-satisfaction,3",
        "instrument-promis-physical-function,45",
        "instrument-promis-pain-interference,60",
        "instrument-eq5d-index,0.7",
        "instrument-eq5d-vas,70",
        "instrument-walk-distance,300",
        "instrument-walking-tolerance,300"
    })
    void scoresAreCountedAsTheyAreRecognised(String valueSet, BigDecimal value) {
        Instrument recognised = recognised(valueSet, value);
        Measure counted = Measure.DEFAULTS.stream()
                .filter(one -> one.instrument().equals(recognised.name()))
                .filter(one -> one.component().equals(recognised.component()))
                .filter(one -> one.unit().equals(recognised.unit()))
                .findFirst()
                .orElseThrow();
        assertThat(counted.highIsWorse()).isEqualTo(recognised.highIsWorse());
        assertThat(counted.hasBaseline()).isEqualTo(recognised.hasBaseline());
        if (counted.hasBaseline()) {
            assertThat(counted.meaningfulChange()).isEqualTo(recognised.meaningfulChange());
        }
    }

    @Test
    void noMeasureIsFollowedTwice() {
        assertThat(Measure.DEFAULTS)
                .extracting(one -> one.instrument() + one.component() + one.unit())
                .doesNotHaveDuplicates();
    }

    private static Instrument recognised(String valueSet, BigDecimal value) {
        Code code = TERMINOLOGY.valueSet(valueSet).codes().iterator().next();
        var survey = new OutcomeObservation(
                new SourceRef("Observation", "1", "00"),
                "final",
                new CodedText(List.of(code), List.of()),
                CodedText.NONE,
                CodedText.NONE,
                PartialDate.parse("2025-01-31", java.time.ZoneOffset.UTC),
                value,
                null,
                CodedText.NONE,
                List.of(),
                null,
                true,
                List.of());
        var answer = new ScoreRules(TERMINOLOGY)
                .recognise(survey, OdiScale.PERCENT, null)
                .orElseThrow();
        return ((ScoreRules.Scored) answer).instrument();
    }
}
