package org.interlaminar.clinical;

import java.util.List;
import java.util.stream.Stream;

/**
 * A claim or its settlement (<a href="https://hl7.org/fhir/R4/claim.html">Claim</a>,
 * <a href="https://hl7.org/fhir/R4/explanationofbenefit.html">ExplanationOfBenefit</a>): evidence that something was done,
 * never of more than that. Payment is not occurrence.
 *
 * @param status active, cancelled, draft, entered-in-error, or null
 * @param use claim, preauthorization, predetermination, or null
 * @param form institutional, professional ..., or null
 * @param diagnoses of the whole claim
 * @param lines what was billed, procedures of the claim's own list among them
 * @param information trial numbers, condition and value codes
 */
public record BilledServices(
        SourceRef ref,
        String status,
        String use,
        String form,
        CodedText diagnoses,
        List<Line> lines,
        CodedText information)
        implements ClinicalRecord {

    /** Whether it asks for a payment, where a plan only asks what one would be; what does not say is taken as a claim. */
    public boolean isClaim() {
        return use == null || use.equals("claim");
    }

    /** Lines that prove a service: of an active claim, and not refused by the payer. */
    public Stream<Line> provenLines() {
        return "active".equals(status) && isClaim() ? lines.stream().filter(line -> !line.denied()) : Stream.empty();
    }

    /**
     * One billed service.
     *
     * @param service what, with its modifiers
     * @param bodySite where on the body
     * @param place place of service
     * @param start first day of service, else of the claim's billable period, or null
     * @param end last day of service, or null
     * @param encounter logical id of its Encounter, or null
     * @param denied whether the payer refused it
     */
    public record Line(
            CodedText service,
            CodedText bodySite,
            CodedText place,
            PartialDate start,
            PartialDate end,
            String encounter,
            boolean denied) {}
}
