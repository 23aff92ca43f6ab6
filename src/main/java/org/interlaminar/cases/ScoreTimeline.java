package org.interlaminar.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.ScoreRules.Scored;

/**
 * Places one person's scores around the index and chooses one for each window: the last before the procedure as baseline,
 * the nearest to the target later, the earlier on ties. Clinical rules, section 5.
 */
final class ScoreTimeline {
    /** A recognised score and when it was true. */
    record Told(Scored scored, PartialDate on) {}

    private static final Comparator<OutcomeScore> IN_TIME = Comparator.<OutcomeScore, PartialDate>comparing(
                    OutcomeScore::on)
            .thenComparing(score -> score.evidence().ref());

    private final CaseSettings settings;
    private final PartialDate index;
    private final LocalDate failedOn;

    /** @param index start of the index procedure, or null; @param failedOn day of treatment failure, or null */
    ScoreTimeline(CaseSettings settings, PartialDate index, LocalDate failedOn) {
        this.settings = settings;
        this.index = index;
        this.failedOn = failedOn;
    }

    List<OutcomeScore> place(List<Told> told) {
        Map<String, List<OutcomeScore>> bySeries = new TreeMap<>();
        for (Told one : told) {
            String series = one.scored().instrument().name() + "/"
                    + one.scored().instrument().component();
            bySeries.computeIfAbsent(series, any -> new ArrayList<>()).add(place(one));
        }
        List<OutcomeScore> placed = new ArrayList<>();
        bySeries.values().forEach(series -> {
            series.sort(IN_TIME);
            placed.addAll(index == null ? series : withChoices(series));
        });
        return placed;
    }

    private OutcomeScore place(Told told) {
        Scored scored = told.scored();
        Evidence evidence = scored.evidence();
        if (index == null) {
            return new OutcomeScore(
                    scored.instrument(),
                    scored.value(),
                    scored.unit(),
                    told.on(),
                    null,
                    null,
                    null,
                    false,
                    false,
                    false,
                    evidence);
        }
        long day = ChronoUnit.DAYS.between(index.first(), told.on().first());
        boolean failed = failedOn != null && !told.on().first().isBefore(failedOn);
        return new OutcomeScore(
                scored.instrument(),
                scored.value(),
                scored.unit(),
                told.on(),
                1,
                day,
                window(day, told.on()),
                false,
                failed,
                false,
                evidence);
    }

    private String window(long day, PartialDate on) {
        for (FollowUpWindow window : settings.windows()) {
            if (window.holds(day)) {
                return window.isBaseline() && isAfterTheProcedureBegan(on) ? FollowUpWindow.UNSCHEDULED : window.name();
            }
        }
        return FollowUpWindow.UNSCHEDULED;
    }

    private boolean isAfterTheProcedureBegan(PartialDate on) {
        return on.instant() != null && index.instant() != null && !on.instant().isBefore(index.instant());
    }

    private List<OutcomeScore> withChoices(List<OutcomeScore> series) {
        Map<String, OutcomeScore> chosen = new LinkedHashMap<>();
        for (FollowUpWindow window : settings.windows()) {
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

    private Set<OutcomeScore> lostResponses(Map<String, OutcomeScore> chosen) {
        Set<OutcomeScore> lost = new HashSet<>();
        OutcomeScore baseline = chosen.get(FollowUpWindow.BASELINE);
        if (baseline == null || !baseline.isOnKnownScale()) {
            return lost;
        }
        boolean responded = false;
        for (OutcomeScore score : chosen.values()) {
            if (score == baseline || !score.isOnKnownScale()) {
                continue;
            }
            BigDecimal improvement = baseline.value().subtract(score.value());
            boolean response = improvement.compareTo(score.instrument().meaningfulChange()) >= 0;
            if (responded && !response) {
                lost.add(score);
            }
            responded |= response;
        }
        return lost;
    }
}
