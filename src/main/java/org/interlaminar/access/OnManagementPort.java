package org.interlaminar.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Requests that arrive at the management server. It is a context of its own but shares the one security filter, so rules that
 * only name endpoints would leave its other paths to the rules for pages.
 */
class OnManagementPort implements RequestMatcher {
    @Override
    public boolean matches(HttpServletRequest request) {
        return WebServerApplicationContext.hasServerNamespace(
                WebApplicationContextUtils.getWebApplicationContext(request.getServletContext()), "management");
    }
}
