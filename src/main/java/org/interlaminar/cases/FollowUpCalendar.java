package org.interlaminar.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a follow-up window is waited for, in days from the index. What is closed on a day are the windows that had ended the day
 * before: those which completeness of follow-up counts at a cut-off of that day before.
 */
public final class FollowUpCalendar {
    /** Days before its opening from which a window is announced. */
    public static final int AHEAD = 30;

    /**
     * Days on which a window has a state, for somebody alive.
     *
     * @param place of the window among all, baseline being 0
     * @param first day from the index, inclusive
     * @param last day, inclusive
     */
    public record Span(int place, FollowUpWindow window, FollowUpState state, int first, int last) {}

    private final List<FollowUpWindow> windows;

    /** @param windows baseline first, in their order */
    public FollowUpCalendar(List<FollowUpWindow> windows) {
        this.windows = List.copyOf(windows);
    }

    public List<FollowUpWindow> windows() {
        return windows;
    }

    /** Windows in their order; what is missed stays so. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (int place = 1; place < windows.size(); place++) {
            FollowUpWindow window = windows.get(place);
            int given = lastOverdue(place);
            add(spans, place, FollowUpState.UPCOMING, window.from() - AHEAD, window.from() - 1);
            add(spans, place, FollowUpState.DUE, window.from(), window.to());
            add(spans, place, FollowUpState.OVERDUE, window.to() + 1, given);
            add(spans, place, FollowUpState.MISSED, given + 1, Integer.MAX_VALUE);
        }
        return spans;
    }

    /**
     * How a window that lacks a score stands.
     *
     * @param place of the window, not baseline's
     * @param day days from the index to the day that is asked about
     * @return empty when nobody waits for it: it opens later, or the person has died before it opened or before it closed
     */
    public Optional<FollowUpState> state(int place, int day, Death death) {
        FollowUpWindow window = windows.get(place);
        if (death.isKnown()) {
            return day > window.to() && !death.isBefore(window.from())
                    ? Optional.of(FollowUpState.MISSED)
                    : Optional.empty();
        }
        return spans().stream()
                .filter(span -> span.place() == place && day >= span.first() && day <= span.last())
                .map(Span::state)
                .findFirst();
    }

    /** Until the next window closes; the last one for as long as it was open. */
    private int lastOverdue(int place) {
        FollowUpWindow window = windows.get(place);
        return place + 1 < windows.size()
                ? windows.get(place + 1).to()
                : window.to() + (window.to() - window.from() + 1);
    }

    private void add(List<Span> spans, int place, FollowUpState state, int first, int last) {
        if (last >= 0) {
            spans.add(new Span(place, windows.get(place), state, Math.max(0, first), last));
        }
    }

    /**
     * What is known of a death.
     *
     * @param isKnown whether one is recorded, with or without a day
     * @param day from the index, or null
     */
    public record Death(boolean isKnown, Integer day) {
        public static final Death NONE = new Death(false, null);

        boolean isBefore(int other) {
            return day != null && day < other;
        }
    }
}
