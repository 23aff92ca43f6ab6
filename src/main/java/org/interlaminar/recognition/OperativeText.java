package org.interlaminar.recognition;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a procedure was done, as far as its record's texts say so (clinical rules, section 3, context to keep with the index).
 * What a text denies is left out; what it does not mention is null or an empty set: not documented.
 *
 * @param laterality {@code left}, {@code right}, {@code bilateral}, or {@code mixed} for different sides at different levels
 * @param incisions the number of skin incisions or portals; null also when two statements differ
 * @param guidance any of {@code fluoroscopy}, {@code epidurogram}, {@code ct}, {@code ultrasound}
 * @param anaesthesia any of {@code local}, {@code general}, {@code mac} (monitored anaesthesia care), {@code regional}
 * @param sedation {@code none}, {@code minimal}, {@code moderate}, {@code deep}, or {@code unspecified} when its depth is not
 *     said; the deepest one named
 */
public record OperativeText(
        String laterality,
        Integer incisions,
        SortedSet<String> guidance,
        SortedSet<String> anaesthesia,
        String sedation) {

    public OperativeText {
        guidance = Collections.unmodifiableSortedSet(new TreeSet<>(guidance));
        anaesthesia = Collections.unmodifiableSortedSet(new TreeSet<>(anaesthesia));
    }

    /** @param texts all texts of one procedure: displays, code text, notes */
    public static OperativeText read(List<String> texts) {
        List<String> words = Words.of(texts);
        OperativeWords facts = new OperativeWords(words);
        return new OperativeText(
                Laterality.in(words), facts.incisions(), facts.guidance(), facts.anaesthesia(), facts.sedation());
    }
}
