package org.interlaminar.operations;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.export.Regime;
import org.interlaminar.publication.export.TableFile;
import org.interlaminar.publication.export.WorklistTable;
import org.interlaminar.reporting.Mart;
import org.interlaminar.reporting.Worklist;
import org.interlaminar.reporting.Worklist.Choice;
import org.interlaminar.reporting.Worklist.Day;
import org.interlaminar.reporting.Worklist.Entry;
import org.interlaminar.reporting.Worklist.Place;
import org.interlaminar.reporting.Worklist.Total;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what the page of the worklist shows, in one snapshot of the store. */
@Component
class WorklistBoard {
    static final int PER_PAGE = 50;
    private static final String DUE = Worklist.STATES.get(0);

    /** Entries of one window, a number for each open state in their order. */
    record Line(String window, List<Long> entries) {
        public String name() {
            return inWords(window);
        }
    }

    /**
     * All there is to show.
     *
     * @param dataUntil when the newest data came in, or null
     * @param identified whether ids and dates are shown, or surrogates and days
     * @param choice with null for what is not chosen
     * @param state that is chosen, or empty for all open ones
     * @param lines windows that somebody lacks a score of, whatever state and window are chosen
     * @param all entries of the choice on all pages
     * @param nextOpening when the next window opens, while none is due and somebody has one ahead; else null
     */
    record View(
            LocalDate today,
            Instant dataUntil,
            boolean identified,
            Choice choice,
            String state,
            List<String> windows,
            List<String> sources,
            List<Line> lines,
            List<Entry> entries,
            long all,
            int number,
            int pages,
            LocalDate nextOpening) {
        public List<String> states() {
            return Worklist.STATES;
        }

        public List<String> openStates() {
            return Worklist.OPEN_STATES;
        }

        public List<String> instruments() {
            return Worklist.INSTRUMENTS;
        }

        public boolean isFiltered() {
            return !choice.equals(Choice.OPEN);
        }

        public boolean hasBefore() {
            return number > 1;
        }

        public boolean hasAfter() {
            return number < pages;
        }

        /** How many entries all windows have in one of the open states. */
        public long sum(int state) {
            return lines.stream().mapToLong(line -> line.entries().get(state)).sum();
        }

        public String name(String window) {
            return inWords(window);
        }

        /** From when to when a window is open: dates, or days from the index. */
        public String open(Entry entry) {
            return identified
                    ? entry.opensOn() + " to " + entry.closesOn()
                    : "day " + entry.opens() + " to " + entry.closes();
        }

        public String lastContact(Entry entry) {
            if (entry.lastContact() == null) {
                return "not recorded";
            }
            return identified ? entry.lastContact().toString() : "day " + entry.lastContactDay();
        }

        /** How much time there is, or was. */
        public String time(Entry entry) {
            return switch (entry.state()) {
                case "due" -> entry.left() == 0 ? "today is the last day" : days(entry.left()) + " left";
                case "upcoming" -> "opens in " + days(entry.left() + 1);
                default -> "closed "
                        + days(today.toEpochDay() - entry.closesOn().toEpochDay()) + " ago";
            };
        }

        private static String days(long number) {
            return number == 1 ? "1 day" : number + " days";
        }
    }

    /** Rows of a file that are told of and then written. */
    private static final int TOGETHER = 500;

    private final Worklist worklist;
    private final Mart mart;
    private final Regime regime;

    WorklistBoard(Worklist worklist, Mart mart, PublicationSettings settings) {
        this.worklist = worklist;
        this.mart = mart;
        this.regime = settings.regime();
    }

    /** What was chosen of what there is; words that nothing has choose everything. */
    Choice choice(String state, String window, String instrument, String source) {
        return new Choice(
                Worklist.STATES.contains(state) ? List.of(state) : Worklist.OPEN_STATES,
                worklist.windows().contains(window) ? window : null,
                Worklist.INSTRUMENTS.contains(instrument) ? instrument : null,
                source.isBlank() ? null : source);
    }

    /** Pages that do not exist become the nearest that does. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public View read(Choice choice, int page, boolean identified) {
        Day today = worklist.today();
        List<Total> open =
                worklist.totals(new Choice(Worklist.OPEN_STATES, null, choice.instrument(), choice.source()), today);
        List<Total> chosen = Worklist.OPEN_STATES.containsAll(choice.states())
                ? open.stream()
                        .filter(one -> choice.states().contains(one.state()))
                        .filter(one ->
                                choice.window() == null || choice.window().equals(one.window()))
                        .toList()
                : worklist.totals(choice, today);
        long all = chosen.stream().mapToLong(Total::entries).sum();
        int pages = (int) Math.max(1, (all + PER_PAGE - 1) / PER_PAGE);
        int number = Math.max(1, Math.min(page, pages));
        List<Entry> entries = new ArrayList<>();
        long from = (long) (number - 1) * PER_PAGE;
        if (identified) {
            worklist.urgent(choice, today, PER_PAGE, from, entries::add);
        } else {
            worklist.byPerson(choice, today, Place.START, PER_PAGE, from, entries::add);
        }
        return new View(
                today.date(),
                mart.cutOff().orElse(null),
                identified,
                choice,
                choice.states().size() == 1 ? choice.states().get(0) : "",
                worklist.windows(),
                identified ? sources(choice) : List.of(),
                lines(open),
                entries,
                all,
                number,
                pages,
                open.stream().anyMatch(one -> one.state().equals(DUE))
                        ? null
                        : worklist.nextOpening(today).orElse(null));
    }

    /**
     * Everything of the choice as CSV.
     *
     * @param onEntries is told of some before they are written
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void write(Choice choice, boolean identified, OutputStream out, Consumer<List<Entry>> onEntries)
            throws IOException {
        try (TableFile csv = Format.CSV.table(
                out,
                identified ? WorklistTable.identifiedColumns() : WorklistTable.columns(),
                identified ? Regime.IDENTIFIED : regime)) {
            List<Entry> waiting = new ArrayList<>();
            Consumer<Entry> row = entry -> {
                waiting.add(entry);
                if (waiting.size() == TOGETHER) {
                    write(waiting, identified, csv, onEntries);
                }
            };
            // Only who sees days sees the order of days.
            if (identified) {
                worklist.urgent(choice, worklist.today(), Integer.MAX_VALUE, 0, row);
            } else {
                worklist.byPerson(choice, worklist.today(), Place.START, Integer.MAX_VALUE, 0, row);
            }
            write(waiting, identified, csv, onEntries);
        }
    }

    private static void write(List<Entry> waiting, boolean identified, TableFile csv, Consumer<List<Entry>> onEntries) {
        onEntries.accept(waiting);
        try {
            for (Entry entry : waiting) {
                csv.row(identified ? WorklistTable.identifiedRow(entry) : WorklistTable.row(entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        waiting.clear();
    }

    /** What is chosen stays to be seen, also where there is nothing of it any more. */
    private List<String> sources(Choice choice) {
        return Stream.concat(worklist.sources().stream(), Stream.ofNullable(choice.source()))
                .distinct()
                .toList();
    }

    private List<Line> lines(List<Total> open) {
        return worklist.windows().stream()
                .map(window -> new Line(
                        window,
                        Worklist.OPEN_STATES.stream()
                                .map(state -> open.stream()
                                        .filter(one -> one.window().equals(window)
                                                && one.state().equals(state))
                                        .mapToLong(Total::entries)
                                        .sum())
                                .toList()))
                .filter(line -> line.entries().stream().anyMatch(entries -> entries > 0))
                .toList();
    }

    private static String inWords(String window) {
        return window.replace('-', ' ');
    }
}
