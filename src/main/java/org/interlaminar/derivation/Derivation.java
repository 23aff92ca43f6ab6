package org.interlaminar.derivation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.interlaminar.cases.HeldBack;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.derivation.DirtyPeople.Claimed;
import org.interlaminar.derivation.PeopleAssembly.Assembled;
import org.interlaminar.derivation.PeopleAssembly.Failure;
import org.interlaminar.derivation.PoisonPeople.Cause;
import org.interlaminar.intake.Backfills;
import org.interlaminar.intake.JoinedPeople;
import org.interlaminar.intake.Things;
import org.interlaminar.ledger.TerminologyInForce;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reporting.Cases;
import org.interlaminar.store.Transaction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Derives dirty people: reads their current versions, assembles their cases, keeps them. */
@Component
public class Derivation {
    /** Deadlock and serialisation failure: the same transaction succeeds when it is done again. */
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40P01", "40001");

    /** A value the store does not take (22), a constraint (23), a limit of the store (54): one person's, not the store's. */
    private static final Set<String> ABOUT_DATA = Set.of("22", "23", "54");

    private static final int TRIES = 5;

    /** A second each. */
    private static final int ROUNDS = 60;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final JoinedPeople joined;
    private final DirtyPeople dirty;
    private final Backfills backfills;
    private final Cases cases;
    private final TerminologyInForce inForce;
    private final TerminologyInForce.Terms terms;
    private final Things things;
    private final PeopleAssembly assembly;
    private final DerivationSettings settings;

    Derivation(
            DataSource dataSource,
            JdbcClient jdbc,
            JoinedPeople joined,
            PeopleAssembly assembly,
            Things things,
            Backfills backfills,
            Cases cases,
            TerminologyInForce inForce,
            FhirProfiles profiles,
            DerivationSettings settings) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.joined = joined;
        this.dirty = new DirtyPeople(joined);
        this.backfills = backfills;
        this.cases = cases;
        this.inForce = inForce;
        this.terms = new TerminologyInForce.Terms(
                profiles.screenGeneration(), profiles.terminology().fingerprint());
        this.things = things;
        this.assembly = assembly;
        this.settings = settings;
    }

    /** People who wait to be derived. */
    public long waiting() {
        return jdbc.sql("select count(*) from (select distinct source, patient from landing.dirty) d")
                .query(Long.class)
                .single();
    }

    /**
     * Derives until nobody is dirty. Whom a dying session still holds is waited for, one minute long.
     *
     * @param progress is told how many people a transaction finished
     * @return people derived or found to need no case
     */
    public long drain(LongConsumer progress) throws SQLException {
        long people = 0;
        for (int round = 0; round < ROUNDS; round++) {
            people += round(progress);
            if (waiting() == 0) {
                return people;
            }
            try {
                Thread.sleep(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return people;
            }
        }
        return people;
    }

    private long round(LongConsumer progress) throws SQLException {
        ExecutorService workers = Executors.newFixedThreadPool(settings.derive().workers());
        try {
            AtomicLong people = new AtomicLong();
            Callable<Void> work = () -> {
                for (int done = deriveNext(); done > 0; done = deriveNext()) {
                    people.addAndGet(done);
                    progress.accept(done);
                }
                return null;
            };
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < settings.derive().workers(); i++) {
                running.add(workers.submit(work));
            }
            for (Future<Void> one : running) {
                one.get();
            }
            return people.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException trouble) {
                throw trouble;
            }
            if (e.getCause() instanceof RuntimeException trouble) {
                throw trouble;
            }
            throw new IllegalStateException("deriving failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deriving", e);
        } finally {
            workers.shutdownNow();
        }
    }

    /**
     * One transaction over the next dirty people.
     *
     * @return how many there were; 0 when nobody is left to this worker
     * @throws org.interlaminar.ledger.TerminologyDiffers when the store goes by other value sets than this node
     */
    public int deriveNext() throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return derive(settings.derive().people());
            } catch (SQLException e) {
                if (isAboutData(e)) {
                    return deriveOneByOne();
                }
                if (!WORTH_ANOTHER_TRY.contains(e.getSQLState()) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** A case as it would be derived now, and what is left out of it because of its confidentiality labels. */
    public record Derived(PersonCase one, List<HeldBack> heldBack) {}

    /**
     * One person's case as it would be derived now, without keeping it; empty when nothing of the person has landed.
     *
     * @throws CannotBeDerived when there is something and no case can be made from it
     */
    public Optional<Derived> explain(PersonKey record) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Person person = joined.of(connection, List.of(record)).get(record);
            Assembled assembled = assembly.of(connection, List.of(person));
            for (Failure failure : assembled.failures().values()) {
                throw new CannotBeDerived(record, failure.cause().word());
            }
            return assembled.cases().stream()
                    .findFirst()
                    .map(one -> new Derived(one, assembled.heldBack().getOrDefault(person, List.of())));
        }
    }

    private int derive(int most) throws SQLException {
        return Transaction.committed(dataSource, connection -> {
            inForce.require(connection, terms);
            Claimed claimed = dirty.claim(connection, most);
            if (!claimed.isEmpty()) {
                keepOrCount(connection, claimed);
            } else if (claimed.missing() != null) {
                connection.commit();
                DirtyPeople.await(connection, claimed.missing());
            }
            return claimed.people().size() + claimed.leftToOthers();
        });
    }

    private void keepOrCount(Connection connection, Claimed claimed) throws SQLException {
        Savepoint held = connection.setSavepoint();
        try {
            keep(connection, claimed);
        } catch (SQLException e) {
            if (!isAboutData(e) || claimed.people().size() > 1) {
                throw e;
            }
            connection.rollback(held);
            Person person = claimed.people().iterator().next();
            if (PoisonPeople.failed(connection, person, Cause.PERSON_FAILED, "SQLSTATE " + e.getSQLState())) {
                DirtyPeople.done(connection, claimed);
            }
        }
    }

    private void keep(Connection connection, Claimed claimed) throws SQLException {
        cases.join(connection, claimed.people());
        List<Person> anchored = DirtyPeople.anchored(connection, claimed.people());
        Assembled assembled = assembly.of(connection, anchored);
        Set<Person> tryAgain = new HashSet<>();
        for (Map.Entry<Person, Failure> failure : assembled.failures().entrySet()) {
            Failure why = failure.getValue();
            if (!PoisonPeople.failed(connection, failure.getKey(), why.cause(), why.detail())) {
                tryAgain.add(failure.getKey());
            }
        }
        Map<Person, SortedSet<String>> derived = new HashMap<>();
        Set<PersonKey> records = new HashSet<>();
        for (Person person : anchored) {
            if (!assembled.failures().containsKey(person)) {
                derived.put(person, claimed.why(person));
                records.addAll(person.records());
            }
        }
        PoisonPeople.forget(connection, derived.keySet());
        things.lean(connection, records, assembled.leaning());
        backfills.update(connection, records, assembled.bodiesMissing());
        cases.holdBack(connection, derived.keySet(), assembled.heldBack());
        cases.replace(connection, derived, assembled.cases(), terms.fingerprint());
        DirtyPeople.done(connection, claimed.without(tryAgain));
    }

    /** Among the next people is one whom the store does not take: everybody else goes on, that one is counted. */
    private int deriveOneByOne() throws SQLException {
        int people = 0;
        for (int i = 0; i < settings.derive().people(); i++) {
            int one = derive(1);
            if (one == 0) {
                return people;
            }
            people += one;
        }
        return people;
    }

    private static boolean isAboutData(SQLException e) {
        return e.getSQLState() != null
                && e.getSQLState().length() == 5
                && ABOUT_DATA.contains(e.getSQLState().substring(0, 2));
    }
}
