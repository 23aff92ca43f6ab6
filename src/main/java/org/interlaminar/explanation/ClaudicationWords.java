package org.interlaminar.explanation;

import static org.interlaminar.explanation.Words.count;

import java.util.List;
import org.interlaminar.cases.Answer;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.recognition.Tag;

/**
 * Why neurogenic claudication is yes, not-documented or unknown, and none of the others. It is never no: absence of a record is
 * not evidence of absence. Clinical rules, section 2.
 */
final class ClaudicationWords {
    static final List<WhyNot> OTHERS = List.of(
            new WhyNot("yes", ClaudicationWords::notYes),
            new WhyNot("not-documented", ClaudicationWords::notNotDocumented),
            new WhyNot("unknown", ClaudicationWords::notUnknown),
            new WhyNot("no", facts -> "No code rules it out, and absence of a record is not evidence of absence"));

    private ClaudicationWords() {}

    static List<String> because(Facts facts) {
        return List.of(
                switch (facts.person().claudication()) {
                    case YES -> says(facts) + ".";
                    case NOT_DOCUMENTED -> withoutIt(facts) + ", which is also what is coded when nobody asked.";
                    case UNKNOWN -> nothingTells(facts) + ".";
                });
    }

    private static String notYes(Facts facts) {
        List<CodeHit> findings = facts.tagged(Tag.NEUROGENIC_CLAUDICATION);
        if (findings.isEmpty()) {
            return "No code that includes claudication counts";
        }
        return facts.person().lss() == Answer.YES
                ? "Claudication is recorded, but more than 180 days away from every lumbar stenosis"
                : "Claudication is recorded, but no lumbar stenosis it could belong to";
    }

    private static String notNotDocumented(Facts facts) {
        return switch (facts.person().claudication()) {
            case YES -> says(facts);
            case UNKNOWN, NOT_DOCUMENTED -> "No diagnosis code says stenosis without claudication";
        };
    }

    private static String notUnknown(Facts facts) {
        return switch (facts.person().claudication()) {
            case YES -> says(facts);
            case NOT_DOCUMENTED, UNKNOWN -> withoutIt(facts);
        };
    }

    private static String says(Facts facts) {
        List<CodeHit> coded = facts.taggedBy(Facts.WITH_CLAUDICATION);
        return coded.isEmpty()
                ? "Claudication is recorded by itself, within 180 days of a lumbar stenosis"
                : count(Facts.records(coded), "diagnosis record")
                        + (Facts.records(coded) == 1 ? " names" : " name")
                        + " stenosis together with claudication";
    }

    private static String withoutIt(Facts facts) {
        long records = Facts.records(facts.taggedBy(Facts.WITHOUT_CLAUDICATION));
        return count(records, "diagnosis record") + (records == 1 ? " carries" : " carry")
                + " the code for stenosis without claudication";
    }

    private static String nothingTells(Facts facts) {
        return facts.person().lss() == Answer.YES
                ? "The codes of the stenosis do not tell with or without claudication"
                : "No diagnosis of lumbar stenosis counts that could tell";
    }
}
