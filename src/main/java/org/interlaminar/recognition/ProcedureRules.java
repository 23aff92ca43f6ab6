package org.interlaminar.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.recognition.Finding.NotOurs;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;

/**
 * The MILD procedure, what is mistaken for it, and the operations that matter beside and after it, from the value sets
 * {@code mild-*}, {@code not-mild-*}, {@code reintervention-*} and {@code cons-esi-lumbar}. A record may say several things:
 * one finding for each.
 */
public final class ProcedureRules {
    private static final Pattern NAMED_IN_TEXT = Pattern.compile("\\bpild\\b|vertos|m\\.i\\.l\\.d");
    private static final Pattern NAMED_IN_CAPITALS = Pattern.compile("\\bMILD\\b");

    /** Billing modifiers of a procedure that was begun and given up, or called off before anaesthesia. */
    private static final Set<String> DISCONTINUED = Set.of("53", "73", "74");

    private final Terminology terminology;
    private final List<CodedRule> performed;
    private final List<CodedRule> unspecific;
    private final List<CodedRule> refused;

    public ProcedureRules(Terminology terminology) {
        this.terminology = terminology;
        performed = List.of(
                CodedRule.of(terminology, "mild-by-code", Tag.MILD, "mild-proc-definite"),
                CodedRule.of(terminology, "mild-companion-code", Tag.MILD_COMPANION, "mild-proc-addon"),
                CodedRule.of(
                        terminology, "pild-or-placebo-in-trial", Tag.PILD_TRIAL_BLINDED, "mild-proc-indeterminate"),
                CodedRule.of(terminology, "open-decompression", Tag.OPEN_DECOMPRESSION, "reintervention-open-or-endo"),
                CodedRule.of(terminology, "fusion", Tag.FUSION, "reintervention-fusion"),
                CodedRule.of(terminology, "spacer", Tag.SPACER, "reintervention-spacer"),
                CodedRule.of(terminology, "lumbar-epidural-injection", Tag.EPIDURAL_INJECTION, "cons-esi-lumbar"),
                CodedRule.of(terminology, "ablation", Tag.ABLATION, "reintervention-ablation"),
                CodedRule.of(terminology, "stimulation", Tag.STIMULATION, "reintervention-stimulation"));
        unspecific =
                List.of(CodedRule.of(terminology, "mild-unspecific-code", Tag.MILD, "mild-proc-inpatient-nonspecific"));
        refused = List.of(
                CodedRule.of(terminology, "mild-wrong-region", Tag.MILD, "mild-wrong-region"),
                CodedRule.of(terminology, "not-mild-technique", Tag.MILD, "not-mild-other-technique"));
    }

    /** @return what the procedure says about our questions; empty when nothing */
    public List<Finding> recognise(PerformedProcedure procedure) {
        List<Finding> findings = new ArrayList<>();
        for (CodedRule rule : performed) {
            List<Evidence> evidence = rule.evidence(terminology, procedure.ref(), procedure.code());
            if (!evidence.isEmpty()) {
                findings.add(byStatus(rule.tag(), evidence, procedure));
            }
        }
        for (CodedRule rule : unspecific) {
            List<Evidence> evidence = rule.evidence(terminology, procedure.ref(), procedure.code());
            if (!evidence.isEmpty() && happened(procedure.status())) {
                findings.add(new Undecided(
                        rule.tag(),
                        "the code does not name the technique; text or device evidence is needed",
                        evidence));
            }
        }
        for (CodedRule rule : refused) {
            List<Evidence> evidence = rule.evidence(terminology, procedure.ref(), procedure.code());
            if (!evidence.isEmpty()) {
                findings.add(new NotOurs(refusal(rule, procedure.status()), evidence));
            }
        }
        if (findings.isEmpty() && happened(procedure.status()) && isNamedInText(procedure)) {
            findings.add(new Undecided(Tag.MILD, "named in text only, without a code", List.of()));
        }
        return findings;
    }

    private static String refusal(CodedRule rule, String status) {
        if ("entered-in-error".equals(status)) {
            return "the procedure's status is entered-in-error";
        }
        return rule.name().equals("mild-wrong-region")
                ? "the code is for the cervical or thoracic spine; one digit away from MILD, so possibly a coding slip"
                : "another technique";
    }

    private static boolean happened(String status) {
        return status == null || status.equals("completed") || status.equals("unknown");
    }

    private static Finding byStatus(Tag tag, List<Evidence> evidence, PerformedProcedure procedure) {
        String status = procedure.status();
        if (happened(status) && procedure.code().modifiers().stream().anyMatch(DISCONTINUED::contains)) {
            return new Undecided(tag, "the code's modifier says that the procedure was discontinued", evidence);
        }
        if ("completed".equals(status)) {
            return new Tagged(tag, evidence);
        }
        if (happened(status)) {
            return new Undecided(tag, "the record does not say whether the procedure was completed", evidence);
        }
        if ("not-done".equals(status) && tag == Tag.MILD) {
            return new Tagged(Tag.MILD_NOT_PERFORMED, evidence);
        }
        return new NotOurs("the procedure's status is " + status, evidence);
    }

    private static boolean isNamedInText(PerformedProcedure procedure) {
        return procedure.code().texts().stream()
                .anyMatch(text -> NAMED_IN_CAPITALS.matcher(text).find()
                        || NAMED_IN_TEXT.matcher(text.toLowerCase(Locale.ROOT)).find());
    }
}
