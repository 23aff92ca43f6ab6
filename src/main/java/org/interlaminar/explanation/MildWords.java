package org.interlaminar.explanation;

import static org.interlaminar.explanation.Words.count;
import static org.interlaminar.explanation.Words.kind;
import static org.interlaminar.explanation.Words.on;
import static org.interlaminar.explanation.Words.several;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.cases.MildStatus;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.cases.Review;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Tag;

/**
 * Why MILD is what it is, and none of the six other words. The strongest statement wins, in the order of {@link MildStatus}.
 * Clinical rules, section 3.
 */
final class MildWords {
    static final List<WhyNot> OTHERS = List.of(
            new WhyNot("yes", MildWords::notYes),
            new WhyNot("hybrid", MildWords::notHybrid),
            new WhyNot("historical", MildWords::notHistorical),
            new WhyNot("trial-blinded", MildWords::notTrialBlinded),
            new WhyNot("undecided", MildWords::notUndecided),
            new WhyNot("not-performed", MildWords::notNotPerformed),
            new WhyNot("no", MildWords::notNo));

    private MildWords() {}

    static List<String> because(Facts facts) {
        List<String> because = new ArrayList<>();
        because.add(
                switch (facts.person().mild()) {
                    case YES -> told(facts.person().index()) + ", by day, and by itself on that day.";
                    case HYBRID -> hybrid(facts) + ".";
                    case HISTORICAL -> vague(facts) + ".";
                    case TRIAL_BLINDED -> blinded(facts) + ".";
                    case UNDECIDED -> open(facts) + ".";
                    case NOT_PERFORMED -> notCarriedOut(facts) + ".";
                    case NO -> nothing(facts) + ".";
                });
        if (!facts.slips().isEmpty()) {
            because.add("On the review list: "
                    + several(facts.slips().stream().map(Review::reason).toList()) + ".");
        }
        return because;
    }

    private static String notYes(Facts facts) {
        return switch (facts.person().mild()) {
            case HYBRID -> hybrid(facts) + ", so that what followed cannot be put down to MILD alone";
            case HISTORICAL -> vague(facts) + ", so there is no day to count from";
            case TRIAL_BLINDED -> blinded(facts);
            case UNDECIDED -> "Nothing settles it: " + reasonsOpen(facts);
            case NOT_PERFORMED -> notCarriedOut(facts);
            case NO, YES -> nothing(facts);
        };
    }

    private static String notHybrid(Facts facts) {
        if (facts.person().mild() == MildStatus.YES) {
            String alone = "No open surgery and no spacer is recorded "
                    + on(facts.person().index().start());
            return facts.hybrid()
                    .map(other -> alone + "; the MILD " + on(other.start())
                            + " is a hybrid, and another one stands by itself")
                    .orElse(alone);
        }
        return facts.person().mild() == MildStatus.HISTORICAL
                ? "The day is not recorded, so nothing can be said of other surgery on it"
                : "No MILD procedure counts beside which open surgery could have been done";
    }

    private static String notHistorical(Facts facts) {
        PartialDate behind = facts.person().mildOn();
        if (facts.events(Tag.MILD).isEmpty() || behind == null) {
            return "No MILD procedure counts, with a day or without";
        }
        return "The day is recorded: " + Words.date(behind)
                + (facts.vague(Tag.MILD).isPresent() ? "; a further MILD without a day is the weaker statement" : "");
    }

    private static String notTrialBlinded(Facts facts) {
        return facts.has(Tag.PILD_TRIAL_BLINDED)
                ? "A code of a blinded trial is recorded too; a MILD procedure by its own name is the stronger statement"
                : "No code of a blinded trial is recorded";
    }

    private static String notUndecided(Facts facts) {
        if (facts.open(Tag.MILD).isEmpty()) {
            return "No record of MILD is left open";
        }
        return open(facts) + ", but another record settles it";
    }

    private static String notNotPerformed(Facts facts) {
        if (!facts.has(Tag.MILD_NOT_PERFORMED)) {
            return "No record says that a MILD procedure was not carried out";
        }
        return facts.person().mild() == MildStatus.UNDECIDED
                ? "A record says that one was not carried out, but another leaves open whether one was"
                : "A record says that one was not carried out, but another that one was";
    }

    private static String notNo(Facts facts) {
        return switch (facts.person().mild()) {
            case YES -> told(facts.person().index());
            case HYBRID -> hybrid(facts);
            case HISTORICAL -> vague(facts);
            case TRIAL_BLINDED -> "A procedure of a blinded trial is recorded, which may have been it";
            case UNDECIDED -> open(facts);
            case NOT_PERFORMED, NO -> notCarriedOut(facts) + ", which is a fact of its own";
        };
    }

    private static String told(ProcedureEvent event) {
        return "A MILD procedure " + on(event.start()) + " is told by " + count(Facts.records(event), "record");
    }

    private static String hybrid(Facts facts) {
        ProcedureEvent mild = facts.hybrid().orElseThrow();
        String beside = facts.openSurgeryWith(mild).stream()
                .map(event -> kind(event.kind()))
                .distinct()
                .collect(Collectors.joining(" and "));
        return told(mild) + ", with " + beside + " on the same day";
    }

    private static String vague(Facts facts) {
        ProcedureEvent mild = facts.events(Tag.MILD).get(0);
        return told(mild) + ", and no record tells its day";
    }

    private static String blinded(Facts facts) {
        return "The only code is that of a blinded trial " + on(facts.person().mildOn())
                + ", and nobody knows whether it was the procedure or placebo";
    }

    private static String open(Facts facts) {
        long open = facts.open(Tag.MILD).size();
        return count(open, "record") + (open == 1 ? " leaves" : " leave") + " it open: " + reasonsOpen(facts);
    }

    private static String reasonsOpen(Facts facts) {
        return several(facts.open(Tag.MILD).stream().map(Review::reason).toList());
    }

    private static String notCarriedOut(Facts facts) {
        long records = Facts.records(facts.tagged(Tag.MILD_NOT_PERFORMED));
        return count(records, "record") + (records == 1 ? " says" : " say") + " that MILD was not carried out";
    }

    private static String nothing(Facts facts) {
        List<CodeHit> refused = facts.refused("mild");
        return refused.isEmpty()
                ? "No MILD procedure is recorded"
                : "No record of MILD counts: " + several(Facts.reasons(refused));
    }
}
