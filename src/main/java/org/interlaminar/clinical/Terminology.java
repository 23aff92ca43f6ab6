package org.interlaminar.clinical;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything clinical that is data and not code: the value sets and the site's concept maps, as read from
 * {@code fhir-profiles/}.
 *
 * @param valueSets by name
 * @param siteMaps a site's local code to the code it stands for
 * @param fingerprint changes whenever any of it changes
 */
public record Terminology(Map<String, ValueSet> valueSets, Map<Code, Code> siteMaps, String fingerprint) {

    /** How a code came to match. */
    public enum Route {
        DIRECT,
        SITE_MAP,
        TEXT;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One code of a record that belongs to a value set: the code as recorded and the member it stands for. */
    public record Match(Code recorded, Code member, ValueSet valueSet, Route route) {}

    /** @throws IllegalArgumentException when no such value set exists: a rule that names it could never match */
    public ValueSet valueSet(String name) {
        ValueSet found = valueSets.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no value set '" + name + "' in fhir-profiles/");
        }
        return found;
    }

    /** Every code of the concept that is in the value set, directly or through a site's concept map, in their order. */
    public List<Match> matches(ValueSet valueSet, CodedText concept) {
        List<Match> found = new ArrayList<>();
        for (Code code : concept.codes()) {
            Code mapped = siteMaps.get(code);
            if (valueSet.contains(code)) {
                found.add(new Match(code, code, valueSet, Route.DIRECT));
            } else if (mapped != null && valueSet.contains(mapped)) {
                found.add(new Match(code, mapped, valueSet, Route.SITE_MAP));
            }
        }
        return found;
    }
}
