package org.interlaminar.publication.pages;

import java.util.Optional;
import java.util.stream.Stream;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/** Published numbers as sentences, with n and interval; what may not be shown is said to be hidden. */
final class Findings {
    private static final String PROTECTED = "hidden, because a small group would show.";

    private final Basis basis;
    private final Shows shows = new Shows();
    private final Wording wording = new Wording();

    Findings(Basis basis) {
        this.basis = basis;
    }

    /** What is known of a measure at a window. */
    Stream<String> of(MeasureWords measure, String window) {
        return Stream.of(change(measure, window), responders(measure, window), completeness(measure, window))
                .flatMap(Optional::stream);
    }

    /** How a measure changed from the baseline to a window; empty when there is no such row. */
    private Optional<String> change(MeasureWords measure, String window) {
        return measure.in(basis.table("change"))
                .where("window", window)
                .first()
                .filter(row -> row.get("pairs") != null)
                .map(row -> change(measure, window, row));
    }

    private String change(MeasureWords measure, String window, Row row) {
        String begin = measure.name() + " at " + wording.window(window) + ": ";
        if (shows.count(row, "pairs").equals("0")) {
            return begin + "nobody has a score then and at baseline.";
        }
        if (!shows.knows(row, "change_mean")) {
            return begin + PROTECTED;
        }
        boolean better = row.get("change_mean").value().orElseThrow().doubleValue() < 0 == measure.lowerIsBetter();
        String interval = shows.interval(row, "change_low", "change_high", measure.places());
        return begin + "changed by " + shows.decimal(row, "change_mean", measure.places()) + " " + measure.points()
                + (interval.isEmpty() ? "" : " (95 % CI " + interval + ")") + ", " + (better ? "better" : "not better")
                + ", in " + shows.count(row, "pairs") + " people with both scores.";
    }

    /** Who improved by the meaningful change of a measure at a window; empty where nobody can be judged. */
    private Optional<String> responders(MeasureWords measure, String window) {
        FigureTable responders = measure.in(basis.table("responders")).where("window", window);
        return responders
                .first()
                .filter(row -> !shows.count(row, "evaluable_of").equals("0"))
                .map(row -> {
                    String by = responders.label(row, "by");
                    String begin = measure.shortName() + (by.equals("at most") ? " " : " improved by ")
                            + measure.threshold(responders.label(row, "threshold"), by) + " at "
                            + wording.window(window) + ": ";
                    return shows.knows(row, "evaluable_share")
                            ? begin + shows.percent(row, "evaluable_share") + " of " + shows.count(row, "evaluable_of")
                                    + " evaluable (95 % CI " + shows.shares(row, "evaluable_low", "evaluable_high")
                                    + ")"
                                    + (shows.knows(row, "all_share")
                                            ? ", " + shows.percent(row, "all_share") + " of all "
                                                    + shows.count(row, "all_of") + " index cases."
                                            : ".")
                            : begin + PROTECTED;
                });
    }

    /** Of a kind of re-intervention by a day, with death competing. */
    Optional<String> incidence(String endpoint, int day, String until) {
        return basis.table("survival")
                .where("endpoint", endpoint)
                .where("day", Integer.toString(day))
                .first()
                .map(row -> {
                    String begin = wording.sentence(endpoint) + " by " + until + ": ";
                    String interval = shows.shares(row, "incidence_low", "incidence_high");
                    return shows.knows(row, "incidence")
                            ? begin + shows.percent(row, "incidence")
                                    + (interval.isEmpty() ? "" : " (95 % CI " + interval + ")") + ", "
                                    + shows.count(row, "observed") + " people still observed."
                            : begin + PROTECTED;
                });
    }

    /** How completely index cases were observed, whatever was scored. */
    String observation() {
        return basis.table("follow-up")
                .where("instrument", "any record")
                .where("window", "to the cut-off")
                .first()
                .filter(row -> shows.knows(row, "share"))
                .map(row -> "Observed for " + shows.percent(row, "share") + " of the time until then.")
                .orElse("How long people were observed is hidden.");
    }

    /** How completely a measure was followed at a window; empty where it may not be shown. */
    Optional<String> completeness(MeasureWords measure, String window) {
        return basis.followUp(measure, window)
                .filter(row -> shows.knows(row, "share"))
                .map(row -> measure.shortName() + " at " + wording.window(window) + " is known of "
                        + shows.count(row, "seen") + " of the " + shows.count(row, "expected") + " expected ("
                        + shows.percent(row, "share") + ").");
    }
}
