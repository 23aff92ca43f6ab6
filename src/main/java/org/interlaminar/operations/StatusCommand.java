package org.interlaminar.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.interlaminar.intake.VersionStates;
import org.interlaminar.ledger.FinalStates;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Component
@Scope("prototype")
@Command(
        name = "status",
        description =
                "Show what needs somebody, last runs, who waits, and what is in quarantine; exit code 3 when something is"
                        + " missing or waits.")
class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Option(
            names = "--states",
            description = "Show what became of every received version, by source and type; reads all that has landed.")
    private boolean states;

    @Option(names = "--run", paramLabel = "N", description = "With --states: of what this run received.")
    private Long run;

    @Spec
    private CommandSpec spec;

    private final Status status;
    private final VersionStates versions;
    private final ObjectMapper mapper;

    StatusCommand(Status status, VersionStates versions, ObjectMapper mapper) {
        this.status = status;
        this.versions = versions;
        this.mapper = mapper;
    }

    @Override
    public Integer call() throws JsonProcessingException, SQLException {
        if (run != null && !states) {
            throw new ParameterException(spec.commandLine(), "--run " + run + ": goes with --states.");
        }
        if (states) {
            return states();
        }
        Status.Report report = status.report();
        if (json) {
            print(report);
        } else {
            StatusReport.lines(report).forEach(System.out::println);
        }
        return report.whole() ? 0 : 3;
    }

    /** @return 1 when the sums do not add up, which nothing but a damaged store can cause */
    private int states() throws JsonProcessingException {
        List<FinalStates> all = run == null ? versions.all() : versions.ofRun(run);
        List<StatesTable.Row> rows = StatesTable.rows(all);
        if (json) {
            print(rows);
        } else if (rows.isEmpty()) {
            System.out.println(run == null ? "Nothing has been received yet." : "Run " + run + " received nothing.");
        } else {
            StatesTable.lines(rows).forEach(System.out::println);
        }
        if (!all.stream().allMatch(FinalStates::balances)) {
            System.err.println(
                    "interlaminar: more versions have landed than the ledger says were received: the store has"
                            + " been changed by hand or restored in parts.");
            return 1;
        }
        return 0;
    }

    private void print(Object what) throws JsonProcessingException {
        System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(what));
    }
}
