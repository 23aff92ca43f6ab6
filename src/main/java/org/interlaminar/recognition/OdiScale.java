package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How an Oswestry score is written. The published score is a percentage, yet its own interpretation bands are printed on the
 * raw scale of 0 to 50.
 */
public enum OdiScale {
    PERCENT,
    RAW,
    UNKNOWN;

    static final BigDecimal MOST_RAW = BigDecimal.valueOf(50);
    private static final Pattern OF_FIFTY = Pattern.compile("/\\s*50\\b|\\bof 50\\b");

    /** What stands on the score outranks what is said about its source. */
    static OdiScale of(BigDecimal value, String unit, List<String> texts, OdiScale ofSource) {
        String written = unit == null ? "" : unit.toLowerCase(Locale.ROOT);
        if (isOfFifty(written) || texts.stream().anyMatch(text -> isOfFifty(text.toLowerCase(Locale.ROOT)))) {
            return RAW;
        }
        if (written.equals("%") || written.startsWith("percent") || value.compareTo(MOST_RAW) > 0) {
            return PERCENT;
        }
        return ofSource;
    }

    private static boolean isOfFifty(String text) {
        return OF_FIFTY.matcher(text).find();
    }
}
