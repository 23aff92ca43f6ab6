package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.outcomes.FollowedCases.measure;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.recognition.Instrument;
import org.interlaminar.recognition.OdiScale;
import org.interlaminar.recognition.ScoreRules;
import org.junit.jupiter.api.Test;

class MeasureTest {
    private static final Terminology TERMINOLOGY = terminology();

    @Test
    void scoresAreCountedAsTheyAreRecognised() {
        assertThat(List.of(
                        "instrument-odi",
                        "instrument-pain-nrs",
                        "instrument-zcq-symptom-severity",
                        "instrument-zcq-physical-function"))
                .allSatisfy(valueSet -> {
                    Instrument recognised = recognised(valueSet);
                    Measure counted = measure(recognised.name(), recognised.component());
                    assertThat(counted.meaningfulChange()).isEqualByComparingTo(recognised.meaningfulChange());
                    assertThat(counted.unit()).isEqualTo(recognised.unit());
                });
    }

    private static Instrument recognised(String valueSet) {
        Code code = TERMINOLOGY.valueSet(valueSet).codes().iterator().next();
        var survey = new OutcomeObservation(
                new SourceRef("Observation", "1", "00"),
                "final",
                new CodedText(List.of(code), List.of()),
                CodedText.NONE,
                CodedText.NONE,
                PartialDate.parse("2025-01-31", java.time.ZoneOffset.UTC),
                BigDecimal.valueOf(3),
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

    private static Terminology terminology() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> profiles = Files.list(Path.of("fhir-profiles"))) {
            for (Path file : profiles.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new FhirProfiles(files).terminology();
    }
}
