package org.interlaminar.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.interlaminar.clinical.Person;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.intake.Decisions.Answer;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.reporting.ReviewList;
import org.interlaminar.reporting.ReviewList.Decided;
import org.interlaminar.reporting.ReviewList.Filter;
import org.interlaminar.reporting.ReviewList.Open;
import org.interlaminar.reporting.ReviewList.Question;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Notes are never printed: what a terminal shows is often kept, and a note may identify somebody. */
@Component
@Scope("prototype")
@Command(
        name = "review",
        description = "Records that only a person can settle.",
        subcommands = {ReviewCommand.List.class, ReviewCommand.Decide.class})
class ReviewCommand {
    @Component
    @Scope("prototype")
    @Command(name = "list", description = "List open questions, those about the oldest records first.")
    static class List implements Callable<Integer> {
        @Option(names = "--source", paramLabel = "ID", description = "Of one source only.")
        private String source;

        @Option(names = "--tag", paramLabel = "TAG", description = "Of one tag only, as mild or lss.")
        private String tag;

        @Option(names = "--decided", description = "List what has been decided instead, the newest first.")
        private boolean decided;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "Entries; default ${DEFAULT-VALUE}.")
        private int limit;

        @Option(names = "--json", description = "Print as JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        private final ReviewList list;
        private final ReviewDesk desk;
        private final Ledger ledger;
        private final ObjectMapper mapper;

        List(ReviewList list, ReviewDesk desk, Ledger ledger, ObjectMapper mapper) {
            this.list = list;
            this.desk = desk;
            this.ledger = ledger;
            this.mapper = mapper;
        }

        @Override
        public Integer call() throws SQLException, JsonProcessingException {
            refuseNonsense();
            Filter filter = new Filter(source, tag);
            long all = decided ? list.countDecided(filter) : list.countOpen(filter);
            if (json) {
                java.util.List<Map<String, Object>> rows = decided
                        ? desk.settled(list.decided(filter, limit, 0)).stream()
                                .map(ReviewLines::asMap)
                                .toList()
                        : list.open(filter, limit, 0).stream()
                                .map(ReviewLines::asMap)
                                .toList();
                Map<String, Object> told = new LinkedHashMap<>();
                told.put("total", all);
                told.put(decided ? "decided" : "open", rows);
                System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(told));
                return 0;
            }
            java.util.List<String> lines = new ArrayList<>();
            int shown = decided ? decided(filter, lines) : open(filter, lines);
            lines.forEach(line -> System.out.println(line.replaceAll("\\p{Cntrl}", "?")));
            if (shown < all) {
                System.out.println(Console.number(all - shown) + " more: --limit N shows as many.");
            }
            return 0;
        }

        private void refuseNonsense() {
            if (limit < 1) {
                throw new ParameterException(spec.commandLine(), "--limit must be at least 1.");
            }
            if (source != null && !ledger.sources().contains(source)) {
                throw new ParameterException(
                        spec.commandLine(), source + ": there is no such source; 'sources' lists them.");
            }
        }

        private int open(Filter filter, java.util.List<String> lines) {
            java.util.List<Open> open = list.open(filter, limit, 0);
            if (open.isEmpty()) {
                lines.add("No question is open" + (filter.equals(Filter.ALL) ? "." : " there."));
                return 0;
            }
            open.forEach(one -> lines.addAll(ReviewLines.lines(one)));
            lines.add("To settle one: review decide --patient SOURCE/ID --record TYPE/ID --answer yes|no --note TEXT");
            return open.size();
        }

        private int decided(Filter filter, java.util.List<String> lines) throws SQLException {
            java.util.List<Decided> decided = desk.settled(list.decided(filter, limit, 0));
            if (decided.isEmpty()) {
                lines.add("Nothing has been decided" + (filter.equals(Filter.ALL) ? "." : " there."));
                return 0;
            }
            decided.forEach(one -> lines.add(ReviewLines.line(one)));
            lines.add("To take one back: review decide --patient SOURCE/ID --record TYPE/ID --answer open");
            return decided.size();
        }
    }

    @Component
    @Scope("prototype")
    @Command(
            name = "decide",
            description = "Answer an open question, or take an answer back, and derive the person again.")
    static class Decide implements Callable<Integer> {
        @Option(
                names = "--patient",
                required = true,
                paramLabel = "SOURCE/ID",
                description = "Source id and any Patient id of the person.")
        private String patient;

        @Option(names = "--record", required = true, paramLabel = "TYPE/ID", description = "The record asked about.")
        private String record;

        @Option(names = "--answer", required = true, paramLabel = "yes|no|open", description = "open takes back.")
        private String answer;

        @Option(
                names = "--note",
                paramLabel = "TEXT",
                defaultValue = "",
                description = "What the answer rests on; needed for yes and no.")
        private String note;

        @Option(names = "--tag", paramLabel = "TAG", description = "Needed when the record raises two questions.")
        private String tag;

        @Option(
                names = "--question",
                paramLabel = "ID",
                description = "The same, when both are about one tag: the ID in brackets of the list.")
        private String question;

        @Spec
        private CommandSpec spec;

        private final ReviewList list;
        private final ReviewDesk desk;
        private final Derivation derivation;

        Decide(ReviewList list, ReviewDesk desk, Derivation derivation) {
            this.list = list;
            this.desk = desk;
            this.derivation = derivation;
        }

        @Override
        public Integer call() throws SQLException {
            boolean takesBack = answer.equals("open");
            if (!takesBack && !answer.equals("yes") && !answer.equals("no")) {
                throw wrong("--answer " + answer + ": it must be yes, no or open.");
            }
            if (!takesBack && note.isBlank()) {
                throw wrong("--note is needed with --answer " + answer + ": what does the answer rest on?");
            }
            Person person = desk.person(Typed.patient(spec, patient));
            String[] of = Typed.record(spec, record);
            java.util.List<Question> asked = asked(person, of, takesBack);
            if (asked.isEmpty()) {
                System.err.println("interlaminar: " + (takesBack ? "no answer is in force" : "no question is open")
                        + " about " + record + " of patient " + patient + "; 'review list"
                        + (takesBack ? " --decided" : "") + "' shows what is.");
                return 1;
            }
            if (asked.size() > 1) {
                throw wrong("there are several questions about " + record + ": name one with --tag ("
                        + String.join(
                                ", ",
                                asked.stream().map(Question::tag).distinct().toList())
                        + ") or --question ("
                        + String.join(
                                ", ", asked.stream().map(Question::fingerprint).toList())
                        + ").");
            }
            return answered(person, asked.get(0), takesBack);
        }

        private int answered(Person person, Question asked, boolean takesBack) throws SQLException {
            String before = desk.caseOf(person);
            String by = "command line: " + System.getProperty("user.name");
            ReviewDesk.Reply reply = takesBack
                    ? desk.takeBack(asked, note, by)
                    : desk.decide(asked, answer.equals("yes") ? Answer.YES : Answer.NO, note, by);
            if (!reply.done()) {
                System.err.println("interlaminar: " + reply.words());
                return 1;
            }
            System.out.println(reply.words() + " The person is derived again now.");
            derivation.drain(any -> {});
            System.out.println("Before: " + before);
            System.out.println("After:  " + desk.caseOf(person));
            return 0;
        }

        private java.util.List<Question> asked(Person person, String[] of, boolean takesBack) {
            String source = person.key().source();
            Stream<Question> all = takesBack
                    ? list.decidedAbout(source, of[0], of[1]).stream()
                            .filter(one -> person.records().contains(one.patient()))
                            .map(Decided::question)
                    : list.openAbout(source, of[0], of[1]).stream()
                            .filter(one -> person.records().contains(one.person()))
                            .map(Open::question);
            return all.filter(one -> tag == null || tag.equals(one.tag()))
                    .filter(one -> question == null || question.equals(one.fingerprint()))
                    .distinct()
                    .toList();
        }

        private ParameterException wrong(String why) {
            return new ParameterException(spec.commandLine(), why);
        }
    }
}
