package org.interlaminar.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.derivation.Retag;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.Ledger;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Component
@Command(
        name = "retag",
        description =
                "Take this node's value sets for those in force and derive again, from what has landed; asks no EHR.")
class RetagCommand implements Callable<Integer> {
    @Option(
            names = "--dry-run",
            description = "Say who would enter and leave and which counts would move; write nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    private final Retag retag;
    private final Derivation derivation;
    private final Ledger ledger;
    private final ObjectMapper mapper;
    private final Clock clock;

    RetagCommand(Retag retag, Derivation derivation, Ledger ledger, ObjectMapper mapper, Clock clock) {
        this.retag = retag;
        this.derivation = derivation;
        this.ledger = ledger;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public Integer call() throws SQLException, SourceIsBusy, JsonProcessingException {
        Console console = new Console(System.out, !json && System.console() != null, clock);
        Retag.Retagged retagged = dryRun ? retag.rehearse() : retag.run();
        if (!dryRun) {
            derivation.drain(people -> {});
        }
        List<String> stale = ledger.stale(retagged.after().screenGeneration());
        if (json) {
            System.out.println(
                    mapper.writerWithDefaultPrettyPrinter().writeValueAsString(DeltaReport.asMap(retagged, stale)));
        } else {
            console.line(dryRun ? "Nothing was written. A retag would do this:" : "Retagged.");
            console.line("  value sets " + (retagged.before() == null ? "none" : retagged.before()) + " -> "
                    + retagged.after());
            DeltaReport.lines(retagged.delta()).forEach(console::line);
            stale.forEach(source -> console.line("  stale: " + source
                    + " (screened by another screen: resources may be missing that would land today)"));
        }
        return stale.isEmpty() ? 0 : 3;
    }
}
