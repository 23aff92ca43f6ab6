package org.interlaminar.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PatientRecord;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedDevice;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.SourceRef;

/** One person's records in one order, whatever order they came in, and what their references lead to. */
final class Chart {
    private static final Set<String> DID_NOT_HAPPEN = Set.of("planned", "cancelled", "entered-in-error");

    private final List<ClinicalRecord> records;
    private final PatientRecord patient;
    private final Map<String, RecordedEncounter> encounters = new HashMap<>();
    private final Map<String, RecordedCondition> conditions = new HashMap<>();
    private final Map<String, RecordedDevice> devices = new HashMap<>();

    /** Without records that are set aside; what a bill says on its other lines stands. */
    Chart without(PersonKey person, Set<SourceRef> setAside) {
        return new Chart(
                person,
                records.stream()
                        .filter(one -> one instanceof BilledServices || !setAside.contains(one.ref()))
                        .toList());
    }

    Chart(PersonKey person, List<ClinicalRecord> unordered) {
        records = unordered.stream()
                .sorted(Comparator.comparing(ClinicalRecord::ref))
                .toList();
        patient = patient(person);
        visits().forEach(one -> encounters.put(one.id(), one));
        all(RecordedCondition.class).forEach(one -> conditions.put(one.ref().id(), one));
        all(RecordedDevice.class).forEach(one -> devices.put(one.id(), one));
    }

    /** Of joined records the one the person is known by speaks; a death is a death whichever of them tells it. */
    private PatientRecord patient(PersonKey person) {
        List<PatientRecord> all = all(PatientRecord.class).toList();
        PatientRecord own = all.stream()
                .filter(record -> record.ref().id().equals(person.patient()))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.get(0));
        return own == null ? null : all.stream().reduce(own, PatientRecord::withDeathOf);
    }

    /** Null when no Patient resource has landed. */
    PatientRecord patient() {
        return patient;
    }

    <T extends ClinicalRecord> Stream<T> all(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }

    /** Encounters that took place. */
    Stream<RecordedEncounter> visits() {
        return all(RecordedEncounter.class).filter(one -> !DID_NOT_HAPPEN.contains(String.valueOf(one.status())));
    }

    List<ClinicalRecord> records() {
        return records;
    }

    /** @return null when the reference leads to no visit of this person that took place */
    RecordedEncounter encounter(String id) {
        return id == null ? null : encounters.get(id);
    }

    List<RecordedCondition> conditions(List<String> ids) {
        return ids.stream().map(conditions::get).filter(Objects::nonNull).toList();
    }

    List<RecordedDevice> devices(PerformedProcedure procedure) {
        return procedure.circumstances().devices().stream()
                .map(devices::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Everything the record says in words at the encounter: diagnoses that name it and those it names. */
    List<RecordedCondition> conditionsAt(RecordedEncounter encounter) {
        List<RecordedCondition> found = new ArrayList<>(conditions(encounter.diagnoses()));
        all(RecordedCondition.class)
                .filter(one -> encounter.id().equals(one.encounter()) && !found.contains(one))
                .forEach(found::add);
        return found;
    }

    /** The encounter a record names, else the one visit that its moment or day lies in. */
    Optional<RecordedEncounter> encounterOf(String id, PartialDate on) {
        RecordedEncounter named = encounter(id);
        if (named != null) {
            return Optional.of(named);
        }
        return id != null || on == null || !on.hasDay()
                ? Optional.empty()
                : visits().filter(one -> Days.isIn(on, one.start(), one.end()))
                        .min(Comparator.comparing(RecordedEncounter::start).thenComparing(RecordedEncounter::ref));
    }
}
