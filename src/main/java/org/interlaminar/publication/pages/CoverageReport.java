package org.interlaminar.publication.pages;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a site can say to the three questions that Medicare's coverage decision for percutaneous image-guided lumbar
 * decompression (NCD 150.13) asks of a study: function and quality of life, pain, and later treatment.
 */
record CoverageReport(List<Question> questions) {
    private static final List<String> WINDOWS = List.of("12-months", "24-months");
    private static final List<String> FUNCTION = List.of("ODI", "ZCQ", "PROMIS", "EQ-5D", "walking");
    private static final List<String> PAIN = List.of("NRS", "VAS");

    /**
     * One question.
     *
     * @param answers sentences with n and interval, the measures that were asked for first
     */
    record Question(String asked, List<String> answers) {}

    static CoverageReport of(Basis basis) {
        Findings findings = new Findings(basis);
        List<MeasureWords> measures = MeasureWords.all(basis.table("change"));
        return new CoverageReport(List.of(
                new Question(
                        "Do people function better, and is their quality of life better?",
                        changes(findings, measures, FUNCTION)),
                new Question("Do people have less pain?", changes(findings, measures, PAIN)),
                new Question(
                        "How many are treated again?",
                        Stream.of("re-intervention", "surgical re-intervention")
                                .flatMap(endpoint -> Stream.of(
                                        findings.incidence(endpoint, 365, "12 months"),
                                        findings.incidence(endpoint, 730, "24 months")))
                                .flatMap(Optional::stream)
                                .toList())));
    }

    private static List<String> changes(Findings findings, List<MeasureWords> measures, List<String> instruments) {
        return measures.stream()
                .filter(measure -> instruments.contains(measure.instrument()))
                .flatMap(measure -> WINDOWS.stream().flatMap(window -> findings.of(measure, window)))
                .toList();
    }
}
