package org.interlaminar.operations;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.derivation.ReplayCause;
import org.interlaminar.derivation.ReplayCause.Rehearsed;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.RunSummary;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Component
@Command(name = "replay", description = "Take again from quarantine what was set aside for one cause, then derive.")
class ReplayCommand implements Callable<Integer> {
    @Option(
            names = "--cause",
            required = true,
            paramLabel = "ID",
            description = "Fingerprint as shown by 'quarantine list', or a cause code for all of its fingerprints.")
    private String cause;

    @Option(names = "--dry-run", description = "Say what would change; write nothing.")
    private boolean dryRun;

    private final ReplayCause replay;
    private final Quarantine quarantine;
    private final Derivation derivation;

    ReplayCommand(ReplayCause replay, Quarantine quarantine, Derivation derivation) {
        this.replay = replay;
        this.quarantine = quarantine;
        this.derivation = derivation;
    }

    @Override
    public Integer call() throws SQLException, SourceIsBusy, ReplayCause.UnknownCause {
        if (dryRun) {
            Rehearsed rehearsed = replay.rehearse(cause);
            System.out.println("Nothing was written. Of " + Console.number(rehearsed.records())
                    + " records a replay would do this:");
            rehearsed
                    .tally()
                    .each((line, versions) -> System.out.println("  " + Console.number(versions) + " " + line.type()
                            + " " + line.state().word() + (line.reason().isEmpty() ? "" : " (" + line.reason() + ")")));
            DeltaReport.lines(rehearsed.delta()).forEach(System.out::println);
            return 0;
        }
        List<RunSummary> runs = replay.run(cause);
        derivation.drain(people -> {});
        runs.forEach(run -> RunReport.lines(run).forEach(System.out::println));
        long left = quarantine.count(cause);
        System.out.println(left == 0 ? "Nothing is left of this cause." : Console.number(left) + " are still wrong.");
        return left == 0 ? 0 : 3;
    }
}
