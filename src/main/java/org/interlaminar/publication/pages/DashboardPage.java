package org.interlaminar.publication.pages;

import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;

/** The page at {@code /}; {@code templates/dashboard.html}. */
@Controller
class DashboardPage {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardPage.class);

    private final Dashboard dashboard;

    DashboardPage(Dashboard dashboard) {
        this.dashboard = dashboard;
    }

    @GetMapping("/")
    String dashboard(Model model) {
        model.addAttribute("view", dashboard.read());
        model.addAttribute("figures", new Figures());
        model.addAttribute("wording", new Wording());
        return "dashboard";
    }

    /** The store is away: said in plain words, and as a status that monitors and proxies understand. */
    @ExceptionHandler({TransactionException.class, DataAccessResourceFailureException.class})
    String storeIsAway(HttpServletResponse response) {
        LOG.warn("the store does not answer; the dashboard says so");
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader(HttpHeaders.RETRY_AFTER, "30");
        return "away";
    }
}
