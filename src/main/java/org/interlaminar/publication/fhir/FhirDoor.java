package org.interlaminar.publication.fhir;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.reporting.Results;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Leads requests to HAPI's servlet through Spring's own. A servlet beside Spring's is not found by the path rules of the access
 * room: all of its requests would be taken for those of people and sent to the login page.
 */
@Controller
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class FhirDoor implements DisposableBean {
    private static final String PATH = "/fhir";

    private final Results results;
    private final PublicationSettings settings;
    private final TransactionTemplate reading;
    private final Clock clock;
    private FhirApi api;

    FhirDoor(Results results, PublicationSettings settings, PlatformTransactionManager transactions, Clock clock) {
        this.results = results;
        this.settings = settings;
        this.reading = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @RequestMapping(PATH + "/**")
    void answer(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        api(request).service(new BelowPath(request), response);
    }

    private synchronized FhirApi api(HttpServletRequest request) throws ServletException {
        if (api == null) {
            FhirApi made = new FhirApi(results, settings, reading, clock);
            made.init(new OwnConfig(request.getServletContext()));
            api = made;
        }
        return api;
    }

    @Override
    public synchronized void destroy() {
        if (api != null) {
            api.destroy();
        }
    }

    private record OwnConfig(jakarta.servlet.ServletContext context) implements jakarta.servlet.ServletConfig {
        @Override
        public String getServletName() {
            return "fhir";
        }

        @Override
        public jakarta.servlet.ServletContext getServletContext() {
            return context;
        }

        @Override
        public String getInitParameter(String name) {
            return null;
        }

        @Override
        public java.util.Enumeration<String> getInitParameterNames() {
            return java.util.Collections.emptyEnumeration();
        }
    }

    /** HAPI takes what comes behind the servlet's path for what is asked. */
    private static final class BelowPath extends HttpServletRequestWrapper {
        BelowPath(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getServletPath() {
            return PATH;
        }

        @Override
        public String getPathInfo() {
            return getRequestURI().substring(getContextPath().length() + PATH.length());
        }
    }
}
