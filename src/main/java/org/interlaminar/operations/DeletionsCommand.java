package org.interlaminar.operations;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.intake.Deletions;
import org.interlaminar.intake.Deletions.NothingWaits;
import org.interlaminar.intake.Deletions.Waiting;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Component
@Command(
        name = "deletions",
        description = "What a source no longer shows and nobody has agreed is gone.",
        subcommands = {DeletionsCommand.List.class, DeletionsCommand.Confirm.class, DeletionsCommand.Dismiss.class})
class DeletionsCommand {
    @Component
    @Command(name = "list", description = "List what waits: how many, of how many, since when.")
    static class List implements Callable<Integer> {
        private final Deletions deletions;

        List(Deletions deletions) {
            this.deletions = deletions;
        }

        @Override
        public Integer call() {
            java.util.List<Waiting> waiting = deletions.waiting();
            if (waiting.isEmpty()) {
                System.out.println("No deletes wait for an answer.");
                return 0;
            }
            waiting.forEach(one -> System.out.println(line(one)));
            System.out.println(
                    "Gone for good: deletions confirm --source ID. Still there: deletions dismiss --source ID.");
            return 3;
        }
    }

    @Component
    @Command(
            name = "confirm",
            description = "Say that all of it is gone: it is deleted, and everybody concerned derived.")
    static class Confirm implements Callable<Integer> {
        @Option(names = "--source", required = true, paramLabel = "ID", description = "Source whose deletes wait.")
        private String source;

        private final Deletions deletions;
        private final Derivation derivation;

        Confirm(Deletions deletions, Derivation derivation) {
            this.deletions = deletions;
            this.derivation = derivation;
        }

        @Override
        public Integer call() throws SQLException, SourceIsBusy, NothingWaits {
            told(deletions, source);
            RunSummary run = deletions.confirm(source);
            long people = derivation.drain(any -> {});
            System.out.println("Deleted in run " + run.run() + ": " + Console.number(run.stored()) + " resources; "
                    + Console.number(people) + " people looked at again.");
            return run.outcome() == Outcome.COMPLETE ? 0 : 3;
        }
    }

    @Component
    @Command(name = "dismiss", description = "Say that none of it is gone: the source was wrong. Nothing is deleted.")
    static class Dismiss implements Callable<Integer> {
        @Option(names = "--source", required = true, paramLabel = "ID", description = "Source whose deletes wait.")
        private String source;

        private final Deletions deletions;

        Dismiss(Deletions deletions) {
            this.deletions = deletions;
        }

        @Override
        public Integer call() throws SQLException, SourceIsBusy, NothingWaits {
            told(deletions, source);
            deletions.dismiss(source);
            System.out.println("Dismissed; nothing was deleted. The next complete resync looks again.");
            return 0;
        }
    }

    private static void told(Deletions deletions, String source) {
        deletions.waiting().stream()
                .filter(one -> one.source().equals(source))
                .forEach(one -> System.out.println(line(one)));
    }

    private static String line(Waiting one) {
        return one.source() + ": " + Console.number(one.missing()) + " of " + Console.number(one.held()) + " "
                + one.type() + " are no longer shown since " + StatusReport.minute(one.clock()) + " (run " + one.run()
                + ")";
    }
}
