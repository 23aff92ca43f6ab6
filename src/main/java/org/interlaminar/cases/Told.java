package org.interlaminar.cases;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.SpineLevels;
import org.interlaminar.recognition.Tag;

/**
 * What one record, or one line of a bill, tells of a procedure that was done.
 *
 * @param strength how much the record's word weighs against others about the same event
 * @param modifiers billing modifiers
 * @param texts everything it says in words
 * @param encounter logical id of its Encounter, or null
 * @param place place of service on a bill
 */
record Told(
        Tag tag,
        Certainty certainty,
        Strength strength,
        SourceRef ref,
        PartialDate start,
        PartialDate end,
        SortedSet<String> levels,
        Set<String> modifiers,
        List<String> texts,
        CodedText bodySite,
        String encounter,
        CodedText place,
        List<Evidence> evidence) {

    /** The strongest first. */
    enum Strength {
        LOG,
        FACILITY_BILL,
        PROFESSIONAL_BILL,
        WORDS
    }

    static Told of(Recognised one, Tagged tagged) {
        return one.record() instanceof PerformedProcedure procedure
                ? of(procedure, one.on(), tagged)
                : of((BilledServices) one.record(), one.line(), tagged);
    }

    private static Told of(PerformedProcedure record, PartialDate on, Tagged tagged) {
        List<String> texts = joined(record.code(), record.bodySite());
        return new Told(
                tagged.tag(),
                tagged.certainty(),
                tagged.certainty() == Certainty.DEFINITE ? Strength.LOG : Strength.WORDS,
                record.ref(),
                on,
                record.end(),
                SpineLevels.in(texts),
                Set.copyOf(record.code().modifiers()),
                texts,
                record.bodySite(),
                record.encounter(),
                CodedText.NONE,
                tagged.evidence());
    }

    private static Told of(BilledServices bill, BilledServices.Line line, Tagged tagged) {
        List<String> texts = joined(line.service(), line.bodySite());
        return new Told(
                tagged.tag(),
                tagged.certainty(),
                "institutional".equals(bill.form()) ? Strength.FACILITY_BILL : Strength.PROFESSIONAL_BILL,
                bill.ref(),
                line.start(),
                line.end(),
                SpineLevels.in(texts),
                Set.copyOf(line.service().modifiers()),
                texts,
                line.bodySite(),
                line.encounter(),
                line.place(),
                tagged.evidence());
    }

    private static List<String> joined(CodedText one, CodedText other) {
        return CodedText.join(List.of(one, other)).texts();
    }

    boolean isCompanion() {
        return tag == Tag.MILD_COMPANION;
    }

    /** The kind of event it is part of. */
    Tag kind() {
        return isCompanion() ? Tag.MILD : tag;
    }

    boolean isTimed() {
        return start != null && start.instant() != null;
    }

    boolean hasDay() {
        return PartialDate.isDay(start);
    }
}
