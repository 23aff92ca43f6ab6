package org.interlaminar.cases;

import java.util.Optional;
import java.util.stream.Stream;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.ImagingReport;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.ImagingRules;

/** Images of the lumbar spine that a chart knows of, by procedure, report or bill. */
final class LumbarImaging {
    /**
     * One examination.
     *
     * @param kind mri, ct, x-ray ...
     * @param on when, of any precision
     */
    record Study(String kind, PartialDate on, Evidence evidence) {}

    private final ImagingRules rules;

    LumbarImaging(ImagingRules rules) {
        this.rules = rules;
    }

    /** Dated examinations that were done. */
    Stream<Study> of(Chart chart) {
        Stream<Optional<Study>> performed = chart.all(PerformedProcedure.class)
                .filter(PerformedProcedure::isCompleted)
                .map(one -> study(one.ref(), one.code(), one.start()));
        Stream<Optional<Study>> reported = chart.all(ImagingReport.class)
                .filter(ImagingReport::isFinal)
                .map(one -> study(one.ref(), one.code(), one.effective()));
        Stream<Optional<Study>> billed = chart.all(BilledServices.class)
                .flatMap(bill -> bill.provenLines().map(line -> study(bill.ref(), line.service(), line.start())));
        return Stream.of(performed, reported, billed).flatMap(all -> all).flatMap(Optional::stream);
    }

    private Optional<Study> study(SourceRef ref, CodedText code, PartialDate on) {
        return on == null
                ? Optional.empty()
                : rules.lumbarImaging(ref, code).map(kind -> new Study(kind.name(), on, kind.evidence()));
    }
}
