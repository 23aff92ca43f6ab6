package org.interlaminar.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/** By which name a request is spoken of in answers and in the log. */
public final class RequestId {
    /** The header it comes in and goes out with. */
    public static final String HEADER = "X-Request-Id";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The id the request carries when it is well-formed, otherwise a random one; the same whenever it is asked for. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(RequestId.class.getName()) instanceof String known) {
            return known;
        }
        String carried = request.getHeader(HEADER);
        String id = carried != null && WELL_FORMED.matcher(carried).matches()
                ? carried
                : UUID.randomUUID().toString();
        request.setAttribute(RequestId.class.getName(), id);
        return id;
    }
}
