package org.interlaminar.operations;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.interlaminar.clinical.Code;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.recognition.Tag;
import org.interlaminar.reporting.ReviewList;
import org.interlaminar.reporting.ReviewList.Decided;
import org.interlaminar.reporting.ReviewList.Filter;
import org.interlaminar.reporting.ReviewList.Open;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what the page of the review list shows, in one snapshot of the store. */
@Component
class ReviewBoard {
    private static final int PER_PAGE = 20;
    private static final Map<String, String> NAMES =
            Map.of(Tag.LSS.word(), "Lumbar spinal stenosis", Tag.MILD.word(), "MILD procedure");

    /**
     * One page of a longer list.
     *
     * @param number of the page, from 1
     * @param pages at least 1
     * @param all entries on all pages
     */
    record Sheet<T>(List<T> entries, long all, int number, int pages) {
        public boolean hasBefore() {
            return number > 1;
        }

        public boolean hasAfter() {
            return number < pages;
        }
    }

    /**
     * An open question as the page shows it.
     *
     * @param clues what raised it
     */
    record Card(Open open, List<Clue> clues) {}

    /**
     * A piece of evidence.
     *
     * @param code as recorded, or one of our phrases
     * @param system the last part of its code system's address
     * @param label our own short label of the code, or empty
     */
    record Clue(String rule, String code, String system, String label) {}

    /**
     * All there is to show.
     *
     * @param at when it was read
     * @param sources to choose from
     * @param tags to choose from
     */
    record View(
            Instant at,
            Filter filter,
            List<String> sources,
            List<String> tags,
            Sheet<Card> open,
            Sheet<Decided> decided) {
        /** What a tag asks about, in words. */
        public String name(String tag) {
            return NAMES.getOrDefault(tag, tag);
        }

        public boolean isFiltered() {
            return !filter.equals(Filter.ALL);
        }

        public boolean isWaiting() {
            return open.entries().stream().anyMatch(card -> card.open().waiting())
                    || decided.entries().stream().anyMatch(one -> one.standing() == ReviewList.Standing.WAITING);
        }
    }

    private final ReviewList list;
    private final ReviewDesk desk;
    private final FhirProfiles profiles;
    private final Clock clock;

    ReviewBoard(ReviewList list, ReviewDesk desk, FhirProfiles profiles, Clock clock) {
        this.list = list;
        this.desk = desk;
        this.profiles = profiles;
        this.clock = clock;
    }

    /** Pages that do not exist become the nearest that does. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public View read(Filter filter, int openPage, int decidedPage) throws SQLException {
        long open = list.countOpen(filter);
        int onOpen = within(openPage, open);
        List<Card> cards = list.open(filter, PER_PAGE, from(onOpen)).stream()
                .map(one ->
                        new Card(one, one.evidence().stream().map(this::clue).toList()))
                .toList();
        long decided = list.countDecided(filter);
        int onDecided = within(decidedPage, decided);
        return new View(
                clock.instant(),
                filter,
                choices(list.sources().stream(), filter.source()),
                choices(Stream.of(Tag.LSS.word(), Tag.MILD.word()), filter.tag()),
                new Sheet<>(cards, open, onOpen, pages(open)),
                new Sheet<>(
                        desk.settled(list.decided(filter, PER_PAGE, from(onDecided))),
                        decided,
                        onDecided,
                        pages(decided)));
    }

    /** What is chosen stays to be seen, also where there is nothing of it any more. */
    private static List<String> choices(Stream<String> known, String chosen) {
        return Stream.concat(known, Stream.ofNullable(chosen)).distinct().toList();
    }

    private static long from(int page) {
        return (long) (page - 1) * PER_PAGE;
    }

    private static int pages(long all) {
        return (int) Math.max(1, (all + PER_PAGE - 1) / PER_PAGE);
    }

    private static int within(int page, long all) {
        return Math.max(1, Math.min(page, pages(all)));
    }

    private Clue clue(String evidence) {
        int space = evidence.indexOf(' ');
        int bar = evidence.indexOf('|', space);
        if (space < 0 || bar < 0) {
            return new Clue("", evidence, "", "");
        }
        String system = evidence.substring(space + 1, bar);
        String code = evidence.substring(bar + 1);
        return new Clue(
                evidence.substring(0, space),
                code,
                system.substring(system.lastIndexOf('/') + 1),
                profiles.terminology().labels().getOrDefault(new Code(system, code), ""));
    }
}
