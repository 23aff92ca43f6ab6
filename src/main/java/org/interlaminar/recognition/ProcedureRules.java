package org.interlaminar.recognition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.OrderedService;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.RecordedDevice;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;
import org.interlaminar.recognition.Finding.NotOurs;
import org.interlaminar.recognition.Finding.Suspicious;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;

/**
 * The MILD procedure, what is mistaken for it, and the operations that matter beside and after it, from the value sets
 * {@code mild-*}, {@code not-mild-*}, {@code reintervention-*} and {@code cons-esi-lumbar}, from bills and from words. A
 * record may say several things: one finding for each. Clinical rules, section 3.
 */
public final class ProcedureRules {
    /** Billing modifiers of a procedure that was begun and given up, or called off before anaesthesia. */
    private static final Set<String> DISCONTINUED = Set.of("53", "73", "74");

    /** Phrases that name the product and not only the technique. */
    private static final Set<String> BRAND = Set.of(
            "maker", "dotted-name", "device-in-lumbar-context", "capital-name", "capital-name-in-surgical-history");

    /** Generic codes of these may be said of any part of the spine. */
    private static final Set<Tag> OF_ANY_REGION = EnumSet.of(Tag.OPEN_DECOMPRESSION, Tag.FUSION);

    private static final Pattern UPPER_SPINE =
            Pattern.compile("\\b(cervical|thoracic|neck|C\\s?[2-7])\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern LUMBAR =
            Pattern.compile("\\b(lumbar|lumbosacral|thoracolumbar|L\\s?[1-5]|S\\s?1)\\b", Pattern.CASE_INSENSITIVE);

    private static final Set<Tag> ABOUT_MILD = EnumSet.of(Tag.MILD, Tag.PILD_TRIAL_BLINDED, Tag.MILD_NOT_PERFORMED);
    private static final String COMPLETED = "completed";

    private final Terminology terminology;
    private final List<CodedRule> performed;
    private final CodedRule unspecific;
    private final CodedRule wrongRegion;
    private final CodedRule otherTechnique;
    private final ValueSet phrases;

    /** Public code systems of procedures; what a site's own codes mean only its words tell. */
    private final Set<String> systems = new HashSet<>();

    private final Set<String> billing = new HashSet<>();

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
        unspecific = CodedRule.of(terminology, "mild-unspecific-code", Tag.MILD, "mild-proc-inpatient-nonspecific");
        wrongRegion = CodedRule.of(terminology, "mild-wrong-region", Tag.MILD, "mild-wrong-region");
        otherTechnique = CodedRule.of(terminology, "not-mild-technique", Tag.MILD, "not-mild-other-technique");
        phrases = terminology.valueSet("mild-named-in-text");
        terminology.valueSet("mild-proc-definite").codes().forEach(code -> billing.add(code.system()));
        Stream.concat(performed.stream(), Stream.of(unspecific))
                .flatMap(rule -> rule.valueSets().stream())
                .flatMap(valueSet -> valueSet.codes().stream())
                .forEach(code -> systems.add(code.system()));
    }

    /** @param devices those the procedure names by their ids */
    public List<Finding> recognise(PerformedProcedure procedure, Collection<RecordedDevice> devices) {
        List<String> texts = new ArrayList<>(procedure.code().texts());
        texts.addAll(procedure.circumstances().used().texts());
        devices.forEach(device -> texts.addAll(device.name().texts()));
        List<String> region =
                CodedText.join(List.of(procedure.code(), procedure.bodySite())).texts();
        return new Account(procedure.ref(), procedure.status(), procedure.code(), texts, region).findings();
    }

    /** A bill proves that something was done; a plan, a withdrawn bill and a refused line do not. */
    public List<Finding> recognise(BilledServices bill, BilledServices.Line line) {
        String status = "active".equals(bill.status()) ? COMPLETED : bill.status();
        List<Finding> findings =
                new Account(bill.ref(), status, line.service(), line.service().texts(), List.of()).findings();
        String refusal = refusal(bill, line);
        return refusal == null
                ? findings
                : findings.stream()
                        .map(finding -> (Finding) new NotOurs(refusal, finding.evidence()))
                        .toList();
    }

    private static String refusal(BilledServices bill, BilledServices.Line line) {
        if (!bill.isClaim()) {
            return "a " + bill.use() + " is a plan";
        }
        return line.denied() ? "the payer refused the line; a refused line alone proves nothing" : null;
    }

    /** @return empty when the order is for nothing of ours */
    public Optional<Finding> recognise(OrderedService order) {
        List<Evidence> evidence = new Account(
                        order.ref(), COMPLETED, order.code(), order.code().texts(), List.of())
                .findings().stream()
                        .filter(ProcedureRules::isAboutMild)
                        .flatMap(finding -> finding.evidence().stream())
                        .toList();
        return evidence.isEmpty()
                ? Optional.empty()
                : Optional.of(new NotOurs("an order is a plan, not a procedure", evidence));
    }

    private static boolean isAboutMild(Finding finding) {
        return finding instanceof Tagged tagged && ABOUT_MILD.contains(tagged.tag())
                || finding instanceof Undecided open && ABOUT_MILD.contains(open.tag());
    }

    private static boolean happened(String status) {
        return status == null || status.equals(COMPLETED) || status.equals("unknown");
    }

    /** What one record says was done, and the words that stand with it. */
    private final class Account {
        private final SourceRef ref;
        private final String status;
        private final CodedText code;
        private final MildText.Reading said;
        private final List<String> region;
        private final List<Finding> findings = new ArrayList<>();

        Account(SourceRef ref, String status, CodedText code, List<String> texts, List<String> region) {
            this.ref = ref;
            this.status = status;
            this.code = code;
            this.said = MildText.read(texts);
            this.region = region;
        }

        List<Finding> findings() {
            for (CodedRule rule : performed) {
                List<Evidence> evidence = evidence(rule);
                if (!evidence.isEmpty()) {
                    findings.add(byStatus(rule.tag(), Certainty.DEFINITE, evidence));
                }
            }
            unspecific();
            refused();
            if (findings.stream().noneMatch(this::settlesMild)) {
                inWords();
            }
            brand();
            return List.copyOf(findings);
        }

        private List<Evidence> evidence(CodedRule rule) {
            return rule.evidence(terminology, ref, code);
        }

        private List<Evidence> inWords(Collection<String> named) {
            return named.stream()
                    .map(phrase -> Evidence.inWords(ref, "mild-in-words", phrases, phrase))
                    .toList();
        }

        private void unspecific() {
            List<Evidence> evidence = evidence(unspecific);
            if (evidence.isEmpty() || !happened(status)) {
                return;
            }
            if (said instanceof MildText.Reading.Named named) {
                findings.add(byStatus(
                        Tag.MILD,
                        Certainty.DEFINITE,
                        Stream.concat(evidence.stream(), inWords(named.phrases()).stream())
                                .toList()));
            } else {
                findings.add(
                        new Undecided(Tag.MILD, Missing.TECHNIQUE, "the code does not name the technique", evidence));
            }
        }

        private void refused() {
            List<Evidence> neighbour = evidence(wrongRegion);
            if (!neighbour.isEmpty() && "entered-in-error".equals(status)) {
                findings.add(new NotOurs("the procedure's status is entered-in-error", neighbour));
            } else if (!neighbour.isEmpty()) {
                findings.add(new Suspicious(
                        Tag.MILD,
                        Missing.CODING,
                        "the code is for the cervical or thoracic spine; one digit away from MILD, so possibly a coding slip",
                        neighbour));
            }
            List<Evidence> other = evidence(otherTechnique);
            if (!other.isEmpty()) {
                findings.add(new NotOurs("another technique", other));
            }
        }

        /** A code that speaks of MILD, for or against it, outranks words. */
        private boolean settlesMild(Finding finding) {
            return isAboutMild(finding) || finding instanceof Suspicious;
        }

        private void inWords() {
            if (said instanceof MildText.Reading.Named named) {
                List<Evidence> evidence = inWords(named.phrases());
                findings.add(
                        findings.isEmpty() && !namesSomethingElse()
                                ? byStatus(Tag.MILD, Certainty.PROBABLE, evidence)
                                : new Undecided(
                                        Tag.MILD,
                                        Missing.CONTEXT,
                                        "the words name MILD and the code names something else",
                                        evidence));
            } else if (said instanceof MildText.Reading.Refused refused) {
                findings.add(new NotOurs(refused.reason(), inWords(List.of(refused.phrase()))));
            } else if (said instanceof MildText.Reading.Open open && happened(status)) {
                findings.add(new Undecided(Tag.MILD, Missing.CONTEXT, open.reason(), inWords(List.of(open.phrase()))));
            }
        }

        /** A note on a visit or an injection tells of another day: only where no public code stands do words name the record. */
        private boolean namesSomethingElse() {
            return code.codes().stream().map(Code::system).anyMatch(systems::contains);
        }

        private void brand() {
            boolean isMild =
                    findings.stream().anyMatch(finding -> finding instanceof Tagged tagged && tagged.tag() == Tag.MILD);
            if (isMild && said instanceof MildText.Reading.Named named) {
                List<Evidence> evidence = named.phrases().stream()
                        .filter(BRAND::contains)
                        .map(phrase -> Evidence.inWords(ref, "brand-in-words", phrases, phrase))
                        .toList();
                if (!evidence.isEmpty()) {
                    findings.add(new Tagged(Tag.MILD_BRAND, evidence));
                }
            }
        }

        /** Billing codes of the spine name their region, and words beside them may speak of anything. */
        private boolean saysNoRegion(List<Evidence> evidence) {
            return evidence.stream().map(one -> one.match().member().system()).noneMatch(billing::contains);
        }

        private boolean isOfUpperSpine() {
            return region.stream().anyMatch(text -> UPPER_SPINE.matcher(text).find())
                    && region.stream().noneMatch(text -> LUMBAR.matcher(text).find());
        }

        private Finding byStatus(Tag tag, Certainty certainty, List<Evidence> evidence) {
            if (OF_ANY_REGION.contains(tag) && saysNoRegion(evidence) && isOfUpperSpine()) {
                return new NotOurs("an operation on the cervical or thoracic spine", evidence);
            }
            if (happened(status) && code.modifiers().stream().anyMatch(DISCONTINUED::contains)) {
                return new Undecided(
                        tag,
                        Missing.COMPLETION,
                        "the code's modifier says that the procedure was discontinued",
                        evidence);
            }
            if (COMPLETED.equals(status)) {
                return new Tagged(tag, certainty, evidence);
            }
            if (happened(status)) {
                return new Undecided(
                        tag,
                        Missing.COMPLETION,
                        "the record does not say whether the procedure was completed",
                        evidence);
            }
            if ("not-done".equals(status) && tag == Tag.MILD) {
                return new Tagged(Tag.MILD_NOT_PERFORMED, evidence);
            }
            return new NotOurs("the procedure's status is " + status, evidence);
        }
    }
}
