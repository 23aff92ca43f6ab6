package org.interlaminar.operations;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.interlaminar.ehr.search.Reconciliation;
import org.interlaminar.ledger.Reconciliations;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Component
@Command(
        name = "reconcile",
        description =
                "Compare what landed with what a source says it has; changes nothing, exit code 3 on a difference.")
class ReconcileCommand implements Callable<Integer> {
    private static final String ROW = "%-22s %12s %12s %8s %13s %14s  %s";

    @Option(
            names = "--source",
            required = true,
            paramLabel = "ID",
            description = "Source with a base-url in the settings.")
    private String source;

    private final Reconciliation reconciliation;

    ReconcileCommand(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    @Override
    public Integer call() throws SQLException {
        List<Reconciliations.Compared> all = reconciliation.compare(source);
        lines(all).forEach(System.out::println);
        return all.stream().anyMatch(Reconciliations.Compared::differs) ? 3 : 0;
    }

    static List<String> lines(List<Reconciliations.Compared> all) {
        List<String> lines = new ArrayList<>();
        lines.add(row("type", "theirs", "ours", "sampled", "missing here", "missing there", ""));
        all.forEach(one -> lines.add(row(
                one.type(),
                number(one.theirs()),
                number(one.ours()),
                one.sampled(),
                one.missingHere(),
                one.missingThere(),
                (one.differs() ? "differs" : "") + (one.remark() == null ? "" : " (" + one.remark() + ")"))));
        return lines;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells).stripTrailing();
    }

    private static String number(Long count) {
        return count == null ? "-" : Console.number(count);
    }
}
