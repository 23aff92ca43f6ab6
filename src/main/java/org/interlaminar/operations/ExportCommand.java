package org.interlaminar.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.interlaminar.publication.export.Export;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.export.Regime;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Component
@Command(name = "export", description = "Write the analyst's tables with a manifest.")
class ExportCommand implements Callable<Integer> {
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

    @Spec
    private CommandSpec spec;

    private final Export export;

    ExportCommand(Export export) {
        this.export = export;
    }

    @Override
    public Integer call() throws IOException {
        Regime chosen = regime();
        export.write(out, format(), chosen)
                .forEach((file, rows) -> System.out.println("  " + Console.number(rows) + " rows in " + file));
        System.out.println("Written to " + out + " under regime " + chosen.word()
                + (chosen == Regime.IDENTIFIED
                        ? ": full dates and source ids; keep it with the patients' records."
                        : "."));
        return 0;
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
