package org.interlaminar.recognition;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The year a free-text history names: its record is often dated by the day it was written down. */
public final class HistoryYear {
    private static final Pattern YEAR = Pattern.compile("(?<![\\d./-])(?:19|20)\\d{2}(?![\\d./-])");

    private HistoryYear() {}

    /** @return empty when no year or more than one is named */
    public static Optional<Integer> in(List<String> texts) {
        TreeSet<Integer> years = new TreeSet<>();
        for (String text : texts) {
            Matcher year = YEAR.matcher(text);
            while (year.find()) {
                years.add(Integer.valueOf(year.group()));
            }
        }
        return years.size() == 1 ? Optional.of(years.first()) : Optional.empty();
    }
}
