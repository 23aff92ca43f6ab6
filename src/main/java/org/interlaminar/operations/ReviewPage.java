package org.interlaminar.operations;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.interlaminar.access.AuditTrail;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.intake.Decisions.Answer;
import org.interlaminar.operations.ReviewDesk.Reply;
import org.interlaminar.publication.pages.Figures;
import org.interlaminar.publication.pages.StoreIsAway;
import org.interlaminar.reporting.ReviewList.Decided;
import org.interlaminar.reporting.ReviewList.Filter;
import org.interlaminar.reporting.ReviewList.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/**
 * The page at {@code /review}; {@code templates/review.html}. Whatever is wrong with an answer is said on the page, in a
 * sentence. Answers lead back to the page, so that reloading repeats nothing.
 */
@Controller
class ReviewPage {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewPage.class);

    /**
     * Where the page stood and what was asked, as the form sends it.
     *
     * @param inSource chosen source
     * @param inTag chosen tag
     */
    record Form(
            String source,
            String type,
            String id,
            String tag,
            String question,
            String note,
            String inSource,
            String inTag,
            String page,
            String decided) {
        Question asked() {
            return new Question(kept(source), kept(type), kept(id), kept(tag), kept(question));
        }
    }

    /** What was written about a question that could not be answered so. */
    record Draft(String handle, String note) {}

    private final ReviewBoard board;
    private final ReviewDesk desk;
    private final AuditTrail audit;

    ReviewPage(ReviewBoard board, ReviewDesk desk, AuditTrail audit) {
        this.audit = audit;
        this.board = board;
        this.desk = desk;
    }

    @GetMapping("/review")
    String review(
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "") String page,
            @RequestParam(defaultValue = "") String decided,
            Principal who,
            Model model)
            throws SQLException {
        ReviewBoard.View view = board.read(new Filter(chosen(source), chosen(tag)), number(page), number(decided));
        audit.sees(who.getName(), "review list", people(view), PersonKey::source, PersonKey::patient);
        model.addAttribute("view", view);
        model.addAttribute("figures", new Figures());
        model.addAttribute("longest", ReviewDesk.LONGEST_NOTE);
        return "review";
    }

    private static Set<PersonKey> people(ReviewBoard.View view) {
        return Stream.concat(
                        view.open().entries().stream().map(card -> card.open().person()),
                        view.decided().entries().stream().map(Decided::patient))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @PostMapping("/review/decide")
    RedirectView decide(
            Form form, @RequestParam(defaultValue = "") String answer, Principal who, RedirectAttributes back) {
        Reply reply =
                switch (answer) {
                    case "yes" -> desk.decide(form.asked(), Answer.YES, text(form.note()), who.getName());
                    case "no" -> desk.decide(form.asked(), Answer.NO, text(form.note()), who.getName());
                    default -> new Reply(false, "Nothing was decided: choose yes or no.");
                };
        return told(reply, form, who, back);
    }

    @PostMapping("/review/take-back")
    RedirectView takeBack(Form form, Principal who, RedirectAttributes back) {
        return told(desk.takeBack(form.asked(), text(form.note()), who.getName()), form, who, back);
    }

    private static RedirectView told(Reply reply, Form form, Principal who, RedirectAttributes back) {
        if (reply.done()) {
            LOG.info("account {}: {}", who.getName(), reply.words());
        } else {
            back.addFlashAttribute("draft", new Draft(form.asked().handle(), text(form.note())));
        }
        back.addFlashAttribute("reply", reply);
        add(back, "source", form.inSource());
        add(back, "tag", form.inTag());
        add(back, "page", form.page());
        add(back, "decided", form.decided());
        RedirectView view = new RedirectView("/review#reply", true);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    private static void add(RedirectAttributes back, String name, String value) {
        if (!text(value).isBlank()) {
            back.addAttribute(name, value);
        }
    }

    private static String text(String sent) {
        return sent == null ? "" : sent;
    }

    /** The store takes no NUL; nothing there is named with one. */
    private static String kept(String sent) {
        return text(sent).replace('\0', '?');
    }

    private static String chosen(String sent) {
        return sent.isBlank() || sent.indexOf('\0') >= 0 ? null : sent;
    }

    /** What is no number is the first page. */
    private static int number(String sent) {
        return sent.matches("[0-9]{1,9}") ? Integer.parseInt(sent) : 1;
    }

    @ExceptionHandler({TransactionException.class, DataAccessResourceFailureException.class, SQLException.class})
    String storeIsAway(HttpServletResponse response) {
        return StoreIsAway.told(response);
    }
}
