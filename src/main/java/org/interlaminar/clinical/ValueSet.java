package org.interlaminar.clinical;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A named, versioned set of codes from {@code fhir-profiles/ValueSet-<name>.json}.
 *
 * @param families prefixes by code system: every code of the system that begins so is a member
 */
public record ValueSet(String name, String version, Set<Code> codes, Map<String, List<String>> families) {
    public boolean contains(Code code) {
        return codes.contains(code)
                || families.getOrDefault(code.system(), List.of()).stream().anyMatch(code.value()::startsWith);
    }
}
