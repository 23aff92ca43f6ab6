package org.interlaminar.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.interlaminar.access.AuditTrail;
import org.interlaminar.publication.export.Export;
import org.interlaminar.publication.export.Extent;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.export.Regime;
import org.interlaminar.reporting.Snapshot;
import org.interlaminar.reporting.Snapshots;
import org.interlaminar.reporting.UnknownSnapshot;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Component
@Scope("prototype")
@Command(name = "export", description = "Write the analyst's tables with a manifest.")
class ExportCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 10;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out;

    @Option(names = "--format", defaultValue = "csv", description = "csv or parquet.")
    private String format;

    @Option(
            names = "--regime",
            defaultValue = "safe_harbor",
            description = "safe_harbor (years only, the default) or limited_data_set (full dates).")
    private String regime;

    @Option(names = "--identified", description = "Full dates and the source's ids; for operators only.")
    private boolean identified;

    @Option(
            names = "--include-restricted",
            description =
                    "With --identified: with the records that confidentiality labels hold back from everybody else.")
    private boolean restricted;

    @Option(
            names = "--snapshot",
            paramLabel = "N",
            description = "The tables as they were in this snapshot; 'snapshot list' shows those there are.")
    private Integer snapshot;

    @Spec
    private CommandSpec spec;

    private final Export export;
    private final RestrictedExport restrictedExport;
    private final Snapshots snapshots;
    private final AuditTrail audit;

    ExportCommand(Export export, RestrictedExport restrictedExport, Snapshots snapshots, AuditTrail audit) {
        this.audit = audit;
        this.export = export;
        this.restrictedExport = restrictedExport;
        this.snapshots = snapshots;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Regime chosen = regime();
        if (identified) {
            audit.seesEverybody(AuditTrail.commandLine(), restricted ? "export with what is held back" : "export");
        }
        if (restricted) {
            return withRestricted();
        }
        told(write(chosen));
        System.out.println("Written to " + out + " under regime " + chosen.word()
                + (snapshot == null ? "" : ", as of snapshot " + snapshot)
                + (chosen == Regime.IDENTIFIED
                        ? ": full dates and source ids; keep it with the patients' records."
                        : "."));
        return 0;
    }

    private Map<String, Long> write(Regime chosen) throws IOException {
        try {
            return export.write(out, format(), chosen, Extent.of(snapshot));
        } catch (UnknownSnapshot e) {
            throw refused("--snapshot " + snapshot + ": there is no such snapshot. " + thereAre());
        }
    }

    /** @return 3 when somebody's case could not be made with what is held back */
    private int withRestricted() throws IOException, SQLException {
        if (!identified) {
            throw refused("--include-restricted goes with --identified.");
        }
        if (snapshot != null) {
            throw refused(
                    "--include-restricted does not go with --snapshot: a snapshot has only what analysts were shown.");
        }
        RestrictedExport.Written written = restrictedExport.write(out, format());
        told(written.rows());
        System.out.println("Written to " + out + " under regime " + Regime.IDENTIFIED.word()
                + ": full dates, source ids and what confidentiality labels hold back (of "
                + Console.number(written.people().people()) + " people); keep it with the patients' records.");
        if (written.people().failed() > 0) {
            System.err.println(
                    "interlaminar: of " + Console.number(written.people().failed())
                            + " people it could not be included; 'explain --patient' says why.");
            return 3;
        }
        return 0;
    }

    private static void told(Map<String, Long> written) {
        written.forEach((file, rows) -> System.out.println("  " + Console.number(rows) + " rows in " + file));
    }

    private String thereAre() {
        List<Snapshot> all = snapshots.list();
        if (all.isEmpty()) {
            return "There is none yet; take one with: snapshot take --label TEXT";
        }
        List<Snapshot> newest = all.subList(Math.max(0, all.size() - MOST_TOLD), all.size());
        String told = newest.stream()
                .map(one -> one.number() + " (" + StatusReport.minute(one.takenAt())
                        + (one.label().isEmpty() ? "" : ", " + one.label().replaceAll("\\p{Cntrl}", "?")) + ")")
                .collect(Collectors.joining(", "));
        return "There are " + told
                + (newest.size() < all.size() ? " and older ones: 'snapshot list' shows them." : ".");
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private Format format() {
        return Arrays.stream(Format.values())
                .filter(one -> one.word().equals(format))
                .findFirst()
                .orElseThrow(
                        () -> new ParameterException(spec.commandLine(), "--format " + format + ": csv or parquet."));
    }

    private Regime regime() {
        if (identified) {
            return Regime.IDENTIFIED;
        }
        return Regime.of(regime)
                .filter(chosen -> chosen != Regime.IDENTIFIED)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--regime " + regime + ": safe_harbor or limited_data_set."));
    }
}
