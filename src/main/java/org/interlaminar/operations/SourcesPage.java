package org.interlaminar.operations;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.sql.SQLException;
import java.util.function.BiFunction;
import org.interlaminar.ehr.preflight.Options;
import org.interlaminar.ehr.preflight.Preflight;
import org.interlaminar.ehr.preflight.Report;
import org.interlaminar.operations.SourceSwitches.Answer;
import org.interlaminar.publication.pages.Figures;
import org.interlaminar.publication.pages.StoreIsAway;
import org.interlaminar.publication.pages.Wording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/**
 * The page at {@code /sources} and what can be done there; {@code templates/sources.html}, {@code templates/again.html}. Reading
 * changes nothing; what changes something leads back to the page, so that reloading repeats nothing.
 */
@Controller
class SourcesPage {
    private static final Logger LOG = LoggerFactory.getLogger(SourcesPage.class);

    private final SourceBoard board;
    private final SourceSwitches switches;
    private final Again again;
    private final Preflight preflight;

    SourcesPage(SourceBoard board, SourceSwitches switches, Again again, Preflight preflight) {
        this.board = board;
        this.switches = switches;
        this.again = again;
        this.preflight = preflight;
    }

    @GetMapping("/sources")
    String sources(Model model) throws SQLException {
        words(model).addAttribute("view", board.read());
        return "sources";
    }

    @PostMapping("/sources/{id}/run")
    RedirectView run(@PathVariable String id, Principal who, RedirectAttributes back) throws SQLException {
        return change(id, who, back, SourceSwitches::run);
    }

    @PostMapping("/sources/{id}/pause")
    RedirectView pause(@PathVariable String id, Principal who, RedirectAttributes back) throws SQLException {
        return change(id, who, back, SourceSwitches::pause);
    }

    @PostMapping("/sources/{id}/resume")
    RedirectView resume(@PathVariable String id, Principal who, RedirectAttributes back) throws SQLException {
        return change(id, who, back, SourceSwitches::resume);
    }

    /** Asks the source's server what it can do, as the doctor command does; it changes nothing here, but it is a load there. */
    @PostMapping("/sources/{id}/check")
    String check(@PathVariable String id, Principal who, Model model) {
        if (!preflight.sources().contains(id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        LOG.info("account {}, source {}: looked at", who.getName(), id);
        Report report = preflight.examine(id, new Options(false));
        words(model).addAttribute("report", report).addAttribute("lines", DoctorReport.lines(report));
        return "check";
    }

    /** What asking for everything again would cost. */
    @GetMapping("/sources/{id}/again")
    String cost(@PathVariable String id, Model model) throws SQLException {
        SourceCard card = card(id);
        if (!card.isPulled()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        words(model).addAttribute("source", card).addAttribute("cost", again.cost(id));
        return "again";
    }

    @PostMapping("/sources/{id}/again")
    RedirectView askAgain(
            @PathVariable String id,
            @RequestParam(name = "sure", required = false) boolean sure,
            Principal who,
            RedirectAttributes back)
            throws SQLException {
        return change(id, who, back, sure ? SourceSwitches::askAgain : SourceSwitches::notSure);
    }

    private RedirectView change(
            String id, Principal who, RedirectAttributes back, BiFunction<SourceSwitches, SourceCard, Answer> what)
            throws SQLException {
        Answer answer = what.apply(switches, card(id));
        LOG.info("account {}, source {}: {}", who.getName(), answer.source(), answer.words());
        back.addFlashAttribute("answer", answer);
        return to(id);
    }

    private SourceCard card(String id) throws SQLException {
        return board.read().of(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Only called with an id that is a source's. */
    private static RedirectView to(String id) {
        RedirectView view = new RedirectView("/sources#" + id, true);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        return view;
    }

    private static Model words(Model model) {
        return model.addAttribute("figures", new Figures()).addAttribute("wording", new Wording());
    }

    @ExceptionHandler({TransactionException.class, DataAccessResourceFailureException.class, SQLException.class})
    String storeIsAway(HttpServletResponse response) {
        return StoreIsAway.told(response);
    }
}
