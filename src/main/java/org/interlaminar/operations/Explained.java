package org.interlaminar.operations;

import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.interlaminar.cases.HeldBack;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.derivation.DerivationSettings;
import org.interlaminar.explanation.Explaining;
import org.interlaminar.explanation.Explanation;
import org.interlaminar.explanation.Explanation.Change;
import org.interlaminar.explanation.Explanation.Held;
import org.interlaminar.explanation.Explanation.Missing;
import org.interlaminar.intake.Backfills;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reporting.Changes;
import org.springframework.stereotype.Component;

/** Finds what the explanation of one person is made from; the command and the page show the same. */
@Component
class Explained {
    private final Derivation derivation;
    private final DerivationSettings settings;
    private final FhirProfiles profiles;
    private final Backfills backfills;
    private final Changes changes;

    Explained(
            Derivation derivation,
            DerivationSettings settings,
            FhirProfiles profiles,
            Backfills backfills,
            Changes changes) {
        this.derivation = derivation;
        this.settings = settings;
        this.profiles = profiles;
        this.backfills = backfills;
        this.changes = changes;
    }

    /**
     * The person as derived now, by any of their Patient ids.
     *
     * @param most changes to tell
     * @return empty when nothing about the person has landed
     */
    Optional<Explanation> of(PersonKey record, int most) throws SQLException {
        Optional<Derivation.Derived> found = derivation.explain(record);
        if (found.isEmpty()) {
            List<Change> history = changes(new Person(record, new TreeSet<>(Set.of(record.patient()))), most);
            return history.isEmpty() ? Optional.empty() : Optional.of(Explaining.ofNothing(record, history));
        }
        PersonCase one = found.get().one();
        List<HeldBack> heldBack = found.get().heldBack();
        SortedSet<String> patients = new TreeSet<>(one.joined());
        patients.add(one.person().patient());
        Person whole = new Person(one.person(), patients);
        List<Held> held = heldBack.stream().map(Explained::held).toList();
        if (heldBack.stream().anyMatch(HeldBack::isWholePerson)) {
            return Optional.of(
                    Explaining.ofNothing(one.person(), changes(whole, most)).holdingBack(held));
        }
        return Optional.of(Explaining.of(
                        one,
                        settings.caseSettings(one.person().source()),
                        profiles.terminology(),
                        backfills.missing(whole).stream()
                                .map(Explained::missing)
                                .toList(),
                        changes(whole, most))
                .holdingBack(held));
    }

    private static Held held(HeldBack one) {
        return new Held(one.ref().type(), one.ref().id(), one.labels());
    }

    private static Missing missing(Backfills.Order order) {
        return new Missing(
                order.record().patient(),
                order.versions(),
                order.orderedAt() == null
                        ? null
                        : order.orderedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                order.parts());
    }

    /** What says that something which never was is gone says nothing. */
    private List<Change> changes(Person person, int most) {
        return changes.of(person, most).stream()
                .map(change -> new Change(
                        change.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                        change.what().stream()
                                .filter(what -> !what.startsWith("no longer ") || !what.endsWith(": none"))
                                .toList(),
                        change.why()))
                .toList();
    }
}
