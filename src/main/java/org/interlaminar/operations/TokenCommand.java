package org.interlaminar.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.interlaminar.access.Role;
import org.interlaminar.access.Tokens;
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
        name = "token",
        description = "What programs log in with.",
        subcommands = {TokenCommand.Add.class, TokenCommand.List.class, TokenCommand.Remove.class})
class TokenCommand {
    @Component
    @Scope("prototype")
    @Command(name = "add", description = "Make a token and print it once.")
    static class Add implements Callable<Integer> {
        private static final String ROLES = "analyst, aggregate-reader or ehr";
        private static final int MOST_DAYS = 36_500;

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "What the program is called.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = {
                    "analyst: the mart row by row under surrogates, and every figure.",
                    "aggregate-reader: figures in which no small group shows.",
                    "ehr: pushing what one source has, and nothing else."
                })
        private String role;

        @Option(names = "--source", paramLabel = "ID", description = "Whose data it pushes; for ehr.")
        private String source;

        @Option(names = "--days", paramLabel = "D", description = "How long it is good; without this, until removed.")
        private Integer days;

        @Spec
        private CommandSpec spec;

        private final Tokens tokens;

        Add(Tokens tokens) {
            this.tokens = tokens;
        }

        @Override
        public Integer call() {
            Role wanted = Callers.role(role, ROLES, spec);
            if (!Tokens.isFor(wanted)) {
                throw new ParameterException(spec.commandLine(), "--role " + role + ": it must be " + ROLES + ".");
            }
            Callers.check(name, wanted, source, spec);
            if (days != null && (days < 1 || days > MOST_DAYS)) {
                throw new ParameterException(
                        spec.commandLine(), "--days " + days + ": it must be from 1 to " + MOST_DAYS + ".");
            }
            String token = tokens.add(name, wanted, source, days == null ? null : Duration.ofDays(days));
            System.out.println("Token " + name + " (" + Callers.shown(role, source) + ") is " + token
                    + " (shown once, stored only as a hash)");
            return 0;
        }
    }

    @Component
    @Scope("prototype")
    @Command(name = "list", description = "List the tokens with their roles and until when they are good.")
    static class List implements Callable<Integer> {
        private final Tokens tokens;
        private final Clock clock;

        List(Tokens tokens, Clock clock) {
            this.tokens = tokens;
            this.clock = clock;
        }

        @Override
        public Integer call() {
            java.util.List<Tokens.Token> all = tokens.all();
            if (all.isEmpty()) {
                System.out.println("There is no token.");
            }
            all.forEach(one -> System.out.println(one.name() + "  " + Callers.shown(one.role(), one.source())
                    + "  made " + second(one.created()) + ", " + until(one.expires())));
            return 0;
        }

        private String until(Instant expires) {
            if (expires == null) {
                return "good until removed";
            }
            return (expires.isAfter(clock.instant()) ? "good until " : "expired ") + second(expires);
        }

        private static Instant second(Instant time) {
            return time.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    @Component
    @Scope("prototype")
    @Command(name = "remove", description = "Remove a token; it opens nothing from then on.")
    static class Remove implements Callable<Integer> {
        @Option(names = "--name", required = true, paramLabel = "NAME", description = "What the program is called.")
        private String name;

        private final Tokens tokens;

        Remove(Tokens tokens) {
            this.tokens = tokens;
        }

        @Override
        public Integer call() {
            tokens.remove(name);
            System.out.println("Token " + name + " is removed.");
            return 0;
        }
    }
}
