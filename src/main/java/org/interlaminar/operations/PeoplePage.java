package org.interlaminar.operations;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.interlaminar.access.AuditTrail;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.derivation.CannotBeDerived;
import org.interlaminar.explanation.Explanation;
import org.interlaminar.publication.pages.StoreIsAway;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/**
 * One person on one page, at {@code /people/SOURCE/ID}, and the look-up at {@code /people}; {@code templates/people.html},
 * {@code templates/person.html}.
 */
@Controller
class PeoplePage {
    private static final int CHANGES = 20;
    private static final int LONGEST_ID = 256;

    /** What may stand in a path; servers refuse an encoded slash there, and some ids hold one. */
    private static final Pattern FIT_FOR_A_PATH = Pattern.compile("[^/\\\\;%.\\p{Cntrl}][^/\\\\;%\\p{Cntrl}]*");

    private final Explained explained;

    private final AuditTrail audit;

    PeoplePage(Explained explained, AuditTrail audit) {
        this.explained = explained;
        this.audit = audit;
    }

    /** The form, and its answer: the person's own address where the ids can stand in one, else the person. */
    @GetMapping("/people")
    String people(
            @RequestParam(required = false) String source,
            @RequestParam(required = false) String patient,
            Principal who,
            Model model,
            HttpServletResponse response)
            throws SQLException {
        if (source == null && patient == null) {
            return "people";
        }
        PersonKey person = new PersonKey(stripped(source), stripped(patient));
        if (isId(person.source())
                && isId(person.patient())
                && explained.of(person, 1).isPresent()) {
            if (isFitForAPath(person)) {
                return "redirect:/people/" + encoded(person.source()) + "/" + encoded(person.patient());
            }
        }
        return shown(person, who, model, response);
    }

    @GetMapping("/people/{source}/{patient}")
    String person(
            @PathVariable String source,
            @PathVariable String patient,
            Principal who,
            Model model,
            HttpServletResponse response)
            throws SQLException {
        return shown(new PersonKey(source, patient), who, model, response);
    }

    private String shown(PersonKey person, Principal who, Model model, HttpServletResponse response)
            throws SQLException {
        model.addAttribute("asked", person);
        if (!isId(person.source()) || !isId(person.patient())) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            model.addAttribute("trouble", "not-an-id");
            return "people";
        }
        Optional<Explanation> found = explained.of(person, CHANGES);
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            model.addAttribute("trouble", "unknown");
            return "people";
        }
        audit.sees(who.getName(), "chart", List.of(person), PersonKey::source, PersonKey::patient);
        model.addAttribute("one", found.get()).addAttribute("drawings", TimelineDrawing.of(found.get()));
        return "person";
    }

    /** Whatever EHRs call an id: they do not keep to FHIR's 64 letters, but a control character is in none. */
    private static boolean isId(String id) {
        return !id.isBlank()
                && id.length() <= LONGEST_ID
                && id.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(id);
    }

    private static boolean isFitForAPath(PersonKey person) {
        return FIT_FOR_A_PATH.matcher(person.source()).matches()
                && FIT_FOR_A_PATH.matcher(person.patient()).matches();
    }

    private static String encoded(String id) {
        return UriUtils.encode(id, StandardCharsets.UTF_8);
    }

    private static String stripped(String id) {
        return id == null ? "" : id.strip();
    }

    /** Nobody is left to believe that there is nothing: what landed is there, and quarantine has the cause. */
    @ExceptionHandler
    String cannotBeDerived(CannotBeDerived why, Model model, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        model.addAttribute("trouble", "cannot-be-derived").addAttribute("why", why.getMessage());
        return "people";
    }

    @ExceptionHandler({TransactionException.class, DataAccessResourceFailureException.class, SQLException.class})
    String storeIsAway(HttpServletResponse response) {
        return StoreIsAway.told(response);
    }
}
