package org.interlaminar.reading;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.interlaminar.clinical.Code;

/**
 * Brings codes as EHRs send them to one form: system URIs with or without TLS, trailing slash or as OID; codes padded, in
 * lower case, with modifiers behind a dash or without their dot. The names of systems come from
 * {@code fhir-profiles/NamingSystem-*.json}.
 */
final class CodeNormaliser {
    private static final Set<String> BILLING = Set.of("cpt", "hcpcs");
    private static final Set<String> DOTTED = Set.of("icd-10-cm", "icd-10", "icd-9-cm");
    private static final Set<String> UPPER_CASE =
            Set.of("cpt", "hcpcs", "icd-10-cm", "icd-10", "icd-9-cm", "icd-10-pcs");

    private record KnownSystem(String name, String uri) {}

    private final Map<String, KnownSystem> byAlias = new HashMap<>();

    /** @param aliases alias as it may arrive, to the preferred URI and the NamingSystem's id */
    void learn(String alias, String name, String preferredUri) {
        byAlias.put(comparable(alias), new KnownSystem(name, preferredUri));
    }

    boolean knows(String system) {
        return system != null && byAlias.containsKey(comparable(system));
    }

    /** @return the normalised code, or null when the code is blank; a missing system becomes the empty string */
    Code normalise(String system, String code) {
        if (code == null || code.isBlank()) {
            return null;
        }
        String value = code.strip();
        KnownSystem known = system == null ? null : byAlias.get(comparable(system));
        if (known == null) {
            return new Code(system == null ? "" : system.strip(), value);
        }
        if (UPPER_CASE.contains(known.name)) {
            value = value.toUpperCase(Locale.ROOT);
        }
        if (BILLING.contains(known.name) && value.indexOf('-') > 0) {
            value = value.substring(0, value.indexOf('-')).strip();
        }
        if (DOTTED.contains(known.name) && value.length() > 3 && value.indexOf('.') < 0) {
            value = value.substring(0, 3) + '.' + value.substring(3);
        }
        return new Code(known.uri, value);
    }

    /** The billing modifiers glued to a code, for instance of {@code CODE-53}; none in systems that know no modifiers. */
    List<String> modifiers(String system, String code) {
        KnownSystem known = system == null ? null : byAlias.get(comparable(system));
        if (known == null || code == null || !BILLING.contains(known.name) || code.indexOf('-') < 0) {
            return List.of();
        }
        return Arrays.stream(code.substring(code.indexOf('-') + 1).split("-"))
                .map(modifier -> modifier.strip().toUpperCase(Locale.ROOT))
                .toList();
    }

    private static String comparable(String system) {
        String text = system.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("https://")) {
            text = "http://" + text.substring("https://".length());
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
