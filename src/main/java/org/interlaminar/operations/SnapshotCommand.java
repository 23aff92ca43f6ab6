package org.interlaminar.operations;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.interlaminar.publication.figures.SnapshotFigures;
import org.interlaminar.reporting.Snapshot;
import org.interlaminar.reporting.SnapshotDifference;
import org.interlaminar.reporting.SnapshotDifference.Rows;
import org.interlaminar.reporting.Snapshots;
import org.interlaminar.reporting.UnknownSnapshot;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Component
@Command(
        name = "snapshot",
        description = "Keep the analysts' tables as they are, so that what is published can be computed again.",
        subcommands = {
            SnapshotCommand.Take.class,
            SnapshotCommand.List.class,
            SnapshotCommand.Compare.class,
            SnapshotCommand.Forget.class
        })
class SnapshotCommand {
    @Component
    @Scope("prototype")
    @Command(name = "take", description = "Take a snapshot of what is derived now.")
    static class Take implements Callable<Integer> {
        @Option(
                names = "--label",
                paramLabel = "TEXT",
                defaultValue = "",
                description = "What it is for, in words that analysts will see: no names of people.")
        private String label;

        private final Snapshots snapshots;
        private final SnapshotFigures figures;

        Take(Snapshots snapshots, SnapshotFigures figures) {
            this.snapshots = snapshots;
            this.figures = figures;
        }

        @Override
        public Integer call() throws SQLException {
            Snapshot taken = snapshots.take(label);
            System.out.println("Snapshot " + taken.number() + " is taken: "
                    + people(taken.rows().get("case")) + ", "
                    + Console.number(taken.rows().get("score")) + " scores, data up to " + cutOff(taken) + ".");
            SnapshotFigures.Told told = figures.publish(taken.number());
            System.out.println(Console.number(told.numbers()) + " numbers of its figures stand in aggregate.published, "
                    + Console.number(told.hidden()) + " of them hidden because too few people are behind them.");
            if (taken.peopleWaiting() > 0) {
                System.out.println(people(taken.peopleWaiting())
                        + " wait to be derived and are in it as they were before; take another when 'status' says that nobody"
                        + " waits.");
            }
            return 0;
        }
    }

    @Component
    @Scope("prototype")
    @Command(name = "list", description = "List the snapshots, the oldest first.")
    static class List implements Callable<Integer> {
        private final Snapshots snapshots;

        List(Snapshots snapshots) {
            this.snapshots = snapshots;
        }

        @Override
        public Integer call() {
            java.util.List<Snapshot> all = snapshots.list();
            if (all.isEmpty()) {
                System.out.println("There is no snapshot yet. Take one with: snapshot take --label TEXT");
            }
            all.forEach(one -> lines(one).forEach(line -> System.out.println(line.replaceAll("\\p{Cntrl}", "?"))));
            return 0;
        }

        private static java.util.List<String> lines(Snapshot one) {
            java.util.List<String> lines = new ArrayList<>();
            lines.add(String.format(
                    Locale.ROOT,
                    "%4d  %s  %s%s",
                    one.number(),
                    StatusReport.minute(one.takenAt()),
                    people(one.rows().get("case")),
                    one.label().isEmpty() ? "" : "  " + one.label()));
            lines.add("      data up to " + cutOff(one) + ", value sets "
                    + (one.valueSets().isEmpty() ? "none" : one.valueSets()) + ", settings " + one.settings()
                    + ", version " + one.software());
            if (one.peopleWaiting() > 0) {
                lines.add("      " + people(one.peopleWaiting()) + " waited to be derived");
            }
            if (one.peopleForgotten() > 0) {
                lines.add("      " + people(one.peopleForgotten()) + " taken out since");
            }
            return lines;
        }
    }

    @Component
    @Scope("prototype")
    @Command(name = "compare", description = "Tell what is different between two snapshots, and why, in numbers.")
    static class Compare implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "A", description = "Number of the older one.")
        private int before;

        @Parameters(index = "1", paramLabel = "B", description = "Number of the newer one.")
        private int after;

        @Option(names = "--people", description = "Name the people by their surrogates, too.")
        private boolean people;

        @Spec
        private CommandSpec spec;

        private final Snapshots snapshots;

        Compare(Snapshots snapshots) {
            this.snapshots = snapshots;
        }

        @Override
        public Integer call() throws SQLException {
            SnapshotDifference found;
            try {
                found = snapshots.compare(before, after);
            } catch (UnknownSnapshot | IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage());
            }
            System.out.println("From snapshot " + before + " ("
                    + StatusReport.minute(found.before().takenAt()) + ") to " + after + " ("
                    + StatusReport.minute(found.after().takenAt()) + ")");
            decidedOtherwise(found);
            System.out.println("People");
            group("added", found.added());
            group("removed", found.removed());
            group("changed", found.changed());
            System.out.println("Rows");
            found.rows().forEach(Compare::rows);
            System.out.println("Why cases changed");
            if (found.reasons().isEmpty()) {
                System.out.println("  no case changed that had been kept before");
            }
            found.reasons().entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .forEach(reason -> System.out.println(
                            "  " + String.format(Locale.ROOT, "%,8d", reason.getValue()) + "  " + reason.getKey()));
            return 0;
        }

        private static void decidedOtherwise(SnapshotDifference found) {
            said("value sets", found.before().valueSets(), found.after().valueSets());
            said("settings", found.before().settings(), found.after().settings());
            said("version", found.before().software(), found.after().software());
        }

        private static void said(String what, String before, String after) {
            if (!before.equals(after)) {
                System.out.println("  other " + what + ": " + before + " became " + after);
            }
        }

        private void group(String name, SortedSet<String> surrogates) {
            System.out.println("  " + String.format(Locale.ROOT, "%,8d", surrogates.size()) + "  " + name);
            if (people) {
                surrogates.forEach(one -> System.out.println("            " + one));
            }
        }

        private static void rows(String table, Rows rows) {
            System.out.println("  "
                    + String.format(Locale.ROOT, "%-12s %,8d added %,8d removed", table, rows.added(), rows.removed()));
        }
    }

    @Component
    @Scope("prototype")
    @Command(
            name = "forget",
            description = "Take people out of every snapshot for good, when their records have to go.")
    static class Forget implements Callable<Integer> {
        @Option(
                names = "--person",
                required = true,
                paramLabel = "SURROGATE",
                description = "As in the column person; may be given several times.")
        private java.util.List<String> surrogates;

        private final Snapshots snapshots;
        private final SnapshotFigures figures;

        Forget(Snapshots snapshots, SnapshotFigures figures) {
            this.snapshots = snapshots;
            this.figures = figures;
        }

        @Override
        public Integer call() {
            int forgotten = snapshots.forget(surrogates);
            if (forgotten == 0) {
                System.err.println("interlaminar: no snapshot has any of these people; nothing was changed.");
                return 1;
            }
            System.out.println(people(forgotten) + " taken out of every snapshot.");
            int standing = figures.settle();
            if (standing > 0) {
                System.out.println("The published figures of " + standing + (standing == 1 ? " snapshot" : " snapshots")
                        + " stand as they were: new ones would tell of too few people.");
            }
            long live = snapshots.live(surrogates);
            if (live > 0) {
                System.out.println(
                        people(live) + " of them still in the mart: the next snapshot will have them again.");
            }
            return 0;
        }
    }

    private static String cutOff(Snapshot one) {
        return one.cutOff() == null ? "nothing" : StatusReport.minute(one.cutOff());
    }

    private static String people(long number) {
        return Console.number(number) + (number == 1 ? " person" : " people");
    }
}
