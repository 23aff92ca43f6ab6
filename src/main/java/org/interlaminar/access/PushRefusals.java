package org.interlaminar.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;

/** How an EHR is refused: as {@link Refusals} do, and with an OperationOutcome, which is what an EHR can read. */
final class PushRefusals {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PushRefusals() {}

    /** The login did not succeed, or there was none. */
    static void ofLogin(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        HttpStatus status = Refusals.status(request, response, why);
        switch (status) {
            case TOO_MANY_REQUESTS -> answer(
                    request, response, status, "throttled", "Too many wrong passwords came for this account.");
            case SERVICE_UNAVAILABLE -> answer(
                    request, response, status, "transient", "The store cannot be asked who you are; try again later.");
            default -> answer(request, response, status, "login", "The login is missing, wrong or no longer good.");
        }
    }

    /** The login is good for something else. */
    static void ofRole(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        answer(request, response, HttpStatus.FORBIDDEN, "forbidden", "Only the account or token of an EHR can push.");
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code, String sentence)
            throws IOException {
        String id = RequestId.of(request);
        response.setStatus(status.value());
        response.setHeader(RequestId.HEADER, id);
        response.setContentType("application/fhir+json");
        JSON.writeValue(
                response.getOutputStream(),
                Map.of(
                        "resourceType",
                        "OperationOutcome",
                        "issue",
                        List.of(Map.of(
                                "severity", "error", "code", code, "diagnostics", sentence + " Request " + id + "."))));
    }
}
