package org.interlaminar.derivation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.interlaminar.cases.CaseAssembler;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.SetAside;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.intake.LandedVersions;
import org.interlaminar.intake.LandedVersions.LandedVersion;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reading.ResourceReader;
import org.interlaminar.reading.Unreadable;
import org.interlaminar.reporting.Cases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Derives dirty people: reads their current versions, assembles their cases, keeps them. */
@Component
public class Derivation {
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final LandedVersions landed;
    private final Cases cases;
    private final FhirProfiles profiles;
    private final CaseAssembler assembler;
    private final Terminology terminology;
    private final DerivationSettings settings;
    private final Map<ZoneId, ResourceReader> readers = new ConcurrentHashMap<>();

    Derivation(
            DataSource dataSource,
            JdbcClient jdbc,
            LandedVersions landed,
            Cases cases,
            FhirProfiles profiles,
            DerivationSettings settings) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.landed = landed;
        this.cases = cases;
        this.profiles = profiles;
        this.terminology = profiles.terminology();
        this.assembler = new CaseAssembler(terminology);
        this.settings = settings;
    }

    /** People who wait to be derived. */
    public long waiting() {
        return jdbc.sql("select count(*) from (select distinct source, patient from landing.dirty) d")
                .query(Long.class)
                .single();
    }

    /**
     * Derives until nobody is dirty.
     *
     * @param progress is told how many people a transaction finished
     * @return people derived or found to need no case
     */
    public long drain(LongConsumer progress) throws SQLException {
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
            throw new IllegalStateException("deriving failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deriving", e);
        } finally {
            workers.shutdownNow();
        }
    }

    /** One transaction over the next dirty people. @return how many there were; 0 when nobody is left to this worker */
    public int deriveNext() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                DirtyPeople.Claimed claimed =
                        DirtyPeople.claim(connection, settings.derive().people());
                if (!claimed.isEmpty()) {
                    Collection<PersonKey> anchored = DirtyPeople.anchored(connection, claimed);
                    cases.replace(connection, anchored, derive(connection, anchored), terminology.fingerprint());
                    DirtyPeople.done(connection, claimed);
                }
                connection.commit();
                return claimed.people().size();
            } finally {
                connection.rollback();
            }
        }
    }

    /** One person's case as it would be derived now, without keeping it; empty when nothing of the person has landed. */
    public Optional<PersonCase> explain(PersonKey person) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return derive(connection, List.of(person)).stream().findFirst();
        }
    }

    private List<PersonCase> derive(Connection connection, Collection<PersonKey> people) throws SQLException {
        List<PersonCase> derived = new ArrayList<>();
        landed.current(connection, people, ResourceReader.TYPES)
                .forEach((person, versions) -> derived.add(assemble(person, versions)));
        return derived;
    }

    private PersonCase assemble(PersonKey person, List<LandedVersion> versions) {
        ResourceReader reader = readers.computeIfAbsent(
                settings.source(person.source()).zoneOrUtc(), zone -> new ResourceReader(profiles, zone));
        List<ClinicalRecord> records = new ArrayList<>(versions.size());
        List<SetAside> unreadable = new ArrayList<>();
        for (LandedVersion version : versions) {
            try {
                reader.read(version.ref(), version.body()).ifPresent(records::add);
            } catch (Unreadable e) {
                unreadable.add(new SetAside(version.ref(), e.why().word(), e.getMessage()));
            }
        }
        return assembler.assemble(person, records, unreadable, settings.caseSettings(person.source()));
    }
}
