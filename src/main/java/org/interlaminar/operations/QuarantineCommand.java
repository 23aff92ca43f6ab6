package org.interlaminar.operations;

import java.util.concurrent.Callable;
import org.interlaminar.intake.Quarantine;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Component
@Command(name = "quarantine", description = "What was set aside, and why.", subcommands = QuarantineCommand.List.class)
class QuarantineCommand {
    @Component
    @Command(name = "list", description = "List by cause, then each record with its file and byte position.")
    static class List implements Callable<Integer> {
        @Option(names = "--most", defaultValue = "50", description = "Records to list; default ${DEFAULT-VALUE}.")
        private int most;

        private final Quarantine quarantine;

        List(Quarantine quarantine) {
            this.quarantine = quarantine;
        }

        @Override
        public Integer call() {
            java.util.List<Quarantine.CauseCount> causes = quarantine.byCause();
            if (causes.isEmpty()) {
                System.out.println("Quarantine is empty.");
                return 0;
            }
            causes.forEach(cause -> System.out.println(Console.number(cause.records()) + " x " + cause.cause() + " ["
                    + cause.fingerprint() + "] (" + cause.source() + "): " + cause.message()));
            System.out.println("After the cause is gone: replay --cause ID [--dry-run], with the ID in brackets.");
            quarantine
                    .entries(most)
                    .forEach(entry -> System.out.println("  " + entry.cause() + " [" + entry.fingerprint() + "]  "
                            + (entry.id() == null ? "" : entry.type() + "/" + entry.id() + "  ") + "run " + entry.run()
                            + ", "
                            + entry.part() + ", byte " + entry.position()));
            return 3;
        }
    }
}
