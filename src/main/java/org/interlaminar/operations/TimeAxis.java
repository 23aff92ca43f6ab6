package org.interlaminar.operations;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Days on a line of so many pixels, with the months or years that are worth a mark. */
record TimeAxis(LocalDate first, LocalDate last, int left, int right) {
    private static final int PIXELS_OF_MARK = 56;
    private static final int[] MONTHS = {1, 3, 6, 12, 24, 60, 120, 240, 600, 1200};

    record Tick(int x, String words) {}

    /** Where a day stands; one outside stands at the end. */
    int x(LocalDate day) {
        long whole = Math.max(1, ChronoUnit.DAYS.between(first, last));
        long along = Math.max(0, Math.min(whole, ChronoUnit.DAYS.between(first, day)));
        return left + (int) Math.round((double) (right - left) * along / whole);
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }

    List<Tick> ticks() {
        int step = MONTHS[MONTHS.length - 1];
        for (int months : MONTHS) {
            if (ChronoUnit.MONTHS.between(first, last) / months * PIXELS_OF_MARK <= right - left) {
                step = months;
                break;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        int years = Math.max(1, step / 12);
        LocalDate mark = LocalDate.of(Math.floorDiv(first.getYear(), years) * years, 1, 1);
        for (; !mark.isAfter(last); mark = mark.plusMonths(step)) {
            if (holds(mark)) {
                String words = mark.toString();
                ticks.add(new Tick(x(mark), words.substring(0, step < 12 ? 7 : 4)));
            }
        }
        return ticks;
    }
}
