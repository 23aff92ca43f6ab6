package org.interlaminar.publication.pages;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Pages of figures, each a template of the same name. All take their numbers from what is published, so a page, a program, a
 * file and a query of the store are told the same.
 */
@Controller
class FigurePages {
    private final Bases bases;

    FigurePages(Bases bases) {
        this.bases = bases;
    }

    /** @param snapshot whose figures are shown; those of now, or of the newest snapshot, when null */
    @ModelAttribute("basis")
    Basis basis(@RequestParam(required = false) Integer snapshot, HttpServletRequest request) {
        return bases.of(snapshot, request);
    }

    @ModelAttribute("shows")
    Shows shows() {
        return new Shows();
    }

    @ModelAttribute("figures")
    Figures figures() {
        return new Figures();
    }

    @ModelAttribute("wording")
    Wording wording() {
        return new Wording();
    }

    @GetMapping("/cohort")
    String cohort(@ModelAttribute("basis") Basis basis, Model model) {
        model.addAttribute("view", CohortView.of(basis));
        return "cohort";
    }

    /**
     * @param measure key of a measure, such as ODI.score.percent
     * @param window whose changes are drawn one by one
     * @param atLeast improvement in points that shall make a responder
     */
    @GetMapping("/outcomes")
    String outcomes(
            @ModelAttribute("basis") Basis basis,
            @RequestParam(required = false) String measure,
            @RequestParam(required = false) String window,
            @RequestParam(required = false, name = "at-least") String atLeast,
            Model model) {
        model.addAttribute("view", OutcomesView.of(basis, measure, window, atLeast));
        return "outcomes";
    }

    @GetMapping("/safety")
    String safety(@ModelAttribute("basis") Basis basis, Model model) {
        model.addAttribute("view", SafetyView.of(basis));
        return "safety";
    }

    @GetMapping("/trials")
    String trials(@ModelAttribute("basis") Basis basis, Model model) {
        model.addAttribute("view", TrialsView.of(basis));
        return "trials";
    }

    @GetMapping("/quality")
    String quality(@ModelAttribute("basis") Basis basis, Model model) {
        model.addAttribute("view", QualityView.of(basis));
        return "quality";
    }
}
