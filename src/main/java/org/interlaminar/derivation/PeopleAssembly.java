package org.interlaminar.derivation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.interlaminar.cases.CaseAssembler;
import org.interlaminar.cases.Decision;
import org.interlaminar.cases.HeldBack;
import org.interlaminar.cases.LandedState;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.SetAside;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.derivation.PoisonPeople.Cause;
import org.interlaminar.intake.Decisions;
import org.interlaminar.intake.LandedVersions;
import org.interlaminar.intake.LandedVersions.Current;
import org.interlaminar.intake.LandedVersions.LandedVersion;
import org.interlaminar.intake.LandedVersions.Size;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.intake.Things;
import org.interlaminar.intake.Things.Thing;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reading.Labelled;
import org.interlaminar.reading.ResourceReader;
import org.interlaminar.reading.Unreadable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** From what has landed of some people to their cases, by one set of value sets; writes nothing. */
@Component
class PeopleAssembly implements DisposableBean {
    /** Why a person has no case although there is something to derive it from. */
    record Failure(Cause cause, String detail) {}

    /**
     * What came of some people.
     *
     * @param cases of those about whom anything has landed
     * @param failures of those who could not be derived
     * @param bodiesMissing records with versions whose bodies were given up
     * @param leaning resources about nobody that their records name
     * @param heldBack of those of whom anything is left out because of its confidentiality labels
     */
    record Assembled(
            List<PersonCase> cases,
            Map<Person, Failure> failures,
            Set<PersonKey> bodiesMissing,
            Map<PersonKey, Set<Thing>> leaning,
            Map<Person, List<HeldBack>> heldBack) {}

    private final LandedVersions landed;
    private final Quarantine quarantine;
    private final Decisions decisions;
    private final Things things;
    private final FhirProfiles profiles;
    private final DerivationSettings settings;
    private final CaseAssembler assembler;
    private final TimeLimit timeLimit;
    private final Map<ZoneId, ResourceReader> readers = new ConcurrentHashMap<>();

    PeopleAssembly(
            LandedVersions landed,
            Quarantine quarantine,
            Decisions decisions,
            Things things,
            FhirProfiles profiles,
            DerivationSettings settings) {
        this.landed = landed;
        this.quarantine = quarantine;
        this.decisions = decisions;
        this.things = things;
        this.profiles = profiles;
        this.settings = settings;
        this.assembler = new CaseAssembler(profiles.terminology());
        this.timeLimit = new TimeLimit(settings.derive().timeLimit());
    }

    /** As analysts may know it. */
    Assembled of(Connection connection, Collection<Person> people) throws SQLException {
        return of(connection, people, Restricted.HELD_BACK);
    }

    Assembled of(Connection connection, Collection<Person> people, Restricted restricted) throws SQLException {
        Map<PersonKey, Person> byRecord = byRecord(people);
        Size most = new Size(
                settings.derive().maxVersions(), settings.derive().maxBytes().toBytes());
        Current current = landed.current(connection, byRecord.keySet(), ResourceReader.TYPES, most);
        Map<PersonKey, List<LandedVersion>> versions = current.versions();
        Map<Person, Failure> failures = tooLarge(current, byRecord, most);
        byRecord.values().removeAll(failures.keySet());
        Map<PersonKey, List<Quarantine.Unlanded>> unlanded = quarantine.unlanded(connection, byRecord.keySet());
        Map<PersonKey, List<Decisions.Landed>> decisions = this.decisions.inForce(connection, byRecord.keySet());
        Map<Person, ReadChart> charts = new HashMap<>();
        Set<PersonKey> bodiesMissing = new HashSet<>();
        for (Person person : new HashSet<>(byRecord.values())) {
            List<LandedVersion> all = gathered(person, versions);
            for (PersonKey record : person.records()) {
                if (versions.getOrDefault(record, List.of()).stream().anyMatch(version -> version.body() == null)) {
                    bodiesMissing.add(record);
                }
            }
            if (!all.isEmpty()) {
                within(person, failures, () -> ReadChart.of(reader(person), all, restricted))
                        .ifPresent(chart -> charts.put(person, chart));
            }
        }
        Map<PersonKey, Set<Thing>> leaning = new HashMap<>();
        charts.forEach((person, chart) -> leaning.put(person.key(), chart.things(person)));
        Map<Thing, Labelled> present = present(connection, leaning, restricted);
        charts.replaceAll((person, chart) -> chart.with(present, person));
        Map<Person, List<HeldBack>> heldBack = new HashMap<>();
        List<PersonCase> cases = new ArrayList<>();
        charts.forEach((person, chart) -> {
            if (!chart.heldBack().isEmpty()) {
                heldBack.put(person, chart.heldBack());
            }
            within(
                            person,
                            failures,
                            () -> assembled(
                                    person, chart, gathered(person, unlanded), decided(gathered(person, decisions))))
                    .ifPresent(cases::add);
        });
        return new Assembled(cases, failures, bodiesMissing, leaning, heldBack);
    }

    private <T> Optional<T> within(Person person, Map<Person, Failure> failures, Callable<T> work) {
        try {
            return Optional.of(timeLimit.within(work));
        } catch (TimeLimit.Exceeded e) {
            failures.put(person, new Failure(Cause.PERSON_TOO_SLOW, ""));
        } catch (ExecutionException e) {
            failures.put(person, new Failure(Cause.PERSON_FAILED, place(e.getCause())));
        }
        return Optional.empty();
    }

    private ResourceReader reader(Person person) {
        return readers.computeIfAbsent(
                settings.source(person.key().source()).zoneOrUtc(), zone -> new ResourceReader(profiles, zone));
    }

    /** What cannot be read of these is as if it had not landed: it is in quarantine where it is somebody's. */
    private Map<Thing, Labelled> present(
            Connection connection, Map<PersonKey, Set<Thing>> leaning, Restricted restricted) throws SQLException {
        Set<Thing> named = new HashSet<>();
        leaning.values().forEach(named::addAll);
        ResourceReader reader = new ResourceReader(profiles, ZoneOffset.UTC);
        Map<Thing, Labelled> present = new HashMap<>();
        things.current(connection, named).forEach((thing, version) -> {
            try {
                reader.labelled(version.ref(), version.body())
                        .map(said -> restricted == Restricted.INCLUDED ? new Labelled(said.record(), List.of()) : said)
                        .ifPresent(said -> present.put(thing, said));
            } catch (Unreadable e) {
                present.remove(thing);
            }
        });
        return present;
    }

    private static Map<PersonKey, Person> byRecord(Collection<Person> people) {
        Map<PersonKey, Person> byRecord = new HashMap<>();
        people.forEach(person -> person.records().forEach(record -> byRecord.put(record, person)));
        return byRecord;
    }

    private static Map<Person, Failure> tooLarge(Current current, Map<PersonKey, Person> byRecord, Size most) {
        Map<Person, Size> sizes = new HashMap<>();
        current.sizes().forEach((record, size) -> sizes.merge(byRecord.get(record), size, Size::plus));
        Map<Person, Failure> tooLarge = new HashMap<>();
        sizes.forEach((person, size) -> {
            if (size.exceeds(most)) {
                tooLarge.put(person, new Failure(Cause.PERSON_TOO_LARGE, ""));
            }
        });
        return tooLarge;
    }

    private static <T> List<T> gathered(Person person, Map<PersonKey, List<T>> byRecord) {
        List<T> all = new ArrayList<>();
        person.records().forEach(record -> all.addAll(byRecord.getOrDefault(record, List.of())));
        return all;
    }

    private PersonCase assembled(
            Person person, ReadChart chart, List<Quarantine.Unlanded> unlanded, List<Decision> decided) {
        List<SetAside> unreadable = new ArrayList<>(chart.unreadable());
        unlanded.forEach(one -> unreadable.add(new SetAside(one.ref(), one.cause(), one.message())));
        LandedState state = new LandedState(
                person.joined(), unreadable, chart.orderUndefined(), chart.bodiesMissing(), chart.delivered(), decided);
        return assembler.assemble(
                person.key(),
                chart.records(),
                state,
                settings.caseSettings(person.key().source()));
    }

    private static List<Decision> decided(List<Decisions.Landed> landed) {
        return landed.stream()
                .map(one -> new Decision(
                        Long.toString(one.number()),
                        one.type(),
                        one.id(),
                        one.tag(),
                        one.question(),
                        one.answer() == Decisions.Answer.YES))
                .toList();
    }

    /** The failure's class and where in our code it happened; its message may quote content. */
    private static String place(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("org.interlaminar.")) {
                return failure.getClass().getSimpleName() + " at " + frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return failure.getClass().getSimpleName();
    }

    @Override
    public void destroy() {
        timeLimit.close();
    }
}
