package org.interlaminar.operations;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.ehr.bulk.BulkPull;
import org.interlaminar.ehr.bulk.Step;
import org.interlaminar.ehr.search.SearchPull;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.reporting.Cohort;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Component
@Command(name = "pull", description = "Pull one source now, derive, print the run's summary.")
class PullCommand implements Callable<Integer> {
    @Option(
            names = "--source",
            required = true,
            paramLabel = "ID",
            description = "Source with a base-url in the settings.")
    private String source;

    @Option(names = "--once", description = "Pull once and end; what this command always does, said aloud in scripts.")
    private boolean once;

    @Option(
            names = "--whole",
            description =
                    "Ask for everything again and take for deleted what does not come; much of it waits for your word.")
    private boolean whole;

    private final Pulls pulls;
    private final SearchPull search;
    private final BulkPull bulk;
    private final Derivation derivation;
    private final Cohort cohort;
    private final Clock clock;

    PullCommand(Pulls pulls, SearchPull search, BulkPull bulk, Derivation derivation, Cohort cohort, Clock clock) {
        this.pulls = pulls;
        this.search = search;
        this.bulk = bulk;
        this.derivation = derivation;
        this.cohort = cohort;
        this.clock = clock;
    }

    @Override
    public Integer call() throws SourceIsBusy, SQLException, InterruptedException {
        try (Console console = Console.standard(clock)) {
            return pull(console);
        }
    }

    private int pull(Console console) throws SourceIsBusy, SQLException, InterruptedException {
        List<RunSummary> runs = new ArrayList<>();
        boolean putOff = false;
        if (pulls.isExported(source)) {
            Step last = bulk.pull(
                    source, whole, new ProgressShown(console, clock), said -> console.progress("  export: " + said));
            putOff = last.run() == null;
            if (putOff) {
                console.line("No export now: " + last.said() + ".");
            } else {
                runs.add(last.run());
            }
        }
        if (pulls.isSearched(source)) {
            runs.add(search.pull(source, whole, new ProgressShown(console, clock))
                    .run());
        }
        derivation.drain(ProgressShown.deriving(console, clock, derivation.waiting()));
        runs.forEach(run -> RunReport.lines(run).forEach(console::line));
        RunReport.lines(cohort.counts()).forEach(console::line);
        return !putOff && runs.stream().allMatch(PullCommand::isWhole) ? 0 : 3;
    }

    private static boolean isWhole(RunSummary run) {
        return run.outcome() == Outcome.COMPLETE && run.quarantined() == 0;
    }
}
