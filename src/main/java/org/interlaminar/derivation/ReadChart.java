package org.interlaminar.derivation;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.interlaminar.cases.SetAside;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.RecordedDrug;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.intake.LandedVersions.LandedVersion;
import org.interlaminar.intake.Things.Thing;
import org.interlaminar.reading.ResourceReader;
import org.interlaminar.reading.Unreadable;

/**
 * One person's landed versions, read.
 *
 * @param delivered on which day each version was delivered
 * @param orderUndefined whether two versions of a record could not be put in order
 * @param bodiesMissing whether bodies were given up
 */
record ReadChart(
        List<ClinicalRecord> records,
        List<SetAside> unreadable,
        Map<SourceRef, LocalDate> delivered,
        boolean orderUndefined,
        boolean bodiesMissing) {

    static ReadChart of(ResourceReader reader, List<LandedVersion> versions) {
        List<ClinicalRecord> records = new ArrayList<>(versions.size());
        List<SetAside> unreadable = new ArrayList<>();
        Map<SourceRef, LocalDate> delivered = new HashMap<>();
        boolean orderUndefined = false;
        boolean bodiesMissing = false;
        for (LandedVersion version : versions) {
            orderUndefined |= version.orderUndefined();
            bodiesMissing |= version.body() == null;
            delivered.put(version.ref(), LocalDate.ofInstant(version.delivered(), ZoneOffset.UTC));
            try {
                if (version.body() != null) {
                    reader.read(version.ref(), version.body()).ifPresent(records::add);
                }
            } catch (Unreadable e) {
                unreadable.add(new SetAside(version.ref(), e.why().word(), e.getMessage()));
            }
        }
        return new ReadChart(records, unreadable, delivered, orderUndefined, bodiesMissing);
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
    ReadChart with(Map<Thing, ClinicalRecord> present, Person person) {
        if (present.isEmpty()) {
            return this;
        }
        List<ClinicalRecord> whole = new ArrayList<>(records.size());
        Set<SourceRef> own = new HashSet<>();
        records.forEach(record -> own.add(record.ref()));
        for (ClinicalRecord record : records) {
            boolean isNamed = record instanceof MedicationUse use && use.medicationId() != null;
            whole.add(
                    isNamed && present.get(drug(person, (MedicationUse) record)) instanceof RecordedDrug drug
                            ? ((MedicationUse) record).of(drug)
                            : record);
        }
        things(person).stream()
                .map(present::get)
                .filter(record -> record != null && !(record instanceof RecordedDrug) && own.add(record.ref()))
                .forEach(whole::add);
        return new ReadChart(whole, unreadable, delivered, orderUndefined, bodiesMissing);
    }

    private static Thing drug(Person person, MedicationUse use) {
        return new Thing(person.key().source(), "Medication", use.medicationId());
    }

    private static Thing device(Person person, String id) {
        return new Thing(person.key().source(), "Device", id);
    }
}
