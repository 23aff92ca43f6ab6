package org.interlaminar.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.interlaminar.operations.SourceSwitches.Answer;
import org.interlaminar.operations.Standing.State;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Component
@Scope("prototype")
@Command(
        name = "sources",
        description = "List the sources with the state of each; exit code 3 when one is stopped or cannot be used.",
        subcommands = {SourcesCommand.Pause.class, SourcesCommand.Resume.class, SourcesCommand.Run.class})
class SourcesCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print as JSON, with all that is known of each.")
    private boolean json;

    private final SourceBoard board;
    private final ObjectMapper mapper;

    SourcesCommand(SourceBoard board, ObjectMapper mapper) {
        this.board = board;
        this.mapper = mapper;
    }

    @Override
    public Integer call() throws SQLException, JsonProcessingException {
        SourceBoard.View view = board.read();
        if (json) {
            System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(view.sources()));
        } else if (view.sources().isEmpty()) {
            System.out.println("There is no source: none stands in the settings, and nothing has been loaded.");
        } else {
            SourceLines.states(view.sources()).forEach(System.out::println);
        }
        return view.sources().stream().anyMatch(card -> card.is(State.STOPPED, State.UNUSABLE)) ? 3 : 0;
    }

    @Component
    @Scope("prototype")
    @Command(name = "pause", description = "Ask nothing more of a source; a pull under way goes on to its end.")
    static class Pause extends OfOne {
        Pause(SourceBoard board, SourceSwitches switches) {
            super(board, switches, SourceSwitches::pause);
        }
    }

    @Component
    @Scope("prototype")
    @Command(name = "resume", description = "Take back a pause, and what had stopped a source.")
    static class Resume extends OfOne {
        Resume(SourceBoard board, SourceSwitches switches) {
            super(board, switches, SourceSwitches::resume);
        }
    }

    @Component
    @Scope("prototype")
    @Command(name = "run", description = "Have the running service pull a source now.")
    static class Run extends OfOne {
        Run(SourceBoard board, SourceSwitches switches) {
            super(board, switches, SourceSwitches::run);
        }
    }

    /** Something that is done about one source. */
    abstract static class OfOne implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "Source id.")
        private String source;

        @Spec
        private CommandSpec spec;

        private final SourceBoard board;
        private final SourceSwitches switches;
        private final BiFunction<SourceSwitches, SourceCard, Answer> what;

        OfOne(SourceBoard board, SourceSwitches switches, BiFunction<SourceSwitches, SourceCard, Answer> what) {
            this.board = board;
            this.switches = switches;
            this.what = what;
        }

        @Override
        public Integer call() throws SQLException {
            SourceCard card = board.read()
                    .of(source)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), source + ": there is no such source; 'sources' lists them."));
            Answer answer = what.apply(switches, card);
            (answer.done() ? System.out : System.err).println((answer.done() ? "" : "interlaminar: ") + answer.words());
            return answer.done() ? 0 : 1;
        }
    }
}
