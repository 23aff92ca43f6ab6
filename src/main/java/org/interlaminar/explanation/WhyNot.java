package org.interlaminar.explanation;

import java.util.List;
import java.util.function.Function;
import org.interlaminar.explanation.Explanation.Other;

/**
 * One word a question could have been answered with, and why a person to whom it does not apply is not it.
 *
 * @param answer the word of the reporting store
 * @param because a sentence from the facts of the case; only asked where the answer is another
 */
record WhyNot(String answer, Function<Facts, String> because) {
    /** Every other word, in the order of the rules. */
    static List<Other> others(List<WhyNot> rules, String answer, Facts facts) {
        return rules.stream()
                .filter(rule -> !rule.answer.equals(answer))
                .map(rule -> new Other(rule.answer, rule.because.apply(facts) + "."))
                .toList();
    }
}
