package org.interlaminar.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.interlaminar.access.AuditTrail;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.explanation.Explanation;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Component
@Scope("prototype")
@Command(
        name = "explain",
        description =
                "Say why one person is tagged as they are and not otherwise, with every code, rule, window and version,"
                        + " and what has changed.")
class ExplainCommand implements Callable<Integer> {
    @Option(
            names = "--patient",
            required = true,
            paramLabel = "SOURCE/ID",
            description = "Source id and any Patient id of the person.")
    private String patient;

    @Option(names = "--changes", defaultValue = "10", description = "Changes to show; default ${DEFAULT-VALUE}.")
    private int most;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Explained explained;
    private final ObjectMapper mapper;
    private final AuditTrail audit;

    ExplainCommand(Explained explained, ObjectMapper mapper, AuditTrail audit) {
        this.audit = audit;
        this.explained = explained;
        this.mapper = mapper;
    }

    @Override
    public Integer call() throws SQLException, JsonProcessingException {
        PersonKey person = Typed.patient(spec, patient);
        Optional<Explanation> found = explained.of(person, most);
        if (found.isEmpty()) {
            System.err.println("interlaminar: nothing about patient " + person + " has landed.");
            return 1;
        }
        audit.sees(AuditTrail.commandLine(), "chart", List.of(person), PersonKey::source, PersonKey::patient);
        if (json) {
            System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(found.get()));
        } else {
            ExplanationText.lines(found.get()).forEach(System.out::println);
        }
        return 0;
    }
}
