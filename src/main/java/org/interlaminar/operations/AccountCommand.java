package org.interlaminar.operations;

import java.util.concurrent.Callable;
import org.interlaminar.access.Access;
import org.interlaminar.access.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Component
@Scope("prototype")
@Command(
        name = "account",
        description = "Who may log in.",
        subcommands = {AccountCommand.Add.class, AccountCommand.List.class, AccountCommand.Remove.class})
class AccountCommand {
    @Component
    @Scope("prototype")
    @Command(name = "add", description = "Make an account and print its password once.")
    static class Add implements Callable<Integer> {
        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Login name.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = {
                    "operator: everything.",
                    "abstractor: the review list and the people on it.",
                    "analyst: the mart row by row under surrogates, and every figure.",
                    "aggregate-reader: figures in which no small group shows.",
                    "ehr: pushing what one source has, and nothing else."
                })
        private String role;

        @Option(names = "--source", paramLabel = "ID", description = "Whose data it pushes; for ehr.")
        private String source;

        @Spec
        private CommandSpec spec;

        private final Access access;

        Add(Access access) {
            this.access = access;
        }

        @Override
        public Integer call() {
            Role wanted = Callers.role(role, "operator, abstractor, analyst, aggregate-reader or ehr", spec);
            Callers.check(name, wanted, source, spec);
            System.out.println("Account " + name + " (" + Callers.shown(role, source) + ") has the password "
                    + access.add(name, wanted, source) + " (shown once, stored only as a hash)");
            return 0;
        }
    }

    @Component
    @Scope("prototype")
    @Command(name = "list", description = "List the accounts with their roles.")
    static class List implements Callable<Integer> {
        private final Access access;

        List(Access access) {
            this.access = access;
        }

        @Override
        public Integer call() {
            java.util.List<Access.Account> all = access.all();
            if (all.isEmpty()) {
                System.out.println("There is no account yet: the first start of the service makes the first one.");
            }
            all.forEach(one -> System.out.println(one.name() + "  " + Callers.shown(one.role(), one.source())));
            return 0;
        }
    }

    @Component
    @Scope("prototype")
    @Command(name = "remove", description = "Remove an account; what it has decided stays.")
    static class Remove implements Callable<Integer> {
        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Login name.")
        private String name;

        private final Access access;

        Remove(Access access) {
            this.access = access;
        }

        @Override
        public Integer call() {
            access.remove(name);
            System.out.println("Account " + name + " is removed.");
            return 0;
        }
    }
}
