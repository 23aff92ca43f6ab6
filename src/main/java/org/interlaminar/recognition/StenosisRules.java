package org.interlaminar.recognition;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;
import org.interlaminar.recognition.Finding.NotOurs;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;

/**
 * Lumbar spinal stenosis and neurogenic claudication, from the value sets {@code lss-dx-*}, {@code nc-finding} and
 * {@code not-lss*}. Central stenosis outranks a borderline code on the same record, and both outrank look-alikes: those stay
 * beside it as comorbidity.
 */
public final class StenosisRules {
    private static final Set<String> NOT_SETTLED = Set.of("provisional", "differential", "unconfirmed");
    private static final Pattern LUMBAR_LEVEL = Pattern.compile("\\b(L\\s?[1-5]|S\\s?1)\\b", Pattern.CASE_INSENSITIVE);

    /** As a site of its own, not as half of thoracolumbar. */
    private static final Pattern LUMBAR_SITE = Pattern.compile("\\blumb(ar|osacral)\\b", Pattern.CASE_INSENSITIVE);

    private final Terminology terminology;
    private final CodedRule central;
    private final CodedRule borderline;
    private final CodedRule withoutSite;
    private final CodedRule foraminal;
    private final CodedRule claudication;
    private final CodedRule elsewhere;
    private final ValueSet lumbarSite;

    /** Public code systems of diagnoses. */
    private final Set<String> systems = new HashSet<>();

    public StenosisRules(Terminology terminology) {
        this.terminology = terminology;
        central = CodedRule.of(
                terminology,
                "lss-by-code",
                Tag.LSS,
                "lss-dx-with-nc",
                "lss-dx-no-or-unspec-nc",
                "lss-dx-legacy-parent",
                "lss-dx-lumbosacral",
                "lss-dx-chiro-m99",
                "lss-dx-snomed",
                "lss-dx-tagged-who");
        borderline = CodedRule.of(terminology, "lss-borderline-code", Tag.LSS, "lss-dx-borderline");
        withoutSite = CodedRule.of(terminology, "lss-code-without-site", Tag.LSS, "lss-dx-undecided-who");
        foraminal = CodedRule.of(terminology, "foraminal-stenosis", Tag.LSS_FORAMINAL, "lss-dx-foraminal");
        claudication =
                CodedRule.of(terminology, "neurogenic-claudication-finding", Tag.NEUROGENIC_CLAUDICATION, "nc-finding");
        elsewhere = CodedRule.of(terminology, "not-lumbar-stenosis", Tag.LSS, "not-lss", "not-lss-lookalike");
        lumbarSite = terminology.valueSet("body-site-lumbar");
        Stream.of(central, elsewhere)
                .flatMap(rule -> rule.valueSets().stream())
                .flatMap(valueSet -> valueSet.codes().stream())
                .forEach(code -> systems.add(code.system()));
    }

    /**
     * @return the strongest answer on central stenosis and, where the same record also names foraminal stenosis or
     *     neurogenic claudication, those; empty when the condition has nothing to do with the question
     */
    public List<Finding> recognise(RecordedCondition condition) {
        Optional<Finding> stenosis = List.of(central, borderline, withoutSite).stream()
                .flatMap(rule -> ask(rule, condition).stream())
                .findFirst();
        List<Finding> findings = Stream.of(stenosis, ask(foraminal, condition), ask(claudication, condition))
                .flatMap(Optional::stream)
                .toList();
        if (!findings.isEmpty()) {
            return findings;
        }
        return ask(elsewhere, condition).or(() -> byText(condition)).stream().toList();
    }

    private Optional<Finding> ask(CodedRule rule, RecordedCondition condition) {
        List<Evidence> evidence = rule.evidence(terminology, condition.ref(), condition.code());
        return evidence.isEmpty() ? Optional.empty() : Optional.of(judge(rule, evidence, condition));
    }

    private Finding judge(CodedRule rule, List<Evidence> evidence, RecordedCondition condition) {
        String verification = condition.verificationStatus();
        if (rule == elsewhere) {
            return new NotOurs(
                    "stenosis of another region, or a condition that is not lumbar stenosis by itself", evidence);
        }
        if (condition.isWithdrawn()) {
            return new NotOurs("the diagnosis was recorded as " + verification, evidence);
        }
        if (verification != null && NOT_SETTLED.contains(verification)) {
            return new Undecided(rule.tag(), Missing.VERIFICATION, "the diagnosis is only " + verification, evidence);
        }
        if (rule == withoutSite || rule == borderline && !lumbarEvidenceBeside(condition)) {
            return new Undecided(Tag.LSS, missing(rule), "the code does not say which part of the spine", evidence);
        }
        return new Tagged(rule.tag(), evidence);
    }

    /** The digit is where WHO puts the region: nothing beside the code stands in for it. */
    private Missing missing(CodedRule rule) {
        return rule == withoutSite ? Missing.CODE : Missing.REGION;
    }

    private boolean lumbarEvidenceBeside(RecordedCondition condition) {
        return !terminology.matches(lumbarSite, condition.bodySite()).isEmpty()
                || namesLumbarLevel(condition.code())
                || namesLumbarLevel(condition.bodySite())
                || condition.bodySite().texts().stream()
                        .anyMatch(text -> LUMBAR_SITE.matcher(text).find());
    }

    private static boolean namesLumbarLevel(CodedText concept) {
        return concept.texts().stream()
                .anyMatch(text -> LUMBAR_LEVEL.matcher(text).find());
    }

    /**
     * A diagnosis without a public code that speaks of lumbar stenosis is for a person to settle, not for a word search: what
     * a site's own code means only its words tell.
     */
    private Optional<Finding> byText(RecordedCondition condition) {
        if (condition.isWithdrawn()
                || condition.code().codes().stream().map(Code::system).anyMatch(systems::contains)) {
            return Optional.empty();
        }
        String said = String.join(" ", condition.code().texts()).toLowerCase(Locale.ROOT);
        boolean lumbar = said.contains("lumbar") || LUMBAR_LEVEL.matcher(said).find();
        if (!said.contains("stenos") || !lumbar) {
            return Optional.empty();
        }
        return Optional.of(new Undecided(
                Tag.LSS, Missing.CODE, "lumbar stenosis is named in words only, without a public code", List.of()));
    }
}
