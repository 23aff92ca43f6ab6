package org.interlaminar.operations;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.intake.Backfills;
import org.interlaminar.reporting.Changes;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Component
@Command(
        name = "explain",
        description =
                "Say why one person is tagged as they are, with every code, rule and version, and what has changed.")
class ExplainCommand implements Callable<Integer> {
    @Option(
            names = "--patient",
            required = true,
            paramLabel = "SOURCE/ID",
            description = "Source id and any Patient id of the person.")
    private String patient;

    @Option(names = "--changes", defaultValue = "10", description = "Changes to show; default ${DEFAULT-VALUE}.")
    private int most;

    @Spec
    private CommandSpec spec;

    private final Derivation derivation;
    private final Backfills backfills;
    private final Changes changes;

    ExplainCommand(Derivation derivation, Backfills backfills, Changes changes) {
        this.derivation = derivation;
        this.backfills = backfills;
        this.changes = changes;
    }

    @Override
    public Integer call() throws SQLException {
        PersonKey person = Typed.patient(spec, patient);
        Optional<PersonCase> explained = derivation.explain(person);
        if (explained.isEmpty()) {
            return nothingCounts(person);
        }
        Person whole = whole(explained.get());
        Explanation.lines(explained.get(), backfills.missing(whole), changes.of(whole, most))
                .forEach(System.out::println);
        return 0;
    }

    private int nothingCounts(PersonKey person) {
        List<Changes.Change> history = changes.of(new Person(person, new TreeSet<>(Set.of(person.patient()))), most);
        if (history.isEmpty()) {
            System.err.println("interlaminar: nothing about patient " + person + " has landed.");
            return 1;
        }
        System.out.println("Patient " + person + ": nothing that landed counts any more");
        Explanation.lines(history).forEach(System.out::println);
        return 0;
    }

    private static Person whole(PersonCase one) {
        SortedSet<String> patients = new TreeSet<>(one.joined());
        patients.add(one.person().patient());
        return new Person(one.person(), patients);
    }
}
