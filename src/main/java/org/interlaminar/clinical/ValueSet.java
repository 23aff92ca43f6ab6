package org.interlaminar.clinical;

import java.util.Set;

/** A named, versioned set of codes from {@code fhir-profiles/ValueSet-<name>.json}. */
public record ValueSet(String name, String version, Set<Code> codes) {
    public boolean contains(Code code) {
        return codes.contains(code);
    }
}
