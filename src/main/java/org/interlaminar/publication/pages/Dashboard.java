package org.interlaminar.publication.pages;

import java.time.Instant;
import java.util.List;
import org.interlaminar.ledger.Attention;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.publication.pages.Notes.Note;
import org.interlaminar.publication.pages.OutcomeCharts.Chart;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.IndexCases;
import org.interlaminar.reporting.Mart;
import org.interlaminar.reporting.OutcomesQuery;
import org.interlaminar.reporting.OutcomesQuery.AttritionStep;
import org.interlaminar.reporting.OutcomesQuery.People;
import org.interlaminar.reporting.Unfinished;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads everything the dashboard shows in one snapshot of the store, so that its numbers agree with each other. */
@Component
class Dashboard {
    private static final int RUNS = 10;
    private static final String STENOSIS_STEP = "with lumbar stenosis";

    /**
     * The dashboard's content.
     *
     * @param dataUntil when the newest resources landed, or null before the first
     * @param deriving whether people wait for their case, so that numbers will still move
     * @param notes what somebody has to look at, the worst first
     */
    record View(
            Instant dataUntil,
            boolean deriving,
            List<Note> notes,
            People people,
            List<AttritionStep> attrition,
            List<Chart> charts,
            List<RunSummary> runs) {

        public boolean isEmpty() {
            return people.received() == 0 && !isRunning();
        }

        /** The first run has begun and brought nobody yet. */
        public boolean isFirstRun() {
            return people.received() == 0 && isRunning();
        }

        public boolean isRunning() {
            return runs.stream().anyMatch(run -> run.outcome() == Outcome.RUNNING);
        }

        /** Whether there is anything to draw. */
        public boolean isScored() {
            return charts.stream().anyMatch(chart -> !chart.isEmpty());
        }

        /** People with lumbar stenosis whose Patient is not live: they have a case but are no step of the attrition. */
        public long casesWithoutPatient() {
            return people.stenosis()
                    - attrition.stream()
                            .filter(step -> step.name().equals(STENOSIS_STEP))
                            .mapToLong(AttritionStep::people)
                            .sum();
        }

        public boolean isResponses() {
            return charts.stream().flatMap(chart -> chart.series().stream()).anyMatch(series -> !series.judged()
                    .isEmpty());
        }
    }

    private final OutcomesQuery query;
    private final IndexCases cases;
    private final Mart mart;
    private final Ledger ledger;
    private final Attention attention;
    private final Unfinished unfinished;

    Dashboard(
            OutcomesQuery query,
            IndexCases cases,
            Mart mart,
            Ledger ledger,
            Attention attention,
            Unfinished unfinished) {
        this.query = query;
        this.cases = cases;
        this.mart = mart;
        this.ledger = ledger;
        this.attention = attention;
        this.unfinished = unfinished;
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public View read() {
        List<AttritionStep> attrition = query.attrition();
        OutcomeCharts charts = new OutcomeCharts();
        cases.each(AsOf.NOW, null, charts::add);
        return new View(
                mart.cutOff().orElse(null),
                query.isDeriving(),
                new Notes(attention, unfinished.counts()).all(),
                query.people(attrition),
                attrition,
                charts.charts(),
                ledger.latest(RUNS));
    }
}
