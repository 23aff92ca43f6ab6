package org.interlaminar.ehr.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.intake.Progress;
import org.interlaminar.ledger.CohortMembers;
import org.interlaminar.ledger.CohortMembers.Due;
import org.interlaminar.ledger.Way;

/**
 * Follows people one by one (EHR C6): several are fetched at the same time, as many as courtesy allows, and landed in their order.
 * Of those who were read whole, what the server no longer shows is gone at the end.
 */
final class PeopleLeg implements Leg {
    private final PullRun run;
    private final Ehrs.Ehr ehr;
    private final List<String> types;
    private final CohortMembers members;
    private final String screenGeneration;
    private final Instant ourTime;
    private final boolean whole;
    private Iterator<Due> due;
    private ExecutorService threads;
    private final Deque<Future<PersonPages.Fetched>> underWay = new ArrayDeque<>();
    private PersonPages.Fetched fetched;
    private Instant wholeSince;
    private final List<String> readWhole = new ArrayList<>();
    private int number;
    private boolean ended;

    /**
     * @param types those that are about a person
     * @param whole whether everything of everybody is read again
     * @param ourTime stands in for the server's clock where the order of versions needs one
     */
    PeopleLeg(
            PullRun run,
            Ehrs.Ehr ehr,
            List<String> types,
            CohortMembers members,
            String screenGeneration,
            boolean whole,
            Instant ourTime) {
        this.run = run;
        this.ehr = ehr;
        this.types = types;
        this.members = members;
        this.screenGeneration = screenGeneration;
        this.whole = whole;
        this.ourTime = ourTime;
    }

    @Override
    public boolean hasMore() {
        return !ended;
    }

    @Override
    public void fetch() throws SQLException {
        fetched = null;
        begin();
        fill();
        if (underWay.isEmpty()) {
            end();
            return;
        }
        try {
            fetched = underWay.remove().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("fetching a person failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching", e);
        }
    }

    /** Who is due is asked only now: those before this leg may have found somebody. */
    private void begin() {
        if (due == null) {
            List<Due> all = members.due(
                    run.source(),
                    ehr.settings().cohort().every(),
                    ehr.settings().resync(),
                    screenGeneration,
                    whole);
            run.landing().expect(Progress.Measure.PEOPLE, all.size());
            due = all.iterator();
            threads = Executors.newFixedThreadPool(ahead(), work -> {
                Thread thread = new Thread(work, "person");
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    private int ahead() {
        return ehr.settings().courtesy().concurrency();
    }

    private void fill() {
        List<String> aboutThem =
                types.stream().filter(type -> !type.equals("Patient")).toList();
        while (due.hasNext() && underWay.size() < ahead()) {
            PersonPages person = new PersonPages(ehr, aboutThem, due.next(), Integer.toString(++number));
            underWay.add(threads.submit(person::fetch));
        }
    }

    @Override
    public void land() throws SQLException {
        if (fetched == null) {
            return;
        }
        PersonPages.Fetched person = fetched;
        run.landing().further(Progress.Measure.PEOPLE, 1);
        for (int i = 0; i < person.pages().size(); i++) {
            boolean isLast = i == person.pages().size() - 1 && person.isWhole();
            if (!landed(person, person.pages().get(i), isLast)) {
                return;
            }
        }
        if (!person.isWhole()) {
            run.failed(person.failedAt(), person.why());
            if (person.why().isRefusal()) {
                members.putBack(run.source(), person.person().patient());
            }
        } else if (person.person().whole() && person.began().isPresent()) {
            Instant began = person.began().get();
            wholeSince = wholeSince == null || began.isBefore(wholeSince) ? began : wholeSince;
            readWhole.add(person.person().patient());
        }
    }

    private boolean landed(PersonPages.Fetched person, PersonPages.Page page, boolean isLast) throws SQLException {
        AlsoInTransaction also =
                isLast ? (connection, tally) -> followed(connection, person) : AlsoInTransaction.NOTHING;
        Long announced = page.fetched().isFirst() ? page.fetched().page().total() : null;
        String name = page.fetched().name();
        return run.stored(name, () -> run.landing()
                        .landBundle(delivery(person, page), name, page.fetched().bytes(), announced, also))
                && !run.isRestored(page.type());
    }

    private void followed(Connection connection, PersonPages.Fetched person) throws SQLException {
        members.followed(
                connection, run.source(), person.person(), person.began().orElse(null), screenGeneration);
    }

    /** Only of whom everything was asked, and has been told when, does absence say something. */
    private Delivery delivery(PersonPages.Fetched person, PersonPages.Page page) {
        boolean tells =
                person.person().whole() && person.isWhole() && person.began().isPresent();
        boolean isChange = !person.person().whole();
        return new Delivery(
                run.source(),
                Way.PULL,
                page.began().orElse(ourTime),
                page.began().isPresent(),
                tells ? Delivery.Scope.EVERYTHING_OF_SOME : isChange ? Delivery.Scope.CHANGES : Delivery.Scope.SOME);
    }

    /** A run may be over in the midst of people. */
    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    private void end() throws SQLException {
        ended = true;
        if (wholeSince == null) {
            return;
        }
        Delivery shown = Delivery.told(run.source(), Way.PULL, wholeSince, Delivery.Scope.EVERYTHING_OF_SOME);
        for (String type : types) {
            String name = type + " of these people gone";
            run.stored(name, () -> run.landing().landGoneOf(shown, type, readWhole));
        }
    }
}
