package org.interlaminar.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.derivation.Retag;
import org.interlaminar.reporting.CohortDelta;

/** How a cohort moves, in lines: counts first, then who. */
final class DeltaReport {
    private static final int MOST_NAMED = 20;

    private DeltaReport() {}

    static List<String> lines(CohortDelta delta) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + Console.number(delta.people()) + " people looked at: "
                + Console.number(delta.entering().size())
                + " enter, " + Console.number(delta.leaving().size()) + " leave, " + Console.number(delta.changed())
                + " change");
        delta.counts()
                .forEach((what, moved) -> lines.add(String.format(
                        Locale.ROOT,
                        "  %-16s %12s -> %12s%s",
                        what,
                        Console.number(moved.before()),
                        Console.number(moved.after()),
                        moved.before() == moved.after() ? "" : "  *")));
        named(lines, "enters", delta.entering());
        named(lines, "leaves", delta.leaving());
        return lines;
    }

    private static void named(List<String> lines, String what, List<PersonKey> people) {
        people.stream().limit(MOST_NAMED).forEach(person -> lines.add("  " + what + ": " + person));
        if (people.size() > MOST_NAMED) {
            lines.add("  " + what + ": and " + Console.number(people.size() - MOST_NAMED) + " more (--json names all)");
        }
    }

    static Map<String, Object> asMap(Retag.Retagged retagged, List<String> stale) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("before", retagged.before());
        map.put("after", retagged.after());
        map.put("people", retagged.delta().people());
        map.put("entering", retagged.delta().entering());
        map.put("leaving", retagged.delta().leaving());
        map.put("changed", retagged.delta().changed());
        map.put("counts", retagged.delta().counts());
        map.put("stale", stale);
        return map;
    }
}
