package org.interlaminar.recognition;

import java.util.List;
import java.util.Set;

public record OperativeText(
        String laterality, Integer incisions, Set<String> guidance, String anaesthesia, String sedation) {
    public static OperativeText of(List<String> texts) {
        return new OperativeText(null, null, Set.of(), null, null);
    }
}
