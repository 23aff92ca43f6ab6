package org.interlaminar.operations;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import org.interlaminar.access.AuditTrail;
import org.interlaminar.operations.WorklistBoard.View;
import org.interlaminar.publication.pages.Figures;
import org.interlaminar.publication.pages.StoreIsAway;
import org.interlaminar.reporting.Worklist.Choice;
import org.interlaminar.reporting.Worklist.Entry;
import org.interlaminar.store.StoreUnavailable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Whom to call, at {@code /worklist}, and the same as a file at {@code /worklist.csv}; {@code templates/worklist.html}. Who reads
 * charts sees ids and dates; analysts see surrogates, and days from the index. Every id that is shown stands in the audit
 * trail, with the account that sees it.
 */
@Controller
class WorklistPage {

    private final WorklistBoard board;
    private final AuditTrail audit;

    WorklistPage(WorklistBoard board, AuditTrail audit) {
        this.board = board;
        this.audit = audit;
    }

    /** What may be chosen, as the form sends it. */
    record Form(String state, String window, String instrument, String source) {}

    @GetMapping("/worklist")
    String worklist(
            Form form,
            @RequestParam(defaultValue = "") String page,
            HttpServletRequest request,
            Principal who,
            Model model) {
        boolean identified = seesIds(request);
        View view = board.read(choice(form, identified), number(page), identified);
        if (identified) {
            saw(who, "worklist", view.entries());
        }
        model.addAttribute("view", view).addAttribute("figures", new Figures());
        return "worklist";
    }

    @GetMapping("/worklist.csv")
    void csv(Form form, HttpServletRequest request, Principal who, HttpServletResponse response) throws IOException {
        boolean identified = seesIds(request);
        response.setContentType("text/csv");
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"worklist.csv\"");
        board.write(choice(form, identified), identified, response.getOutputStream(), entries -> {
            if (identified) {
                saw(who, "worklist as a file", entries);
            }
        });
    }

    private Choice choice(Form form, boolean identified) {
        return board.choice(
                text(form.state()),
                text(form.window()),
                text(form.instrument()),
                identified ? text(form.source()) : "");
    }

    private static boolean seesIds(HttpServletRequest request) {
        return request.isUserInRole("OPERATOR") || request.isUserInRole("ABSTRACTOR");
    }

    /** The store takes no NUL; nothing there is named with one. */
    private static String text(String sent) {
        return sent == null ? "" : sent.replace('\0', '?');
    }

    /** What is no number is the first page. */
    private static int number(String sent) {
        return sent.matches("[0-9]{1,9}") ? Integer.parseInt(sent) : 1;
    }

    /** Written before anything is shown. */
    private void saw(Principal who, String what, List<Entry> entries) {
        audit.sees(who.getName(), what, entries, entry -> entry.key().source(), entry -> entry.key()
                .patient());
    }

    @ExceptionHandler({TransactionException.class, DataAccessResourceFailureException.class, StoreUnavailable.class})
    String storeIsAway(HttpServletResponse response) {
        return StoreIsAway.told(response);
    }
}
