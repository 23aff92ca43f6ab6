package org.interlaminar.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.reporting.CohortCounts;

/** A run's summary as a tired operator can read it. */
final class RunReport {
    private RunReport() {}

    static List<String> lines(RunSummary run) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Run %d of source %s: %s%s",
                run.run(),
                run.source(),
                run.outcome().word(),
                run.reason() == null ? "" : ", " + run.reason()));
        if (run.expected() != null) {
            lines.add(line("expected", run.expected(), "announced by the sender"));
        }
        lines.add(line("received", run.received(), "resource versions"));
        lines.add(line("stored", run.stored(), "landed"));
        lines.add(line("duplicate", run.duplicate(), "had landed before"));
        lines.add(line("filtered", run.filtered(), "not of the kind this service asks for"));
        lines.add(line("quarantined", run.quarantined(), run.quarantined() > 0 ? "see: quarantine list" : "set aside"));
        run.gaps().stream().filter(gap -> !gap.equals(run.reason())).forEach(gap -> lines.add("  missing: " + gap));
        return lines;
    }

    static List<String> lines(CohortCounts counts) {
        return List.of(
                line("people", counts.people(), "with a Patient record"),
                line("LSS", counts.lss(), "with lumbar spinal stenosis"),
                line("MILD", counts.mild(), "with an index procedure"));
    }

    private static String line(String what, long number, String meaning) {
        return String.format(Locale.ROOT, "  %-12s %14s  %s", what, Console.number(number), meaning);
    }
}
