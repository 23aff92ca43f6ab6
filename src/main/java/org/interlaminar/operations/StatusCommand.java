package org.interlaminar.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Component
@Command(
        name = "status",
        description =
                "Show sources, last runs, who waits, and what is in quarantine; exit code 3 when something is missing.")
class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    private final Status status;
    private final ObjectMapper mapper;

    StatusCommand(Status status, ObjectMapper mapper) {
        this.status = status;
        this.mapper = mapper;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Status.Report report = status.report();
        if (json) {
            System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            report.lines().forEach(System.out::println);
        }
        return report.isWhole() ? 0 : 3;
    }
}
