package org.interlaminar.clinical;

/**
 * A device of a patient (<a href="https://hl7.org/fhir/R4/device.html">Device</a>), by type, name and maker; never its serial
 * number.
 *
 * @param id logical id, as references name it
 */
public record RecordedDevice(SourceRef ref, String id, String status, CodedText name) implements ClinicalRecord {}
