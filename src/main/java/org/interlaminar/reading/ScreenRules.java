package org.interlaminar.reading;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.ValueSet;

/**
 * What the screen lets land, as read from {@code fhir-profiles/}: wider than recognition, and never dependent on who the
 * person is.
 *
 * @param listed every code of every value set
 * @param anchors value sets whose members make a person worth deriving: stenosis, MILD and comparator candidates
 * @param prefixes code families of all value sets by system; a family {@code 027?T} is a pattern of one free character
 * @param triggers texts that make a resource land whatever its codes say
 * @param siteMaps local codes with the code they stand for
 * @param questionnaires canonical URLs of mapped questionnaires
 * @param releases known resource type names with the release that has them: r4, r5 or former
 * @param generation changes whenever the answer for some resource may change
 */
record ScreenRules(
        Set<Code> listed,
        Set<ValueSet> anchors,
        Map<String, List<String>> prefixes,
        List<Trigger> triggers,
        Map<Code, List<Code>> siteMaps,
        Set<String> questionnaires,
        Map<String, String> releases,
        String generation) {

    record Trigger(String text, boolean ignoreCase) {}

    boolean lands(Code code) {
        return listed.contains(code) || siteMaps.containsKey(code) || inFamily(code);
    }

    boolean anchors(Code code) {
        return isAnchor(code) || siteMaps.getOrDefault(code, List.of()).stream().anyMatch(this::isAnchor);
    }

    private boolean isAnchor(Code code) {
        return anchors.stream().anyMatch(set -> set.contains(code));
    }

    private boolean inFamily(Code code) {
        for (String family : prefixes.getOrDefault(code.system(), List.of())) {
            if (matches(family, code.value())) {
                return true;
            }
        }
        return false;
    }

    /** A family with a free character is a whole pattern, everything else is a prefix. */
    private static boolean matches(String family, String value) {
        int free = family.indexOf('?');
        if (free < 0) {
            return value.startsWith(family);
        }
        return value.length() == family.length()
                && value.startsWith(family.substring(0, free))
                && value.endsWith(family.substring(free + 1));
    }
}
