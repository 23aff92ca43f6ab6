package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.ImagingReport;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;

/**
 * Imaging of the lumbar spine and what it found: grade of stenosis with its scheme, thickness of the ligamentum flavum. From
 * the value sets {@code imaging-*} and from words of reports. Facts, never a judgement of candidacy.
 */
public final class ImagingRules {
    private static final Pattern SCHIZAS = Pattern.compile("\\bschizas\\b[^.;]{0,20}?\\b(a[1-4]?|b|c|d)\\b");
    private static final Pattern LEE = Pattern.compile("\\blee\\b[^.;]{0,12}?\\bgrade\\s*([0-3])\\b");
    /** What a report denies is no grade. */
    private static final Pattern IN_WORDS = Pattern.compile(
            "(?<!\\b(?:no|not|without|no evidence of|without evidence of) )\\b(mild|moderate|severe)\\b(?:\\s*(?:to|-|/)\\s*(mild|moderate|severe)\\b)?\\s+(?:central\\s+)?(?:spinal\\s+)?(?:canal\\s+)?stenosis\\b");

    private static final Pattern FLAVUM =
            Pattern.compile("\\bligament(?:um|a)\\s+flav(?:um|a)\\b[^.;]{0,60}?(\\d{1,2}(?:\\.\\d{1,2})?)\\s*mm\\b");
    private static final Pattern FLAVUM_NAMED = Pattern.compile("\\bligament(?:um|a)\\s+flav(?:um|a)\\b");
    private static final List<String> BY_SEVERITY = List.of("mild", "moderate", "severe");

    /** What may be said of a grade, by scheme. */
    private static final Map<String, Pattern> GRADES = Map.of(
            "schizas", Pattern.compile("(?:grade\\s*)?(a[1-4]?|b|c|d)"),
            "lee", Pattern.compile("(?:grade\\s*)?([0-3])"),
            "qualitative", Pattern.compile("(none|mild|moderate|severe)"));

    /** A fact of imaging: {@code grade} with its scheme, or {@code ligamentum-flavum} in mm. */
    public record Fact(String what, String scheme, String value, BigDecimal number) {
        private static Fact grade(String scheme, String value) {
            return new Fact(GRADE, scheme, value, null);
        }
    }

    public static final String GRADE = "grade";
    public static final String FLAVUM_MM = "ligamentum-flavum";
    private static final String GRADE_CODE = "stenosis-grade-";

    private final Terminology terminology;
    private final ValueSet mri;
    private final ValueSet ct;
    private final ValueSet grades;
    private final ValueSet flavum;

    public ImagingRules(Terminology terminology) {
        this.terminology = terminology;
        mri = terminology.valueSet("imaging-mri-lumbar");
        ct = terminology.valueSet("imaging-ct-lumbar");
        grades = terminology.valueSet("imaging-fact-grade");
        flavum = terminology.valueSet("imaging-fact-ligamentum-flavum");
    }

    /** {@code mri} or {@code ct} when the concept is an examination of the lumbar spine, with what says so. */
    public Optional<Kinds.Kind> lumbarImaging(SourceRef ref, CodedText concept) {
        return first(ref, "mri", mri, concept).or(() -> first(ref, "ct", ct, concept));
    }

    private Optional<Kinds.Kind> first(SourceRef ref, String name, ValueSet valueSet, CodedText concept) {
        return terminology.matches(valueSet, concept).stream()
                .findFirst()
                .map(match -> new Kinds.Kind(name, new Evidence(ref, "lumbar-imaging", match)));
    }

    /** What a report says in words, the worst grade of each scheme. */
    public List<Fact> facts(ImagingReport report) {
        return inWords(String.join(". ", report.conclusion().texts()).toLowerCase(Locale.ROOT));
    }

    /** What an observation of ours says, in a code, in words or as a number. */
    public List<Fact> facts(OutcomeObservation observation) {
        List<Fact> facts = new ArrayList<>();
        terminology.matches(flavum, observation.code()).stream().findFirst().ifPresent(match -> {
            if (observation.value() != null
                    && (observation.unit() == null || observation.unit().equals("mm"))) {
                facts.add(new Fact(FLAVUM_MM, "", null, observation.value()));
            }
        });
        terminology.matches(grades, observation.code()).stream().findFirst().ifPresent(match -> {
            String scheme = match.member().value().substring(GRADE_CODE.length());
            words(observation)
                    .map(word -> grade(scheme, word))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(grade -> facts.add(Fact.grade(scheme, grade)));
        });
        return facts;
    }

    private static Stream<String> words(OutcomeObservation observation) {
        return Stream.of(
                        observation.said().codes().stream().map(Code::value),
                        observation.said().texts().stream(),
                        Stream.ofNullable(observation.value()).map(BigDecimal::toPlainString))
                .flatMap(words -> words);
    }

    /** Only a grade of the scheme: whatever else somebody wrote there may be about the patient, and analysts see this. */
    private static Optional<String> grade(String scheme, String word) {
        Pattern grades = GRADES.get(scheme);
        Matcher said = grades == null ? null : grades.matcher(word.strip().toLowerCase(Locale.ROOT));
        return said != null && said.matches() ? Optional.of(said.group(1)) : Optional.empty();
    }

    /** Whether any of the texts speaks of the ligamentum flavum. */
    public static boolean namesLigamentumFlavum(List<String> texts) {
        return texts.stream()
                .anyMatch(text ->
                        FLAVUM_NAMED.matcher(text.toLowerCase(Locale.ROOT)).find());
    }

    private static List<Fact> inWords(String said) {
        List<Fact> facts = new ArrayList<>();
        worst(SCHIZAS.matcher(said)).ifPresent(grade -> facts.add(Fact.grade("schizas", grade)));
        worst(LEE.matcher(said)).ifPresent(grade -> facts.add(Fact.grade("lee", grade)));
        Matcher words = IN_WORDS.matcher(said);
        int worst = -1;
        while (words.find()) {
            worst = Math.max(worst, Math.max(severity(words.group(1)), severity(words.group(2))));
        }
        if (worst >= 0) {
            facts.add(Fact.grade("qualitative", BY_SEVERITY.get(worst)));
        }
        Matcher thickness = FLAVUM.matcher(said);
        BigDecimal thickest = null;
        while (thickness.find()) {
            BigDecimal millimetres = new BigDecimal(thickness.group(1));
            thickest = thickest == null ? millimetres : thickest.max(millimetres);
        }
        if (thickest != null) {
            facts.add(new Fact(FLAVUM_MM, "", null, thickest));
        }
        return facts;
    }

    /** -1 where the report names no second grade. */
    private static int severity(String word) {
        return word == null ? -1 : BY_SEVERITY.indexOf(word);
    }

    private static Optional<String> worst(Matcher grades) {
        String worst = null;
        while (grades.find()) {
            worst = worst == null || grades.group(1).compareTo(worst) > 0 ? grades.group(1) : worst;
        }
        return Optional.ofNullable(worst);
    }
}
