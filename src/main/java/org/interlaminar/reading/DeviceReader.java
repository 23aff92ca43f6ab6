package org.interlaminar.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.RecordedDevice;

/**
 * Reads a <a href="https://hl7.org/fhir/R4/device.html">Device</a>: what kind of thing it is, never which one. Serial numbers and
 * UDIs point at a person.
 */
final class DeviceReader implements TypeReader {
    private final Elements in;
    private String status;
    private CodedText type = CodedText.NONE;
    private final List<CodedText> names = new ArrayList<>(1);
    private CodedText manufacturer = CodedText.NONE;
    private CodedText model = CodedText.NONE;

    DeviceReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "type" -> type = in.concept();
            case "deviceName", "name" -> in.eachFieldOfEach(this::name);
            case "manufacturer" -> manufacturer = in.text();
            case "modelNumber" -> model = in.text();
            default -> in.skip();
        }
    }

    /** R5 calls it the value of a name. */
    private void name(String name) throws IOException {
        switch (name) {
            case "name", "value" -> names.add(in.text());
            default -> in.skip();
        }
    }

    @Override
    public ClinicalRecord record() {
        CodedText named = CodedText.join(List.of(type, CodedText.join(names), manufacturer, model));
        return new RecordedDevice(in.ref(), in.ref().id(), status, named);
    }
}
