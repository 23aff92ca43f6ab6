package org.interlaminar.publication.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.NotModifiedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Says what went wrong in our own words. Messages of libraries repeat what was sent, and those of the store what it holds, so
 * neither is told or logged.
 */
@Interceptor
public final class OwnWords {
    private static final Logger LOG = LoggerFactory.getLogger(OwnWords.class);
    private static final String LIBRARY = "HAPI-";
    private static final int UNAVAILABLE = 503;
    private static final int BROKEN = 500;

    private final FhirContext fhir;

    OwnWords(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** @return false: the answer has been written */
    @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
    public boolean answer(BaseServerResponseException told, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        int status = status(told);
        response.setStatus(status);
        if (told instanceof NotModifiedException) {
            return false;
        }
        if (status >= BROKEN) {
            LOG.error("a request for FHIR failed: {}", cause(told).getClass().getName());
        }
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(code(status))
                .setDiagnostics(words(told, status));
        response.setContentType("application/fhir+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(fhir.newJsonParser().encodeResourceToString(outcome));
        return false;
    }

    private static int status(BaseServerResponseException told) {
        Throwable cause = cause(told);
        boolean away = cause instanceof TransactionException || cause instanceof DataAccessResourceFailureException;
        return away ? UNAVAILABLE : told.getStatusCode();
    }

    private static Throwable cause(BaseServerResponseException told) {
        Throwable cause = told;
        for (int i = 0; i < 5 && cause.getCause() != null; i++) {
            if (cause instanceof TransactionException || cause instanceof DataAccessResourceFailureException) {
                return cause;
            }
            cause = cause.getCause();
        }
        return cause;
    }

    private static IssueType code(int status) {
        return switch (status) {
            case 400 -> IssueType.INVALID;
            case 404 -> IssueType.NOTFOUND;
            case 405 -> IssueType.NOTSUPPORTED;
            case 410 -> IssueType.DELETED;
            case UNAVAILABLE -> IssueType.TRANSIENT;
            default -> IssueType.EXCEPTION;
        };
    }

    private static String words(BaseServerResponseException told, int status) {
        String message = told.getMessage();
        if (status < BROKEN && message != null && !message.startsWith(LIBRARY)) {
            return message;
        }
        return switch (status) {
            case 404 -> "There is no such resource, or none of this type.";
            case 405 -> "What is handed out can be read and nothing else.";
            case UNAVAILABLE -> "Nothing can be read now; try again in a minute.";
            case BROKEN -> "The log says what went wrong.";
            default -> "The request is not understood; /fhir/metadata says what would be.";
        };
    }
}
