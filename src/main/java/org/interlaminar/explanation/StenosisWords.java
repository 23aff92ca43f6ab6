package org.interlaminar.explanation;

import static org.interlaminar.explanation.Words.count;
import static org.interlaminar.explanation.Words.several;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.cases.Answer;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.cases.Review;
import org.interlaminar.recognition.Tag;

/** Why lumbar stenosis is yes, undecided or no, and none of the others. Clinical rules, section 2. */
final class StenosisWords {
    static final List<WhyNot> OTHERS = List.of(
            new WhyNot("yes", StenosisWords::notYes),
            new WhyNot("undecided", StenosisWords::notUndecided),
            new WhyNot("no", StenosisWords::notNo));

    private StenosisWords() {}

    static List<String> because(Facts facts) {
        List<String> because = new ArrayList<>();
        because.add(
                switch (facts.person().lss()) {
                    case YES -> recorded(facts) + "."
                            + (facts.person().stenosis().first() == null
                                    ? " None of them says since when."
                                    : " The earliest onset is taken.");
                    case UNDECIDED -> open(facts) + ".";
                    case NO -> nothing(facts) + ".";
                });
        if (facts.person().stenosis().foraminal()) {
            because.add("Foraminal stenosis is recorded; by itself it is not lumbar spinal stenosis.");
        }
        return because;
    }

    private static String notYes(Facts facts) {
        return facts.person().lss() == Answer.UNDECIDED
                ? "No diagnosis says lumbar stenosis beyond doubt: "
                        + several(
                                facts.open(Tag.LSS).stream().map(Review::reason).toList())
                : nothing(facts);
    }

    private static String notUndecided(Facts facts) {
        List<Review> open = facts.open(Tag.LSS);
        if (open.isEmpty()) {
            return "No record leaves it open";
        }
        return open(facts) + ", but one settled diagnosis is enough";
    }

    private static String notNo(Facts facts) {
        return facts.person().lss() == Answer.YES ? recorded(facts) : open(facts);
    }

    private static String recorded(Facts facts) {
        return "Lumbar stenosis is recorded by " + count(Facts.records(facts.tagged(Tag.LSS)), "diagnosis record");
    }

    private static String open(Facts facts) {
        List<Review> open = facts.open(Tag.LSS);
        return count(open.size(), "record") + (open.size() == 1 ? " leaves" : " leave") + " it open: "
                + several(open.stream().map(Review::reason).toList());
    }

    private static String nothing(Facts facts) {
        List<CodeHit> refused = facts.refused("lss");
        return refused.isEmpty()
                ? "No diagnosis of lumbar stenosis is recorded"
                : "No diagnosis of lumbar stenosis counts: " + several(Facts.reasons(refused));
    }
}
