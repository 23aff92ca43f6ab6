package org.interlaminar.derivation;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.interlaminar.cases.HeldBack;
import org.interlaminar.cases.SetAside;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.RecordedDrug;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.intake.LandedVersions.LandedVersion;
import org.interlaminar.intake.Things.Thing;
import org.interlaminar.reading.Labelled;
import org.interlaminar.reading.ResourceReader;
import org.interlaminar.reading.Unreadable;

/**
 * One person's landed versions, read.
 *
 * @param heldBack what is left out because of its confidentiality labels
 * @param delivered on which day each version was delivered
 * @param orderUndefined whether two versions of a record could not be put in order
 * @param bodiesMissing whether bodies were given up
 */
record ReadChart(
        List<ClinicalRecord> records,
        List<SetAside> unreadable,
        Map<SourceRef, LocalDate> delivered,
        boolean orderUndefined,
        boolean bodiesMissing,
        List<HeldBack> heldBack) {

    static ReadChart of(ResourceReader reader, List<LandedVersion> versions, Restricted restricted) {
        List<ClinicalRecord> records = new ArrayList<>(versions.size());
        List<SetAside> unreadable = new ArrayList<>();
        Map<SourceRef, LocalDate> delivered = new HashMap<>();
        boolean orderUndefined = false;
        boolean bodiesMissing = false;
        List<HeldBack> heldBack = new ArrayList<>();
        for (LandedVersion version : versions) {
            Read read = Read.of(reader, version);
            if (restricted == Restricted.HELD_BACK && !read.labels().isEmpty()) {
                heldBack.add(new HeldBack(version.ref(), read.labels()));
                continue;
            }
            orderUndefined |= version.orderUndefined();
            bodiesMissing |= version.body() == null;
            delivered.put(version.ref(), LocalDate.ofInstant(version.delivered(), ZoneOffset.UTC));
            read.record().ifPresent(records::add);
            if (read.trouble() != null) {
                unreadable.add(read.trouble());
            }
        }
        return heldBack.stream().anyMatch(HeldBack::isWholePerson)
                ? new ReadChart(List.of(), List.of(), Map.of(), false, false, heldBack)
                : new ReadChart(records, unreadable, delivered, orderUndefined, bodiesMissing, heldBack);
    }

    /** One version: what it says, or why it cannot be read, and the labels it has either way. */
    private record Read(Optional<ClinicalRecord> record, SetAside trouble, List<String> labels) {
        static Read of(ResourceReader reader, LandedVersion version) {
            if (version.body() == null) {
                return new Read(Optional.empty(), null, List.of());
            }
            try {
                return reader.labelled(version.ref(), version.body())
                        .map(said -> new Read(Optional.of(said.record()), null, said.labels()))
                        .orElse(new Read(Optional.empty(), null, List.of()));
            } catch (Unreadable e) {
                SetAside trouble = new SetAside(version.ref(), e.why().word(), e.getMessage());
                return new Read(Optional.empty(), trouble, labels(reader, version));
            }
        }

        /** What is unreadable may be restricted as well. */
        private static List<String> labels(ResourceReader reader, LandedVersion version) {
            try {
                return reader.labels(version.ref(), version.body());
            } catch (Unreadable e) {
                return List.of();
            }
        }
    }

    /** Resources about nobody that the records name. */
    Set<Thing> things(Person person) {
        Set<Thing> things = new HashSet<>();
        for (ClinicalRecord record : records) {
            if (record instanceof MedicationUse use && use.medicationId() != null) {
                things.add(drug(person, use));
            } else if (record instanceof PerformedProcedure procedure) {
                procedure.circumstances().devices().forEach(id -> things.add(device(person, id)));
            }
        }
        return things;
    }

    /** The same with what the named resources say. */
    ReadChart with(Map<Thing, Labelled> present, Person person) {
        if (present.isEmpty()) {
            return this;
        }
        List<HeldBack> held = new ArrayList<>(heldBack);
        List<ClinicalRecord> whole = new ArrayList<>(records.size());
        Set<SourceRef> own = new HashSet<>();
        records.forEach(record -> own.add(record.ref()));
        for (ClinicalRecord record : records) {
            boolean isNamed = record instanceof MedicationUse use && use.medicationId() != null;
            whole.add(
                    isNamed && shown(present.get(drug(person, (MedicationUse) record))) instanceof RecordedDrug drug
                            ? ((MedicationUse) record).of(drug)
                            : record);
        }
        things(person).stream()
                .map(present::get)
                .filter(thing -> thing != null && !(shown(thing) instanceof RecordedDrug))
                .filter(thing -> own.add(thing.record().ref()))
                .forEach(thing -> {
                    if (thing.isHeldBack()) {
                        held.add(new HeldBack(thing.record().ref(), thing.labels()));
                    } else {
                        whole.add(thing.record());
                    }
                });
        return new ReadChart(whole, unreadable, delivered, orderUndefined, bodiesMissing, held);
    }

    private static ClinicalRecord shown(Labelled thing) {
        return thing == null || thing.isHeldBack() ? null : thing.record();
    }

    private static Thing drug(Person person, MedicationUse use) {
        return new Thing(person.key().source(), "Medication", use.medicationId());
    }

    private static Thing device(Person person, String id) {
        return new Thing(person.key().source(), "Device", id);
    }
}
