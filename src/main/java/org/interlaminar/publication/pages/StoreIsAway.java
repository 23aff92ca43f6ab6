package org.interlaminar.publication.pages;

import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/** What a page says while the store is away: plain words, and a status that monitors and proxies understand. */
public final class StoreIsAway {
    private static final Logger LOG = LoggerFactory.getLogger(StoreIsAway.class);

    private StoreIsAway() {}

    /** @return the page to show; {@code templates/away.html} */
    public static String told(HttpServletResponse response) {
        LOG.warn("the store does not answer; the page says so");
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader(HttpHeaders.RETRY_AFTER, "30");
        return "away";
    }
}
