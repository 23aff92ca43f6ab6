package org.interlaminar.publication.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page at {@code /}: how the service stands for operators, and the main figures for all; {@code templates/overview.html}. */
@Controller
class OverviewPage {
    private static final String WINDOW = "12-months";

    /**
     * The main figures.
     *
     * @param measure whose course is drawn, or null when no index case has a score on a known scale
     * @param outcomes sentences about it
     * @param completeness of the measure, in words
     * @param safety sentences about re-intervention
     */
    record View(
            MeasureWords measure,
            FigureTable course,
            List<String> outcomes,
            String completeness,
            List<String> safety) {}

    private final Overview overview;
    private final Bases bases;

    OverviewPage(Overview overview, Bases bases) {
        this.overview = overview;
        this.bases = bases;
    }

    @GetMapping("/")
    String overview(@RequestParam(required = false) Integer snapshot, HttpServletRequest request, Model model) {
        if (request.isUserInRole("OPERATOR")) {
            model.addAttribute("operation", overview.operation());
        }
        Basis basis = bases.of(snapshot, request);
        model.addAttribute("basis", basis);
        model.addAttribute("view", view(basis));
        model.addAttribute("shows", new Shows());
        model.addAttribute("figures", new Figures());
        model.addAttribute("wording", new Wording());
        return "overview";
    }

    private static View view(Basis basis) {
        Findings findings = new Findings(basis);
        FigureTable change = basis.table("change");
        Optional<MeasureWords> measure = MeasureWords.all(change).stream().findFirst();
        return new View(
                measure.orElse(null),
                measure.map(words -> words.in(change)).orElse(change),
                measure.stream().flatMap(words -> findings.of(words, WINDOW)).toList(),
                measure.flatMap(words -> findings.completeness(words, WINDOW))
                        .orElse("How completely it was followed is hidden."),
                Stream.of("re-intervention", "surgical re-intervention")
                        .map(endpoint -> findings.incidence(endpoint, 365, "12 months"))
                        .flatMap(Optional::stream)
                        .toList());
    }
}
