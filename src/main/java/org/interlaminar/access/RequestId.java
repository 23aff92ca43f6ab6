package org.interlaminar.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** Names one request in answers and in the log. */
public final class RequestId {
    private RequestId() {}

    /** The sender's own, where it is one, else a new one; the same for the whole request. */
    public static String of(HttpServletRequest request) {
        Object known = request.getAttribute(RequestId.class.getName());
        if (known != null) {
            return known.toString();
        }
        String sent = request.getHeader("X-Request-Id");
        String id = sent != null && sent.matches("[A-Za-z0-9._-]{1,64}")
                ? sent
                : UUID.randomUUID().toString();
        request.setAttribute(RequestId.class.getName(), id);
        return id;
    }
}
