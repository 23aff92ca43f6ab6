package org.interlaminar.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.Callable;
import org.interlaminar.ehr.preflight.Options;
import org.interlaminar.ehr.preflight.Preflight;
import org.interlaminar.ehr.preflight.Report;
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
        name = "doctor",
        description =
                "Examine a source before it is pulled: what its server really does, how it can be pulled, what stays"
                        + " unseen. Lands nothing; the report holds nothing of any record. Exit code 3 when something needs"
                        + " somebody, 1 when the source cannot be pulled.")
class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--source",
            required = true,
            paramLabel = "ID",
            description = "Source with a base-url in the settings.")
    private String source;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Option(
            names = "--try-export",
            description = "Begin an export of the source's Group, and cancel it at once, to see whether it is allowed.")
    private boolean tryExport;

    @Spec
    private CommandSpec spec;

    private final Preflight preflight;
    private final ObjectMapper mapper;

    DoctorCommand(Preflight preflight, ObjectMapper mapper) {
        this.preflight = preflight;
        this.mapper = mapper;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        List<String> known = preflight.sources().stream().sorted().toList();
        if (!known.contains(source)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--source " + source + ": no source of that id has a base-url; "
                            + (known.isEmpty() ? "none has one." : "these have: " + String.join(", ", known) + "."));
        }
        Report report = preflight.examine(source, new Options(tryExport));
        if (json) {
            System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            DoctorReport.lines(report).forEach(System.out::println);
        }
        return switch (report.verdict()) {
            case READY -> 0;
            case NEEDS_SOMEBODY -> 3;
            case CANNOT_BE_PULLED -> 1;
        };
    }
}
