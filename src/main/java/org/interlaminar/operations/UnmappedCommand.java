package org.interlaminar.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.UnmappedCodes;
import org.interlaminar.ledger.UnmappedCodes.Ranked;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What displays say is never shown: they may be content. */
@Component
@Scope("prototype")
@Command(
        name = "unmapped",
        description = "Local codes that no ConceptMap knows, those of most people first; or a ConceptMap to fill in.")
class UnmappedCommand implements Callable<Integer> {
    private static final String ROW = "%15s %13s  %-16s %-24s %s";

    @Option(names = "--source", paramLabel = "ID", description = "Of one source only.")
    private String source;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Codes; default ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Option(names = "--template", description = "Print an R4 ConceptMap of these codes, to fill in.")
    private boolean template;

    @Spec
    private CommandSpec spec;

    private final UnmappedCodes unmapped;
    private final Ledger ledger;
    private final FhirProfiles profiles;
    private final ObjectMapper mapper;

    UnmappedCommand(UnmappedCodes unmapped, Ledger ledger, FhirProfiles profiles, ObjectMapper mapper) {
        this.unmapped = unmapped;
        this.ledger = ledger;
        this.profiles = profiles;
        this.mapper = mapper;
    }

    /** What JSON says of a code. */
    private record Told(
            String source, String system, String code, Long people, boolean exact, long seen, List<String> types) {
        static Told of(Ranked one) {
            return new Told(
                    one.source(),
                    one.code().system(),
                    one.code().value(),
                    one.people(),
                    one.exact(),
                    one.seen(),
                    one.types());
        }
    }

    @Override
    public Integer call() throws JsonProcessingException {
        refuseNonsense();
        List<Ranked> all = unmapped.ranked(source).stream()
                .filter(one -> profiles.isUnmapped(one.code()))
                .toList();
        List<Ranked> first = all.subList(0, Math.min(limit, all.size()));
        if (template) {
            print(ConceptMapTemplate.of(all, limit, mapper));
        } else if (json) {
            print(first.stream().map(Told::of).toList());
        } else if (all.isEmpty()) {
            System.out.println("No local codes without a map have been seen.");
        } else {
            System.out.println(row("people", "versions seen", "source", "on", "system|code"));
            first.forEach(one -> System.out.println(line(one)));
            if (first.size() < all.size()) {
                System.out.println(Console.number(all.size() - first.size()) + " more: --limit N shows as many.");
            }
        }
        return 0;
    }

    private void refuseNonsense() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1.");
        }
        if (template && json) {
            throw new ParameterException(spec.commandLine(), "--template is JSON already: leave --json out.");
        }
        if (source != null && !ledger.sources().contains(source)) {
            throw new ParameterException(
                    spec.commandLine(), source + ": there is no such source; 'sources' lists them.");
        }
    }

    private void print(Object what) throws JsonProcessingException {
        System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(what));
    }

    private static String line(Ranked one) {
        return row(
                people(one),
                Console.number(one.seen()),
                one.source(),
                String.join(",", one.types()),
                plain(one.code()));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells);
    }

    private static String people(Ranked one) {
        if (one.people() == null) {
            return "-";
        }
        return (one.exact() ? "" : "about ") + Console.number(one.people());
    }

    /** A code is whatever an EHR has sent, and a terminal obeys control characters. */
    private static String plain(Object code) {
        return code.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
