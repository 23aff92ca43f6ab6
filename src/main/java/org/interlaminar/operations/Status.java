package org.interlaminar.operations;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.reporting.Cohort;
import org.interlaminar.reporting.CohortCounts;
import org.springframework.stereotype.Component;

/** How things stand. */
@Component
class Status {
    /**
     * One look at the service.
     *
     * @param lastRuns newest run of each source and way
     * @param waiting people to derive
     */
    record Report(
            List<RunSummary> lastRuns, long waiting, List<Quarantine.CauseCount> quarantine, CohortCounts cohort) {

        /** Whether the last run of every source is complete and nothing waits in quarantine. */
        @JsonIgnore
        boolean isWhole() {
            return quarantine.isEmpty() && lastRuns.stream().allMatch(run -> run.outcome() == Outcome.COMPLETE);
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            if (lastRuns.isEmpty()) {
                lines.add("Nothing has been loaded or pulled yet. Start with: load --source ID FOLDER");
            }
            lastRuns.forEach(run -> lines.addAll(RunReport.lines(run)));
            lines.addAll(RunReport.lines(cohort));
            lines.add("People waiting to be derived: " + Console.number(waiting));
            lines.add(quarantine.isEmpty() ? "Quarantine is empty." : "Quarantine:");
            quarantine.forEach(cause -> lines.add("  " + Console.number(cause.records()) + " x " + cause.cause() + " ("
                    + cause.source() + "): " + cause.message()));
            return lines;
        }
    }

    private final Ledger ledger;
    private final Derivation derivation;
    private final Quarantine quarantine;
    private final Cohort cohort;

    Status(Ledger ledger, Derivation derivation, Quarantine quarantine, Cohort cohort) {
        this.ledger = ledger;
        this.derivation = derivation;
        this.quarantine = quarantine;
        this.cohort = cohort;
    }

    Report report() {
        return new Report(ledger.lastOfEach(), derivation.waiting(), quarantine.byCause(), cohort.counts());
    }
}
