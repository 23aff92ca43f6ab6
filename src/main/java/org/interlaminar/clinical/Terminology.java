package org.interlaminar.clinical;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything clinical that is data and not code: the value sets, the concept maps and what our code systems and supplements
 * say of single codes, as read from {@code fhir-profiles/} and the site's own folder.
 *
 * @param valueSets by name
 * @param siteMaps a local or a narrower code to the codes it stands for
 * @param properties what a CodeSystem says of a code beyond its name, by property
 * @param labels our own short label of a code
 * @param fingerprint changes whenever any of it changes
 */
public record Terminology(
        Map<String, ValueSet> valueSets,
        Map<Code, List<Code>> siteMaps,
        Map<Code, Map<String, String>> properties,
        Map<Code, String> labels,
        String fingerprint) {

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

    /** Every code of the concept that is in the value set, directly or through a concept map, in their order. */
    public List<Match> matches(ValueSet valueSet, CodedText concept) {
        List<Match> found = new ArrayList<>();
        for (Code code : concept.codes()) {
            if (valueSet.contains(code)) {
                found.add(new Match(code, code, valueSet, Route.DIRECT));
                continue;
            }
            for (Code mapped : siteMaps.getOrDefault(code, List.of())) {
                if (valueSet.contains(mapped)) {
                    found.add(new Match(code, mapped, valueSet, Route.SITE_MAP));
                }
            }
        }
        return found;
    }

    public boolean isAny(ValueSet valueSet, CodedText concept) {
        return !concept.codes().isEmpty() && !matches(valueSet, concept).isEmpty();
    }

    /** What a CodeSystem or a supplement of ours says of the code. */
    public Optional<String> property(Code code, String property) {
        return Optional.ofNullable(properties.getOrDefault(code, Map.of()).get(property));
    }

    /** Our short label of the code, or the code itself. */
    public String label(Code code) {
        return labels.getOrDefault(code, code.value());
    }
}
