package org.interlaminar.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.InputFile;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.interlaminar.reporting.Cohort;
import org.interlaminar.reporting.CohortCounts;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Component
@Command(
        name = "load",
        description = "Load NDJSON (plain or gzip), Bundles or folders of them; derive; print the run's summary.")
class LoadCommand implements Callable<Integer> {
    @Option(names = "--source", required = true, paramLabel = "ID", description = "Source the files come from.")
    private String source;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Day or instant the files were exported; orders versions that carry no time of their own.")
    private String asOf;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or folders.")
    private List<Path> paths;

    @Spec
    private CommandSpec spec;

    private final FileIntake intake;
    private final Derivation derivation;
    private final Cohort cohort;
    private final ObjectMapper mapper;
    private final Clock clock;

    LoadCommand(FileIntake intake, Derivation derivation, Cohort cohort, ObjectMapper mapper, Clock clock) {
        this.intake = intake;
        this.derivation = derivation;
        this.cohort = cohort;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, SQLException, SourceIsBusy {
        if (!Delivery.isSourceId(source)) {
            throw usage("--source " + source + ": a source id is lower-case letters, digits and dashes.");
        }
        List<InputFile> files = files();
        try (Console console = Console.standard(clock)) {
            return json ? loadQuietly(files) : load(files, console);
        }
    }

    private int load(List<InputFile> files, Console console) throws SQLException, SourceIsBusy {
        console.line("Loading source " + source + ": " + files.size() + " files");
        Instant started = clock.instant();
        RunSummary run = intake.land(delivery(), files, new ProgressShown(console, clock));
        derivation.drain(ProgressShown.deriving(console, clock, derivation.waiting()));
        RunReport.lines(run).forEach(console::line);
        RunReport.lines(cohort.counts()).forEach(console::line);
        double seconds = Duration.between(started, clock.instant()).toMillis() / 1000.0;
        console.line(String.format(Locale.ROOT, "Took %.1f s.", seconds));
        return exit(run);
    }

    private int loadQuietly(List<InputFile> files) throws IOException, SQLException, SourceIsBusy {
        RunSummary run = intake.land(delivery(), files, any -> {});
        derivation.drain(any -> {});
        System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(summary(run, cohort.counts())));
        return exit(run);
    }

    private Delivery delivery() {
        return new Delivery(source, Way.LOAD, deliveryClock(), asOf != null, Delivery.Scope.SOME);
    }

    private static int exit(RunSummary run) {
        return run.outcome() == Outcome.COMPLETE && run.quarantined() == 0 ? 0 : 3;
    }

    private List<InputFile> files() throws IOException {
        List<InputFile> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw usage(path + " is not there; nothing was loaded.");
            }
            List<InputFile> found = InputFile.below(path);
            if (found.isEmpty()) {
                throw usage(path + " holds no .ndjson, .ndjson.gz, .json or .xml file; nothing was loaded.");
            }
            files.addAll(found);
        }
        return files;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Instant deliveryClock() {
        if (asOf == null) {
            return clock.instant();
        }
        try {
            return asOf.length() == 10
                    ? LocalDate.parse(asOf).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(asOf);
        } catch (java.time.DateTimeException e) {
            throw usage(
                    "--as-of " + asOf + ": a day like 2026-01-31 or an instant like 2026-01-31T12:00:00Z is needed.");
        }
    }

    private static Map<String, Object> summary(RunSummary run, CohortCounts counts) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("run", run);
        summary.put("cohort", counts);
        return summary;
    }
}
