package org.interlaminar.recognition;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;

/**
 * What may be a complication, of which type and in which days after the procedure, from the value sets
 * {@code complication-*} and the supplement {@code complication-window}. Clinical rules, section 6.
 */
public final class ComplicationRules {
    private static final int LAST_DAY = 90;

    /** Injury codes end in the encounter: A is the first, D a later one, S what is left of it. */
    private static final Pattern LATER_ENCOUNTER = Pattern.compile("[A-Z]\\d[0-9A-Z]\\.[0-9A-Z]{3}[DS]");

    /**
     * One candidate.
     *
     * @param type infection, bleeding ...
     * @param code the code without regard to its encounter
     * @param fromDay first day after the procedure on which it can belong to it
     * @param toDay last such day, or null when there is none
     * @param isLater whether the code says that it continues what was coded before
     */
    public record Complication(String type, Code code, int fromDay, Integer toDay, boolean isLater, Evidence evidence) {
        public boolean isIn(long day) {
            return day >= fromDay && (toDay == null || day <= toDay);
        }
    }

    private final Terminology terminology;
    private final Kinds kinds;

    public ComplicationRules(Terminology terminology) {
        this.terminology = terminology;
        this.kinds = new Kinds(terminology, "complication");
    }

    /** @return empty when the concept is no complication we know */
    public Optional<Complication> recognise(SourceRef ref, CodedText concept) {
        return all(ref, concept).stream().findFirst();
    }

    /** One of each type, where several concepts were said in one breath. */
    public List<Complication> all(SourceRef ref, CodedText concept) {
        List<Complication> first = complications(ref, concept, false);
        return first.isEmpty() ? complications(ref, atFirstEncounter(concept), true) : first;
    }

    private List<Complication> complications(SourceRef ref, CodedText concept, boolean isLater) {
        return kinds.recognise(ref, concept).stream()
                .map(kind -> {
                    Code code = kind.evidence().match().member();
                    Optional<Integer> from =
                            terminology.property(code, "from-day").map(Integer::valueOf);
                    Optional<Integer> to = terminology.property(code, "to-day").map(Integer::valueOf);
                    Integer last = from.isPresent() && to.isEmpty() ? null : (Integer) to.orElse(LAST_DAY);
                    return new Complication(kind.name(), code, from.orElse(0), last, isLater, kind.evidence());
                })
                .toList();
    }

    private static CodedText atFirstEncounter(CodedText concept) {
        List<Code> codes = concept.codes().stream()
                .filter(code -> LATER_ENCOUNTER.matcher(code.value()).matches())
                .map(code -> new Code(
                        code.system(), code.value().substring(0, code.value().length() - 1) + "A"))
                .toList();
        return new CodedText(codes, List.of());
    }
}
