package org.interlaminar.cases;

import java.util.List;
import java.util.stream.Collectors;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.Evidence;

/**
 * A record that only a person can settle.
 *
 * @param tag what is open
 * @param reason why it is open
 * @param settledBy what would settle it
 * @param on date of the record, or null
 * @param evidence codings and phrases that raised the question
 */
public record Review(
        SourceRef ref, String tag, String reason, String settledBy, PartialDate on, List<Evidence> evidence) {

    /**
     * A fingerprint of what is asked, 8 hexadecimal digits: the same as long as the record raises the same question, whatever
     * else of it changes.
     */
    public String question() {
        String asked = tag + "|" + reason + "|" + (on == null ? "" : on.first() + "/" + on.precision()) + "|"
                + evidence.stream()
                        .map(one -> one.rule() + " " + one.match().recorded())
                        .sorted()
                        .collect(Collectors.joining(","));
        return "%08x".formatted(asked.hashCode());
    }
}
