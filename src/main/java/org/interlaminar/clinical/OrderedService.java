package org.interlaminar.clinical;

/**
 * An order or referral (<a href="https://hl7.org/fhir/R4/servicerequest.html">ServiceRequest</a>): a plan, never a procedure.
 *
 * @param authored when it was written, or null
 */
public record OrderedService(SourceRef ref, String status, CodedText code, PartialDate authored)
        implements ClinicalRecord {}
