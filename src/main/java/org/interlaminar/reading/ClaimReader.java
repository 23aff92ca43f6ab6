package org.interlaminar.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.reading.Elements.Period;

/**
 * Reads a <a href="https://hl7.org/fhir/R4/claim.html">Claim</a> or an
 * <a href="https://hl7.org/fhir/R4/explanationofbenefit.html">ExplanationOfBenefit</a>.
 */
final class ClaimReader implements TypeReader {
    private final Elements in;
    private final List<BilledLine> items = new ArrayList<>();
    private final List<BilledLine> procedures = new ArrayList<>(0);
    private String status;
    private String use;
    private String form;
    private CodedText diagnoses = CodedText.NONE;
    private CodedText information = CodedText.NONE;
    private Period billable = Period.NONE;
    private boolean denied;

    ClaimReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "use" -> use = in.string();
            case "type" -> form = in.concept().firstValue();
            case "billablePeriod" -> billable = in.period(name);
            case "diagnosis" -> diagnoses = within("diagnosisCodeableConcept");
            case "supportingInfo" -> in.eachElement(this::information);
            case "item" -> in.eachElement(() -> items.add(BilledLine.ofItem(in)));
            case "procedure" -> in.eachElement(() -> procedures.add(BilledLine.ofProcedure(in)));
            case "adjudication" -> denied |= isDenied(in);
            case "decision" -> denied |= isDenial(in.concept());
            case "disposition" -> denied |= saysDenied(in.string());
            default -> in.skip();
        }
    }

    private CodedText within(String element) throws IOException, Unreadable {
        List<CodedText> found = new ArrayList<>();
        in.eachFieldOfEach(name -> {
            if (name.equals(element)) {
                found.add(in.concept());
            } else {
                in.skip();
            }
        });
        return CodedText.join(found);
    }

    private void information() throws IOException, Unreadable {
        CodedText[] parts = {CodedText.NONE, CodedText.NONE};
        in.eachField(name -> {
            switch (name) {
                case "code" -> parts[0] = in.concept();
                case "valueString" -> parts[1] = in.text();
                default -> in.skip();
            }
        });
        information = CodedText.join(List.of(information, parts[0], parts[1]));
    }

    /** Whether the payer's decisions on a line or on the whole refuse it. */
    static boolean isDenied(Elements in) throws IOException, Unreadable {
        boolean[] denied = new boolean[1];
        in.eachFieldOfEach(name -> {
            switch (name) {
                case "category", "reason", "decision" -> denied[0] |= isDenial(in.concept());
                default -> in.skip();
            }
        });
        return denied[0];
    }

    /** Payers say denied, denial, denialreason, each in its own system. */
    private static boolean isDenial(CodedText decision) {
        return decision.codes().stream()
                .map(code -> code.value().toLowerCase(Locale.ROOT))
                .anyMatch(value -> value.startsWith("denied") || value.startsWith("denial"));
    }

    private static boolean saysDenied(String disposition) {
        return disposition != null
                && disposition.strip().toLowerCase(Locale.ROOT).startsWith("denied");
    }

    @Override
    public ClinicalRecord record() {
        List<BilledServices.Line> lines = new ArrayList<>(items.size() + procedures.size());
        items.forEach(item -> item.addTo(lines, billable, denied));
        procedures.forEach(procedure -> procedure.addTo(lines, billable, denied));
        return new BilledServices(in.ref(), status, use, form, diagnoses, List.copyOf(lines), information);
    }
}
