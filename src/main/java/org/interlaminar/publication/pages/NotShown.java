package org.interlaminar.publication.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.interlaminar.publication.figures.NoSnapshot;
import org.interlaminar.reporting.UnknownSnapshot;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What pages of figures say instead of figures; {@code templates/nofigures.html}. */
@ControllerAdvice(assignableTypes = {OverviewPage.class, FigurePages.class})
class NotShown {
    @ExceptionHandler(NoSnapshot.class)
    String nothingPublished(HttpServletRequest request, HttpServletResponse response, Model model) {
        return told(
                request,
                response,
                model,
                HttpStatus.NOT_FOUND,
                "Nothing is published yet",
                "Figures are published with each snapshot, and none has been taken. An operator takes one with the command"
                        + " snapshot take.",
                List.of());
    }

    @ExceptionHandler(UnknownSnapshot.class)
    String unknownSnapshot(HttpServletRequest request, HttpServletResponse response, Model model) {
        return told(
                request,
                response,
                model,
                HttpStatus.NOT_FOUND,
                "There is no such snapshot",
                "Choose one from the list on each page.",
                List.of());
    }

    @ExceptionHandler(UnknownWord.class)
    String unknownWord(UnknownWord unknown, HttpServletRequest request, HttpServletResponse response, Model model) {
        return told(
                request,
                response,
                model,
                HttpStatus.BAD_REQUEST,
                unknown.getMessage(),
                unknown.known().isEmpty() ? "There is none yet." : "There are:",
                unknown.known());
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    String notANumber(
            MethodArgumentTypeMismatchException wrong,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return told(
                request,
                response,
                model,
                HttpStatus.BAD_REQUEST,
                "'" + wrong.getName() + "' is a whole number",
                "The address of this page was changed by hand, or cut off.",
                List.of());
    }

    @ExceptionHandler({TransactionException.class, DataAccessResourceFailureException.class})
    String storeIsAway(HttpServletResponse response) {
        return StoreIsAway.told(response);
    }

    private static String told(
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            HttpStatus status,
            String head,
            String why,
            List<String> known) {
        response.setStatus(status.value());
        model.addAttribute("head", head);
        model.addAttribute("why", why);
        model.addAttribute("known", known);
        model.addAttribute("page", request.getRequestURI());
        return "nofigures";
    }
}
