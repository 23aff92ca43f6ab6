package org.interlaminar.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.MessageHeader.ResponseType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.interlaminar.intake.Fate;
import org.interlaminar.intake.Push.Counts;
import org.springframework.http.HttpStatus;

/** Answers as FHIR's own types. They say what became of what was sent, and never what it said. */
final class Answers {
    private Answers() {}

    /** @param request id of the request, by which an operator finds it in the log */
    static OperationOutcome refusal(Refused why, String request) {
        OperationOutcome outcome = refusal(why);
        outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics("Request " + request + ".");
        return outcome;
    }

    static OperationOutcome refusal(Refused why) {
        OperationOutcome outcome = new OperationOutcome();
        OperationOutcomeIssueComponent issue = outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(why.code())
                .setDiagnostics(why.getMessage());
        if (why.where() != null) {
            issue.addExpression(why.where());
        }
        return outcome;
    }

    /** What became of one resource. */
    static OperationOutcome fate(Fate fate) {
        OperationOutcome outcome = new OperationOutcome();
        OperationOutcomeIssueComponent issue = outcome.addIssue().setSeverity(IssueSeverity.INFORMATION);
        switch (fate.kind()) {
            case KEPT -> issue.setCode(IssueType.INFORMATIONAL).setDiagnostics("It has landed.");
            case NOTED -> issue.setCode(IssueType.INFORMATIONAL)
                    .setDiagnostics(
                            "Accepted. What it says is outside of what is kept here: only its version was noted.");
            case LEFT_OUT -> issue.setCode(IssueType.INFORMATIONAL)
                    .setDiagnostics("Accepted. Resources of this kind are not kept here: it was only counted.");
            default -> issue.setSeverity(IssueSeverity.WARNING)
                    .setCode(IssueType.EXTENSION)
                    .setDiagnostics("Accepted and set aside: " + fate.message() + ". An operator will look at it.");
        }
        return outcome;
    }

    /** To a notification. */
    static OperationOutcome heard() {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics("Heard. What has changed is asked for at the server itself.");
        return outcome;
    }

    /** What became of a Bundle that was taken as it stands. */
    static OperationOutcome counts(Counts counts) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(counts.quarantined() == 0 ? IssueSeverity.INFORMATION : IssueSeverity.WARNING)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics(counts.received() + " received: " + counts.stored() + " landed, " + counts.duplicate()
                        + " had landed before, " + counts.filtered() + " not of the kind kept here, "
                        + counts.quarantined() + " set aside.");
        return outcome;
    }

    static Bundle responses(BundleType type, List<BundleEntryComponent> entries) {
        Bundle bundle = new Bundle();
        bundle.setType(type);
        bundle.setEntry(entries);
        return bundle;
    }

    static BundleEntryComponent done(Done done) {
        BundleEntryResponseComponent response = new BundleEntryResponseComponent()
                .setStatus(status(done.status()))
                .setOutcome(fate(done.fate()));
        if (done.etag() != null) {
            response.setEtag(done.etag()).setLastModified(Date.from(done.lastModified()));
        }
        if (done.location() != null) {
            response.setLocation(done.location());
        }
        return new BundleEntryComponent().setResponse(response);
    }

    static BundleEntryComponent refused(Refused why) {
        return new BundleEntryComponent()
                .setResponse(new BundleEntryResponseComponent()
                        .setStatus(status(why.status()))
                        .setOutcome(refusal(why)));
    }

    private static String status(int status) {
        HttpStatus known = HttpStatus.valueOf(status);
        return status + " " + known.getReasonPhrase();
    }

    /**
     * The answer to a message.
     *
     * @param header id of its MessageHeader
     * @param event its event
     */
    static Bundle messageAnswer(String identifier, String header, Type event, Instant at, Counts counts) {
        String counted = urn("counts " + identifier);
        MessageHeader answer = new MessageHeader();
        answer.setEvent(event);
        answer.getSource().setName("Interlaminar").setEndpoint("/inbox/fhir");
        answer.getResponse().setIdentifier(header).setCode(ResponseType.OK).setDetails(new Reference(counted));
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.MESSAGE);
        bundle.setTimestamp(Date.from(at));
        bundle.getIdentifier().setSystem("urn:ietf:rfc:3986").setValue(urn("answer " + identifier));
        bundle.addEntry().setFullUrl(urn("header " + identifier)).setResource(answer);
        bundle.addEntry().setFullUrl(counted).setResource(counts(counts));
        return bundle;
    }

    private static String urn(String of) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }
}
