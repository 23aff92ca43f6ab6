package org.interlaminar.reading;

import java.io.IOException;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.OrderedService;
import org.interlaminar.clinical.PartialDate;

/** Reads a <a href="https://hl7.org/fhir/R4/servicerequest.html">ServiceRequest</a>. */
final class ServiceRequestReader implements TypeReader {
    private final Elements in;
    private String status;
    private CodedText code = CodedText.NONE;
    private PartialDate authored;

    ServiceRequestReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "code" -> code = in.concept();
            case "authoredOn" -> authored = in.date(name);
            default -> in.skip();
        }
    }

    @Override
    public ClinicalRecord record() {
        return new OrderedService(in.ref(), status, code, authored);
    }
}
