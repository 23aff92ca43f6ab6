package org.interlaminar.operations;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.derivation.Derivation;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Component
@Command(name = "explain", description = "Say why one person is tagged as they are, with every code, rule and version.")
class ExplainCommand implements Callable<Integer> {
    @Option(names = "--patient", required = true, paramLabel = "SOURCE/ID", description = "Source id and Patient id.")
    private String patient;

    @Spec
    private CommandSpec spec;

    private final Derivation derivation;

    ExplainCommand(Derivation derivation) {
        this.derivation = derivation;
    }

    @Override
    public Integer call() throws SQLException {
        int slash = patient.indexOf('/');
        if (slash <= 0 || slash == patient.length() - 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--patient " + patient + ": a source and a Patient id are needed, as in hospital-a/123.");
        }
        PersonKey person = new PersonKey(patient.substring(0, slash), patient.substring(slash + 1));
        Optional<PersonCase> explained = derivation.explain(person);
        if (explained.isEmpty()) {
            System.err.println("interlaminar: nothing about patient " + person + " has landed.");
            return 1;
        }
        Explanation.lines(explained.get()).forEach(System.out::println);
        return 0;
    }
}
