package org.interlaminar.reading;

import java.io.IOException;
import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.ImagingReport;
import org.interlaminar.clinical.PartialDate;

/** Reads a <a href="https://hl7.org/fhir/R4/diagnosticreport.html">DiagnosticReport</a>; notes are R5's. */
final class DiagnosticReportReader implements TypeReader {
    private final Elements in;
    private String status;
    private CodedText code = CodedText.NONE;
    private CodedText conclusion = CodedText.NONE;
    private CodedText conclusionCode = CodedText.NONE;
    private CodedText notes = CodedText.NONE;
    private PartialDate effective;

    DiagnosticReportReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "code" -> code = in.concept();
            case "conclusion" -> conclusion = in.text();
            case "conclusionCode" -> conclusionCode = in.concept();
            case "note" -> notes = in.concept();
            case "effectiveDateTime", "effectiveInstant" -> effective = in.date(name);
            case "effectivePeriod" -> effective = in.period(name).start();
            default -> in.skip();
        }
    }

    @Override
    public ClinicalRecord record() {
        return new ImagingReport(
                in.ref(), status, code, CodedText.join(List.of(conclusionCode, conclusion, notes)), effective);
    }
}
