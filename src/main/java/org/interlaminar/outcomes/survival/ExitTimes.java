package org.interlaminar.outcomes.survival;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** When and how people's time ended, counted by day: as small as the number of different days, whatever the number of people. */
public final class ExitTimes {
    private final Map<Exit, SortedMap<Integer, Long>> byDay = new EnumMap<>(Exit.class);
    private long people;

    public ExitTimes() {
        for (Exit exit : Exit.values()) {
            byDay.put(exit, new TreeMap<>());
        }
    }

    /** @param day from 0 */
    public void add(int day, Exit exit) {
        add(day, exit, 1);
    }

    public long people() {
        return people;
    }

    /** Every day on which somebody's time ended, in order. */
    public List<RiskSet> days() {
        List<RiskSet> days = new ArrayList<>();
        long atRisk = people;
        for (int day : distinctDays()) {
            RiskSet set = new RiskSet(
                    day, atRisk, count(Exit.EVENT, day), count(Exit.COMPETING, day), count(Exit.CENSORED, day));
            days.add(set);
            atRisk -= set.left();
        }
        return List.copyOf(days);
    }

    /** The time of follow-up itself (reverse Kaplan-Meier): being censored is the event, and any event censors. */
    public ExitTimes reversed() {
        ExitTimes reversed = new ExitTimes();
        byDay.forEach((exit, days) ->
                days.forEach((day, n) -> reversed.add(day, exit == Exit.CENSORED ? Exit.EVENT : Exit.CENSORED, n)));
        return reversed;
    }

    private long count(Exit exit, int day) {
        return byDay.get(exit).getOrDefault(day, 0L);
    }

    private SortedSet<Integer> distinctDays() {
        SortedSet<Integer> days = new TreeSet<>();
        byDay.values().stream().map(SortedMap::keySet).forEach(days::addAll);
        return days;
    }

    private void add(int day, Exit exit, long n) {
        if (day < 0) {
            throw new IllegalArgumentException("time before the index: day " + day);
        }
        byDay.get(exit).merge(day, n, Long::sum);
        people += n;
    }
}
