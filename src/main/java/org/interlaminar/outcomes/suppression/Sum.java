package org.interlaminar.outcomes.suppression;

import java.util.List;

/** The people of the whole are those of its parts, each in one part. */
public record Sum(String whole, List<String> parts) {
    public Sum {
        parts = parts.stream().sorted().toList();
    }
}
