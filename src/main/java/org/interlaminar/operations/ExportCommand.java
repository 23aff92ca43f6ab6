package org.interlaminar.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.interlaminar.publication.export.CsvExport;
import org.interlaminar.publication.export.Regime;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Component
@Command(name = "export", description = "Write the analyst's tables as CSV with a manifest.")
class ExportCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out;

    @Option(names = "--format", defaultValue = "csv", description = "csv.")
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

    private final CsvExport export;

    ExportCommand(CsvExport export) {
        this.export = export;
    }

    @Override
    public Integer call() throws IOException {
        if (!format.equals("csv")) {
            throw new ParameterException(spec.commandLine(), "--format " + format + ": csv is what can be written.");
        }
        Regime chosen = regime();
        export.write(out, chosen)
                .forEach((file, rows) -> System.out.println("  " + Console.number(rows) + " rows in " + file));
        System.out.println("Written to " + out + " under regime " + chosen.word()
                + (chosen == Regime.IDENTIFIED
                        ? ": full dates and source ids; keep it with the patients' records."
                        : "."));
        return 0;
    }

    private Regime regime() {
        if (identified) {
            return Regime.IDENTIFIED;
        }
        return switch (regime) {
            case "safe_harbor" -> Regime.SAFE_HARBOR;
            case "limited_data_set" -> Regime.LIMITED_DATA_SET;
            default -> throw new ParameterException(
                    spec.commandLine(), "--regime " + regime + ": safe_harbor or limited_data_set.");
        };
    }
}
