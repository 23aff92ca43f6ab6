package org.interlaminar.explanation;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.cases.Assessment;
import org.interlaminar.cases.CaseSettings;
import org.interlaminar.cases.OutcomeEvent;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.ProcedureContext;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.cases.Therapy;
import org.interlaminar.explanation.Explanation.Event;
import org.interlaminar.explanation.Explanation.Fact;
import org.interlaminar.explanation.Explanation.Failure;
import org.interlaminar.explanation.Explanation.Index;
import org.interlaminar.explanation.Explanation.Word;

/** Each index procedure with its context, its windows and what happened around it. */
final class Indexes {
    private final PersonCase one;
    private final CaseSettings settings;
    private final Grounds grounds;

    Indexes(PersonCase one, CaseSettings settings, Grounds grounds) {
        this.one = one;
        this.settings = settings;
        this.grounds = grounds;
    }

    List<Index> all() {
        return one.indexes().stream().map(this::index).toList();
    }

    private Index index(ProcedureEvent index) {
        Failure failure = failure(index);
        WindowsAround windows = new WindowsAround(one, index, settings.windows(), failure, grounds);
        return new Index(
                index.indexNo(),
                Words.date(index.start()),
                index.certainty().word(),
                List.copyOf(index.levels()),
                index.minutes(),
                context(index),
                index.context().warnings().stream()
                        .map(word -> new Word(word, Words.warning(word)))
                        .toList(),
                failure,
                windows.all(),
                windows.unscheduled(),
                events(index),
                therapies(index, "before"),
                therapies(index, "after"),
                assessment(index));
    }

    /** The first re-intervention that counts as one. */
    private Failure failure(ProcedureEvent index) {
        return one.events().stream()
                .filter(event -> event.indexNo() == index.indexNo()
                        && event.kind() == OutcomeEvent.Kind.REINTERVENTION
                        && (settings.nonSurgicalReinterventionIsFailure()
                                || event.attribution().equals("surgical")))
                .findFirst()
                .map(event -> new Failure(
                        Words.date(event.on()),
                        event.day(),
                        "Re-intervention, " + event.attribution() + ": " + Words.type(event.type()) + "."))
                .orElse(null);
    }

    private static List<Fact> context(ProcedureEvent index) {
        ProcedureContext around = index.context();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "levels",
                "Levels",
                index.levels().isEmpty() ? ProcedureContext.NOT_DOCUMENTED : String.join(", ", index.levels())));
        facts.add(new Fact("laterality", "Side", around.laterality()));
        facts.add(new Fact("setting", "Setting", around.setting()));
        facts.add(new Fact("minutes", "Minutes", orNot(index.minutes())));
        facts.add(new Fact("anaesthesia", "Anaesthesia", around.anaesthesia()));
        facts.add(new Fact("sedation", "Sedation", around.sedation()));
        facts.add(new Fact("guidance", "Guidance", around.guidance()));
        facts.add(new Fact("incisions", "Incisions", around.incisions()));
        facts.add(new Fact("implant", "Implant on the day", around.implant()));
        facts.add(new Fact("observation_hours", "Hours of observation", orNot(around.observationHours())));
        facts.add(new Fact("same_day_discharge", "Discharge the same day", around.sameDayDischarge()));
        facts.add(new Fact("unplanned_return_7d", "Unplanned return in 7 days", around.unplannedReturn7d()));
        facts.add(new Fact("unplanned_return_30d", "Unplanned return in 30 days", around.unplannedReturn30d()));
        facts.add(new Fact("ced", "Coverage with evidence development", around.ced()));
        return facts;
    }

    private static String orNot(Object number) {
        return number == null ? ProcedureContext.NOT_DOCUMENTED : number.toString();
    }

    private List<Event> events(ProcedureEvent index) {
        return one.events().stream()
                .filter(event -> event.indexNo() == index.indexNo())
                .map(event -> new Event(
                        event.kind().word(),
                        event.type(),
                        Words.type(event.type()),
                        Words.date(event.on()),
                        event.indexNo(),
                        event.day(),
                        event.attribution(),
                        EventWords.meaning(event, settings.nonSurgicalReinterventionIsFailure()),
                        grounds.ofEvidence(event.evidence())))
                .toList();
    }

    private List<Explanation.Therapy> therapies(ProcedureEvent index, String phase) {
        return one.therapies().stream()
                .filter(therapy ->
                        therapy.indexNo() == index.indexNo() && therapy.phase().equals(phase))
                .map(this::therapy)
                .toList();
    }

    private Explanation.Therapy therapy(Therapy therapy) {
        return new Explanation.Therapy(
                therapy.kind(),
                therapy.ingredient(),
                therapy.phase(),
                Words.date(therapy.first()),
                Words.date(therapy.last()),
                therapy.count(),
                therapy.certainty().word(),
                therapy.morphineEquivalent(),
                grounds.ofEvidence(therapy.evidence()));
    }

    private Explanation.Assessment assessment(ProcedureEvent index) {
        return one.assessments().stream()
                .filter(facts -> facts.indexNo() == index.indexNo())
                .findFirst()
                .map(Indexes::assessment)
                .orElse(null);
    }

    private static Explanation.Assessment assessment(Assessment facts) {
        String imaging = facts.imaging() == null ? null : facts.imaging() + " " + Words.on(facts.imagingOn());
        String grade = facts.grade() == null
                ? null
                : facts.grade() + (facts.gradeScheme() == null ? "" : " (" + facts.gradeScheme() + ")");
        String flavum = facts.ligamentumFlavum() == null
                ? null
                : facts.ligamentumFlavum().toPlainString() + " mm";
        return new Explanation.Assessment(
                List.of(
                        new Fact("imaging", "Lumbar imaging", orNot(imaging)),
                        new Fact("stenosis_grade", "Stenosis grade", orNot(grade)),
                        new Fact("ligamentum_flavum_mm", "Ligamentum flavum", orNot(flavum)),
                        new Fact("slip", "Slip", facts.slip() ? "yes" : ProcedureContext.NOT_DOCUMENTED),
                        new Fact("specialist_visit", "Specialist visit", orNot(Words.date(facts.specialistVisit())))),
                facts.comorbidities());
    }
}
