package org.interlaminar.publication.pages;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;

/** The page at {@code /}; {@code templates/dashboard.html}. */
@Controller
class DashboardPage {
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

    @ExceptionHandler({TransactionException.class, DataAccessResourceFailureException.class})
    String storeIsAway(HttpServletResponse response) {
        return StoreIsAway.told(response);
    }
}
