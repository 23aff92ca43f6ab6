package org.interlaminar.outcomes.survival;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.outcomes.SaidByR;

/** The data sets that R was asked about. */
final class TimesSaidByR {
    private static final Map<String, List<SaidByR.Row>> SETS = SaidByR.bySet("times");
    private static final List<Exit> EXITS = List.of(Exit.CENSORED, Exit.EVENT, Exit.COMPETING);

    private TimesSaidByR() {}

    static ExitTimes times(String set) {
        ExitTimes times = new ExitTimes();
        SETS.get(set).forEach(row -> times.add(row.whole("day"), exit(row)));
        return times;
    }

    static Map<String, ExitTimes> groups(String set) {
        Map<String, ExitTimes> groups = new TreeMap<>();
        SETS.get(set).forEach(row -> groups.computeIfAbsent(row.text("group"), group -> new ExitTimes())
                .add(row.whole("day"), exit(row)));
        return groups;
    }

    private static Exit exit(SaidByR.Row row) {
        return EXITS.get(row.whole("exit"));
    }
}
