package org.interlaminar.explanation;

import static org.interlaminar.explanation.Words.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.interlaminar.cases.Answer;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.cases.MildStatus;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Tag;

/** Every question about a person with its answer, in one order. */
final class Answers {
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String NONE = "none";
    private static final String DECIDED = "decided-by-a-person";

    private static final List<WhyNot> CERTAINTIES =
            List.of(new WhyNot("definite", Answers::notDefinite), new WhyNot("probable", Answers::notProbable));

    private final PersonCase one;
    private final Facts facts;
    private final Grounds grounds;
    private final boolean bodiesMissing;

    Answers(Facts facts, Grounds grounds, boolean bodiesMissing) {
        this.one = facts.person();
        this.facts = facts;
        this.grounds = grounds;
        this.bodiesMissing = bodiesMissing;
    }

    List<Explanation.Answer> all() {
        return List.of(
                new Explanation.Answer(
                        "lumbar-stenosis",
                        "Lumbar stenosis",
                        one.lss().word(),
                        Words.date(one.stenosis().first()),
                        StenosisWords.because(facts),
                        grounds.of(stenosis()),
                        WhyNot.others(StenosisWords.OTHERS, one.lss().word(), facts)),
                new Explanation.Answer(
                        "neurogenic-claudication",
                        "Neurogenic claudication",
                        one.claudication().word(),
                        null,
                        ClaudicationWords.because(facts),
                        grounds.of(claudication()),
                        WhyNot.others(
                                ClaudicationWords.OTHERS, one.claudication().word(), facts)),
                new Explanation.Answer(
                        "mild",
                        "MILD procedure",
                        one.mild().word(),
                        Words.date(one.mildOn()),
                        MildWords.because(facts),
                        grounds.of(mild()),
                        WhyNot.others(MildWords.OTHERS, one.mild().word(), facts)),
                certainty(),
                brand(),
                comparator(),
                complete(),
                plain(
                        "joined",
                        "Joined with other records",
                        one.joined().isEmpty() ? NO : YES,
                        one.joined().isEmpty()
                                ? "No Patient.link leads to another record of this source."
                                : "Patient.link joins it with " + String.join(", ", one.joined())
                                        + "; all of them are one case."),
                plain(
                        "order-undefined",
                        "Order of versions undefined",
                        one.orderUndefined() ? YES : NO,
                        one.orderUndefined()
                                ? "Two versions of a record cannot be put in order by anything they say; which of them"
                                        + " counts is a guess."
                                : "Of every record it is known which version is the last."));
    }

    private List<CodeHit> stenosis() {
        List<CodeHit> hits = new ArrayList<>(facts.tagged(Tag.LSS, Tag.LSS_FORAMINAL));
        hits.addAll(facts.undecided(Tag.LSS));
        hits.addAll(facts.undecided(Tag.LSS_FORAMINAL));
        hits.addAll(facts.refused("lss"));
        return hits;
    }

    private List<CodeHit> claudication() {
        List<CodeHit> hits = new ArrayList<>(facts.taggedBy(Facts.WITH_CLAUDICATION));
        hits.addAll(facts.taggedBy(Facts.WITHOUT_CLAUDICATION));
        hits.addAll(facts.tagged(Tag.NEUROGENIC_CLAUDICATION));
        hits.addAll(facts.undecided(Tag.NEUROGENIC_CLAUDICATION));
        return hits;
    }

    private List<CodeHit> mild() {
        List<CodeHit> hits = new ArrayList<>(
                facts.tagged(Tag.MILD, Tag.MILD_COMPANION, Tag.PILD_TRIAL_BLINDED, Tag.MILD_NOT_PERFORMED));
        hits.addAll(facts.undecided(Tag.MILD));
        hits.addAll(facts.refused("mild"));
        return hits;
    }

    private Explanation.Answer certainty() {
        Certainty certainty = one.mildProcedure().certainty();
        if (certainty == null) {
            return plain("certainty", "Certainty of MILD", NONE, "There is no procedure it could be said of.");
        }
        return new Explanation.Answer(
                "certainty",
                "Certainty of MILD",
                certainty.word(),
                null,
                List.of((certainty == Certainty.DEFINITE ? notProbable(facts) : notDefinite(facts)) + "."),
                List.of(),
                WhyNot.others(CERTAINTIES, certainty.word(), facts));
    }

    private static String notDefinite(Facts facts) {
        return "Only words name it; no code, no device and no decision made in review does";
    }

    private static String notProbable(Facts facts) {
        List<Evidence> behind = facts.person().procedures().stream()
                .filter(event -> Objects.equals(event.start(), facts.person().mildOn()))
                .filter(event -> event.kind() == Tag.MILD || event.kind() == Tag.PILD_TRIAL_BLINDED)
                .flatMap(event -> event.evidence().stream())
                .toList();
        if (behind.stream().anyMatch(one -> one.rule().equals(DECIDED))) {
            return "A person decided it in review";
        }
        return behind.stream().anyMatch(one -> one.match().route() != Terminology.Route.TEXT)
                ? "A code names it, and not words only"
                : "A device names it, and not words only";
    }

    private Explanation.Answer brand() {
        boolean named = one.mildProcedure().brand();
        List<CodeHit> proof = facts.tagged(Tag.MILD_BRAND);
        String sentence = named
                ? "Words or a device name the product, and not only the technique."
                : proof.isEmpty()
                        ? "No words and no device name the product; a procedure code names the technique only."
                        : "Words or a device name the product, but no procedure counts to which they belong.";
        return new Explanation.Answer(
                "brand", "Product named", named ? YES : NO, null, List.of(sentence), grounds.of(proof), List.of());
    }

    private Explanation.Answer comparator() {
        ProcedureEvent operation = one.comparator();
        return new Explanation.Answer(
                "comparator",
                "Comparator",
                operation == null ? NONE : operation.kind().word(),
                operation == null ? null : Words.date(operation.start()),
                List.of(
                        operation == null
                                ? noComparator()
                                : "The first open operation of a person with lumbar stenosis"
                                        + " in whose record nothing speaks of MILD."),
                operation == null ? List.of() : grounds.ofEvidence(operation.evidence()),
                List.of());
    }

    private String noComparator() {
        if (one.mild() != MildStatus.NO) {
            return "The record speaks of MILD, so the person is no comparator.";
        }
        if (one.lss() != Answer.YES) {
            return "A comparator has lumbar stenosis, which is not settled here.";
        }
        return "No open decompression, fusion or spacer with a day is recorded.";
    }

    private Explanation.Answer complete() {
        List<String> because = new ArrayList<>();
        if (one.patient() == null) {
            because.add("The Patient record has not landed, or cannot be used.");
        }
        if (!one.setAside().isEmpty()) {
            because.add(count(one.setAside().size(), "record") + " could not be used and "
                    + (one.setAside().size() == 1 ? "counts" : "count") + " for nothing.");
        }
        if (bodiesMissing) {
            because.add("Bodies of records were given up before they were needed, and have to come again.");
        }
        if (one.complete() && because.isEmpty()) {
            because.add("Every record that landed could be used.");
        }
        return new Explanation.Answer(
                "complete", "Complete", one.complete() ? YES : NO, null, because, List.of(), List.of());
    }

    private static Explanation.Answer plain(String question, String label, String answer, String because) {
        return new Explanation.Answer(question, label, answer, null, List.of(because), List.of(), List.of());
    }
}
