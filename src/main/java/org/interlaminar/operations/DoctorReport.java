package org.interlaminar.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.interlaminar.ehr.preflight.Check;
import org.interlaminar.ehr.preflight.Outcome;
import org.interlaminar.ehr.preflight.Report;

/** The pre-flight's report in lines that fit a screen and a ticket. */
final class DoctorReport {
    private static final String ROW = "  %-8s %-20s ";

    private final Report report;
    private final List<String> lines = new ArrayList<>();

    private DoctorReport(Report report) {
        this.report = report;
    }

    static List<String> lines(Report report) {
        DoctorReport told = new DoctorReport(report);
        told.head();
        told.checks();
        told.lines.addAll(DoctorTypes.lines(report.types()));
        told.settings();
        return told.lines;
    }

    private void head() {
        line("", "Pre-flight of " + report.source() + ": " + verdict());
        line(
                "",
                report.server() + ", " + StatusReport.minute(report.at()) + ", " + report.requests() + " requests in "
                        + seconds(report.took()) + ", the slowest answer in " + seconds(report.slowest()));
    }

    private String verdict() {
        long needing = Stream.concat(
                        report.checks().stream(), report.types().stream().flatMap(type -> type.checks().stream()))
                .filter(Check::needsSomebody)
                .count();
        return switch (report.verdict()) {
            case READY -> "it can be pulled, and nothing needs you.";
            case NEEDS_SOMEBODY -> report.types().isEmpty()
                    ? "nothing can be asked of it now."
                    : "it can be pulled, and " + needing(needing);
            case CANNOT_BE_PULLED -> "it cannot be pulled as it is.";
        };
    }

    private static String needing(long things) {
        return things == 0
                ? "not everything could be looked at."
                : things + (things == 1 ? " thing needs" : " things need") + " somebody.";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private void checks() {
        lines.addAll(List.of("", "Source"));
        for (int i = 0; i < report.checks().size(); i++) {
            Check check = report.checks().get(i);
            List<String> names = new ArrayList<>(List.of(check.name()));
            // What was not looked at for the same reason is told once.
            while (check.outcome() == Outcome.SKIPPED
                    && i + 1 < report.checks().size()
                    && report.checks().get(i + 1).outcome() == Outcome.SKIPPED
                    && report.checks().get(i + 1).sentence().equals(check.sentence())) {
                names.add(report.checks().get(++i).name());
            }
            told(check.outcome(), names, check);
        }
    }

    private void told(Outcome outcome, List<String> names, Check check) {
        if (names.size() == 1) {
            line(String.format(Locale.ROOT, ROW, word(outcome), names.get(0)), check.sentence());
        } else {
            line(
                    String.format(Locale.ROOT, "  %-8s ", word(outcome)),
                    String.join(", ", names) + ": " + check.sentence());
        }
        if (check.advice() != null) {
            line(String.format(Locale.ROOT, ROW, "", ""), "-> " + check.advice());
        }
    }

    private void settings() {
        List<String> settings = Stream.concat(
                        report.settings().stream(),
                        report.types().stream().flatMap(type -> type.plan().settings().stream()))
                .toList();
        if (!settings.isEmpty()) {
            lines.addAll(List.of("", "Settings that the plan needs"));
            settings.forEach(line -> lines.add("  " + line));
        }
    }

    private void line(String beside, String text) {
        lines.addAll(Wrapped.lines(beside, text));
    }

    static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
