package org.interlaminar.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Instrument;
import org.interlaminar.recognition.ScoreRules.Scored;

/**
 * Places one person's scores around an index and chooses one for each window: the last before the procedure as baseline, the
 * nearest to the target later, the earlier on ties. Clinical rules, section 5.
 */
final class ScoreTimeline {
    static final String SAME_DAY = "same-day-without-time";

    private static final Comparator<OutcomeScore> IN_TIME = Comparator.<OutcomeScore, PartialDate>comparing(
                    OutcomeScore::on)
            .thenComparing(score -> score.evidence().ref());

    private final List<FollowUpWindow> windows;
    private final ProcedureEvent index;
    private final LocalDate failedOn;

    /** @param index an index procedure, or null; @param failedOn day of its treatment failure, or null */
    ScoreTimeline(List<FollowUpWindow> windows, ProcedureEvent index, LocalDate failedOn) {
        this.windows = windows;
        this.index = index;
        this.failedOn = failedOn;
    }

    /** Series by series, each in time. Around a later index stands only what its own baseline window can reach. */
    List<OutcomeScore> place(List<ToldScore> told) {
        Map<String, List<OutcomeScore>> bySeries = new TreeMap<>();
        for (ToldScore one : told) {
            if (isFollowedHere(one.on())) {
                bySeries.computeIfAbsent(one.scored().series(), any -> new ArrayList<>())
                        .add(place(one));
            }
        }
        List<OutcomeScore> placed = new ArrayList<>();
        bySeries.values().forEach(series -> {
            series.sort(IN_TIME);
            placed.addAll(index == null ? series : withChoices(series));
        });
        return placed;
    }

    private boolean isFollowedHere(PartialDate on) {
        return index == null
                || index.indexNo() == 1
                || Days.between(index.start().first(), on) >= windows.get(0).from();
    }

    private OutcomeScore place(ToldScore told) {
        Scored scored = told.scored();
        Integer no = null;
        Long day = null;
        String window = null;
        boolean failed = false;
        List<String> warnings = new ArrayList<>(told.warnings());
        if (index != null) {
            no = index.indexNo();
            day = Days.between(index.start().first(), told.on());
            window = window(scored.instrument(), day, told.on());
            failed = failedOn != null && !told.on().first().isBefore(failedOn);
            if (day == 0 && window.equals(FollowUpWindow.BASELINE) && !isTimed(told.on())) {
                warnings.add(SAME_DAY);
            }
        }
        return new OutcomeScore(
                scored.instrument(),
                scored.value(),
                scored.unit(),
                told.on(),
                no,
                day,
                window,
                false,
                failed,
                false,
                List.copyOf(warnings),
                scored.evidence());
    }

    private String window(Instrument instrument, long day, PartialDate on) {
        for (FollowUpWindow window : windows) {
            if (window.holds(day)) {
                boolean none = window.isBaseline() && (!instrument.hasBaseline() || isAfterTheProcedureBegan(on));
                return none ? FollowUpWindow.UNSCHEDULED : window.name();
            }
        }
        return FollowUpWindow.UNSCHEDULED;
    }

    private boolean isTimed(PartialDate on) {
        return on.instant() != null && index.start().instant() != null;
    }

    private boolean isAfterTheProcedureBegan(PartialDate on) {
        return isTimed(on) && !on.instant().isBefore(index.start().instant());
    }

    private List<OutcomeScore> withChoices(List<OutcomeScore> series) {
        Map<String, OutcomeScore> chosen = new LinkedHashMap<>();
        for (FollowUpWindow window : windows) {
            series.stream()
                    .filter(score -> score.window().equals(window.name()))
                    .min(preference(window))
                    .ifPresent(score -> chosen.put(window.name(), score));
        }
        Set<OutcomeScore> lost = lostResponses(chosen);
        return series.stream()
                .map(score -> chosen.get(score.window()) == score ? score.asChosen(lost.contains(score)) : score)
                .toList();
    }

    private static Comparator<OutcomeScore> preference(FollowUpWindow window) {
        Comparator<OutcomeScore> inTime = IN_TIME;
        return window.isBaseline()
                ? inTime.reversed()
                : Comparator.<OutcomeScore>comparingLong(score -> Math.abs(score.day() - window.target()))
                        .thenComparing(inTime);
    }

    private static Set<OutcomeScore> lostResponses(Map<String, OutcomeScore> chosen) {
        Set<OutcomeScore> lost = new HashSet<>();
        OutcomeScore baseline = chosen.get(FollowUpWindow.BASELINE);
        if (baseline == null || !baseline.isOnKnownScale()) {
            return lost;
        }
        boolean responded = false;
        for (OutcomeScore score : chosen.values()) {
            if (score == baseline || !isComparable(baseline, score)) {
                continue;
            }
            BigDecimal improvement = score.instrument().improvement(baseline.value(), score.value());
            boolean response = improvement.compareTo(score.instrument().meaningfulChange()) >= 0;
            if (responded && !response) {
                lost.add(score);
            }
            responded |= response && !score.afterReintervention();
        }
        return lost;
    }

    private static boolean isComparable(OutcomeScore baseline, OutcomeScore score) {
        return score.isOnKnownScale()
                && score.unit().equals(baseline.unit())
                && score.instrument().meaningfulChange() != null;
    }
}
