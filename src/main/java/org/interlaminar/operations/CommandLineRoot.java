package org.interlaminar.operations;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.stereotype.Component;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;

/** The command line. Commands find their rooms through Spring; help and wrong usage need no service at all. */
@Component
@Command(
        name = "interlaminar",
        description =
                "Pulls Conditions and Procedures from EHRs, recognises lumbar stenosis and MILD, reports outcomes.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Every command takes --data DIR (folder of the embedded store) and settings as --interlaminar.KEY=VALUE.",
            "Exit codes: 0 complete, 1 failure, 2 usage, 3 partial."
        },
        subcommands = {
            CommandLineRoot.ServeCommand.class,
            LoadCommand.class,
            PullCommand.class,
            DoctorCommand.class,
            ReconcileCommand.class,
            ExportCommand.class,
            StatusCommand.class,
            SourcesCommand.class,
            ExplainCommand.class,
            ReviewCommand.class,
            QuarantineCommand.class,
            UnmappedCommand.class,
            ReplayCommand.class,
            RetagCommand.class,
            SnapshotCommand.class,
            DeletionsCommand.class,
            CheckConfigCommand.class,
            KeysCommand.class,
            AccountCommand.class,
            TokenCommand.class,
            PasswordCommand.class,
            HelpCommand.class
        })
public class CommandLineRoot {
    /** Parsed by hand before Spring starts; here for the help text. */
    @Command(name = "serve", description = "Run the service: routes, pages, API (the default).")
    static class ServeCommand implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("serve takes no further arguments");
        }
    }

    private static final Set<String> HELP = Set.of("help", "--help", "-h", "--version");

    private final BeanFactory beans;

    CommandLineRoot(BeanFactory beans) {
        this.beans = beans;
    }

    /** Whether the arguments are a well-formed command that does something with one of our rooms. */
    public static boolean needsTheService(String[] arguments) {
        return !HELP.contains(arguments[0])
                && !List.of(arguments).contains("--help")
                && chosen(arguments)
                        .filter(command -> command.getDeclaredConstructors()[0].getParameterCount() > 0)
                        .isPresent();
    }

    /** Prints help, or what is wrong with the arguments, or runs a command that needs none of our rooms. */
    public static int withoutService(String[] arguments) {
        CommandLine line = new CommandLine(new CommandLineRoot(null), new Unwired(null));
        line.setExecutionExceptionHandler(CommandLineRoot::failed);
        if (arguments[0].equals("-h") || arguments[0].equals("--help")) {
            line.usage(System.out);
            return 0;
        }
        return line.execute(arguments);
    }

    /** Runs a command; only its own rooms are made, so that a check of settings starts no store. */
    public int run(String[] arguments) {
        // Made first, because what picocli cannot make it reports with a stack trace.
        Object command = beans.getBean(chosen(arguments).orElseThrow());
        CommandLine line = new CommandLine(this, new Unwired(command));
        line.setExecutionExceptionHandler(CommandLineRoot::failed);
        return line.execute(arguments);
    }

    private static int failed(Exception failure, CommandLine failed, CommandLine.ParseResult parsed) {
        failed.getErr().println("interlaminar: " + StartFailure.sentence(failure));
        if (StartFailure.isTraced()) {
            failure.printStackTrace(failed.getErr());
        }
        return 1;
    }

    /** The class of the command the arguments name, or empty when they are not well-formed. */
    private static Optional<Class<?>> chosen(String[] arguments) {
        try {
            CommandLine.ParseResult parsed =
                    new CommandLine(new CommandLineRoot(null), new Unwired(null)).parseArgs(arguments);
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            Object command = parsed.commandSpec().userObject();
            boolean runs = command instanceof Runnable || command instanceof Callable;
            return runs ? Optional.of(command.getClass()) : Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.empty();
        }
    }

    /** Makes commands without their rooms, good for parsing and help only, but for the one that is to run. */
    private record Unwired(Object command) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type.isInstance(command)) {
                return type.cast(command);
            }
            if (!type.isAnnotationPresent(Command.class)) {
                return CommandLine.defaultFactory().create(type);
            }
            var constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object[] nothing = Arrays.stream(constructor.getParameterTypes())
                    .map(any -> null)
                    .toArray();
            return type.cast(constructor.newInstance(nothing));
        }
    }
}
