package org.interlaminar.recognition;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which units a score cannot have: a weight or a temperature under the code of a questionnaire is somebody's slip. */
final class Units {
    private static final Pattern PHYSICAL = Pattern.compile(
            "mm|cm|m|km|kg|g|mg|ug|mcg|lb|lbs|s|sec|min|h|hr|cel|degf|degc|kpa"
                    + "|mmhg|mm\\[hg\\]|bpm|l|ml|mmol/l|mg/dl|g/dl|kg/m2|\\[(lb_av|oz_av|degf|in_i|ft_i|pt)\\]|in|ft|.+/(min|h|s|d)|hz");
    private static final Set<String> PERCENT = Set.of("%", "percent");

    private Units() {}

    /** @param own units the code may have although they are physical */
    static boolean contradict(String unit, Set<String> own) {
        if (unit == null) {
            return false;
        }
        String written = unit.strip().toLowerCase(Locale.ROOT);
        return !own.contains(written) && (PHYSICAL.matcher(written).matches() || PERCENT.contains(written));
    }
}
