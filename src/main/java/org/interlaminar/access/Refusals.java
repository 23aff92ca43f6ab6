package org.interlaminar.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;

/**
 * How a refused login is answered: 429 with the time to wait when the account is locked, 503 when the store cannot be asked for
 * the account, otherwise as each door says.
 */
final class Refusals {
    private static final String SECONDS_WITHOUT_A_STORE = "30";

    private Refusals() {}

    /** Programs are asked for a name and a password, or a token. */
    static void ofProgram(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        response.sendError(status(request, response, why).value());
    }

    /** People are sent back to the form. */
    static void ofPerson(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        HttpStatus status = told(response, why);
        if (status == HttpStatus.UNAUTHORIZED) {
            response.sendRedirect(request.getContextPath() + "/login?error");
        } else {
            response.sendError(status.value());
        }
    }

    /** Who may see no figures is shown what there is: the login, the name of the service and a lost page lead to it. */
    static void ofRole(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        boolean home =
                request.getMethod().equals("GET") && request.getRequestURI().equals(request.getContextPath() + "/");
        if (home && request.isUserInRole(Role.ABSTRACTOR.name())) {
            response.sendRedirect(request.getContextPath() + "/review");
        } else {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

    /** Sets the headers that go with a refused program, and says with which status. */
    static HttpStatus status(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
        HttpStatus status = told(response, why);
        if (status == HttpStatus.UNAUTHORIZED) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Interlaminar\", charset=\"UTF-8\"");
            response.addHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer realm=\"Interlaminar\""
                            + (BearerLogin.isTried(request) ? ", error=\"invalid_token\"" : ""));
        }
        return status;
    }

    private static HttpStatus told(HttpServletResponse response, AuthenticationException why) {
        if (why instanceof TooManyAttempts locked) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(locked.secondsToWait()));
            return HttpStatus.TOO_MANY_REQUESTS;
        }
        if (why instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS_WITHOUT_A_STORE);
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        return HttpStatus.UNAUTHORIZED;
    }
}
