package org.interlaminar.cases;

import java.util.List;

/**
 * A time window around the index procedure, in days from it (day 0).
 *
 * @param name as it stands in the reporting store
 * @param from first day, inclusive
 * @param to last day, inclusive
 * @param target the day to which the nearest score is chosen
 */
public record FollowUpWindow(String name, int from, int to, int target) {
    public static final String BASELINE = "baseline";
    public static final String UNSCHEDULED = "unscheduled";

    /** The windows of the clinical rules, section 5, baseline first. */
    public static final List<FollowUpWindow> DEFAULTS = List.of(
            new FollowUpWindow(BASELINE, -90, 0, 0),
            new FollowUpWindow("2-weeks", 5, 21, 14),
            new FollowUpWindow("6-weeks", 28, 63, 42),
            new FollowUpWindow("3-months", 64, 135, 91),
            new FollowUpWindow("6-months", 136, 270, 182),
            new FollowUpWindow("12-months", 271, 545, 365),
            new FollowUpWindow("24-months", 546, 910, 730),
            new FollowUpWindow("36-months", 911, 1275, 1095),
            new FollowUpWindow("48-months", 1276, 1639, 1460),
            new FollowUpWindow("60-months", 1640, 2010, 1826));

    public boolean holds(long day) {
        return day >= from && day <= to;
    }

    public boolean isBaseline() {
        return name.equals(BASELINE);
    }
}
