package org.interlaminar.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.Precision;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.Evidence;

/** A case in lines a reviewer can read beside the clinical rules; what is not documented is left out. */
final class CaseInWords {
    private final PersonCase one;
    private final List<String> lines = new ArrayList<>();

    private CaseInWords(PersonCase one) {
        this.one = one;
    }

    static List<String> of(PersonCase one) {
        CaseInWords words = new CaseInWords(one);
        words.answers();
        one.procedures().forEach(words::procedure);
        one.scores().forEach(words::score);
        one.events().forEach(words::event);
        one.therapies().forEach(words::therapy);
        one.assessments().forEach(words::assessment);
        one.reviews().forEach(words::review);
        one.setAside().forEach(words::setAside);
        one.codeHits().stream().map(words::hit).sorted().forEach(words.lines::add);
        return words.lines;
    }

    private void answers() {
        Stenosis stenosis = one.stenosis();
        lines.add("lss " + one.lss().word() + since(stenosis.first()) + ", claudication "
                + one.claudication().word() + (stenosis.foraminal() ? ", foraminal" : ""));
        Mild mild = one.mildProcedure();
        lines.add("mild " + mild.status().word() + on(mild.on())
                + (mild.certainty() == null ? "" : ", " + word(mild.certainty()))
                + (mild.brand() ? ", by brand" : ""));
        if (one.comparator() != null) {
            lines.add("comparator " + one.comparator().kind().word()
                    + on(one.comparator().start()));
        }
        lines.add(
                "person" + (one.ageAtIndex() == null ? "" : " aged " + one.ageAtIndex() + " at index,") + " last seen "
                        + one.lastContact() + death() + (one.isReported() ? "" : ", not reported")
                        + (one.complete() ? "" : ", incomplete"));
    }

    private String death() {
        return one.patient() == null || one.patient().death() == null
                ? ""
                : ", died " + date(one.patient().death());
    }

    private void procedure(ProcedureEvent event) {
        lines.add("procedure " + event.kind().word() + on(event.start())
                + place(event.indexNo(), event.day())
                + (one.indexes().contains(event) ? ", index" : "")
                + (event.reintervention() == ProcedureEvent.Reintervention.NONE
                        ? ""
                        : ", " + event.reintervention().word() + " re-intervention")
                + ", " + word(event.certainty())
                + (event.levels().isEmpty() ? "" : ", levels " + String.join(" ", event.levels()))
                + (event.minutes() == null ? "" : ", " + event.minutes() + " minutes")
                + ", told by " + refs(event.evidence()));
        ProcedureContext around = event.context();
        List<String> facts = new ArrayList<>();
        fact(facts, "laterality", around.laterality());
        fact(facts, "setting", around.setting());
        fact(facts, "anaesthesia", around.anaesthesia());
        fact(facts, "sedation", around.sedation());
        fact(facts, "guidance", around.guidance());
        fact(facts, "incisions", around.incisions());
        fact(facts, "implant", around.implant());
        fact(facts, "observation hours", String.valueOf(around.observationHours()));
        fact(facts, "same-day discharge", around.sameDayDischarge());
        fact(facts, "return within 7 days", around.unplannedReturn7d());
        fact(facts, "return within 30 days", around.unplannedReturn30d());
        fact(facts, "ced", around.ced());
        if (!facts.isEmpty()) {
            lines.add("  around it: " + String.join(", ", facts));
        }
        if (!around.warnings().isEmpty()) {
            lines.add("  warnings: " + String.join(", ", around.warnings()));
        }
    }

    private static void fact(List<String> facts, String name, String value) {
        if (!value.equals(ProcedureContext.NOT_DOCUMENTED) && !value.equals("null")) {
            facts.add(name + " " + value);
        }
    }

    private void score(OutcomeScore score) {
        lines.add(
                "score " + score.instrument().name() + "/" + score.instrument().component() + " "
                        + score.value().toPlainString() + " " + score.unit() + on(score.on())
                        + place(score.indexNo(), score.day())
                        + (score.window() == null ? "" : ", " + score.window())
                        + (score.chosen() ? ", chosen" : "")
                        + (score.afterReintervention() ? ", after re-intervention" : "")
                        + (score.lostResponse() ? ", lost response" : "")
                        + (score.warnings().isEmpty() ? "" : ", warnings: " + String.join(" ", score.warnings()))
                        + ", told by " + ref(score.evidence().ref()));
    }

    private void event(OutcomeEvent event) {
        lines.add("event " + event.kind().word() + " " + event.type() + on(event.on())
                + place(event.indexNo(), event.day()) + ", " + event.attribution() + ", told by "
                + refs(event.evidence()));
    }

    private void therapy(Therapy therapy) {
        lines.add("therapy " + therapy.phase() + " index " + therapy.indexNo() + ": " + therapy.kind()
                + (therapy.ingredient().isEmpty() ? "" : " " + therapy.ingredient()) + " " + date(therapy.first())
                + " to " + date(therapy.last()) + ", " + therapy.count() + " times, " + word(therapy.certainty())
                + (therapy.morphineEquivalent() == null
                        ? ""
                        : ", " + therapy.morphineEquivalent() + " mg morphine a day")
                + ", told by " + refs(therapy.evidence()));
    }

    private void assessment(Assessment known) {
        List<String> facts = new ArrayList<>();
        if (known.imaging() != null) {
            facts.add(known.imaging() + on(known.imagingOn()));
        }
        if (known.grade() != null) {
            facts.add(known.gradeScheme() + " grade " + known.grade());
        }
        if (known.ligamentumFlavum() != null) {
            facts.add("ligamentum flavum " + known.ligamentumFlavum().toPlainString() + " mm");
        }
        if (known.slip()) {
            facts.add("slip");
        }
        if (!known.comorbidities().isEmpty()) {
            facts.add("comorbidities " + String.join(" ", known.comorbidities()));
        }
        if (known.specialistVisit() != null) {
            facts.add("specialist seen" + on(known.specialistVisit()));
        }
        if (!facts.isEmpty()) {
            lines.add("known before index " + known.indexNo() + ": " + String.join(", ", facts));
        }
    }

    private void review(Review review) {
        lines.add("review " + review.tag() + " of " + ref(review.ref()) + ": " + review.reason());
        lines.add("  settled by: " + review.settledBy());
    }

    private void setAside(SetAside aside) {
        lines.add("set aside " + ref(aside.ref()) + ": " + aside.cause());
    }

    private String hit(CodeHit hit) {
        Evidence evidence = hit.evidence();
        return "hit " + ref(evidence.ref()) + " " + evidence.match().recorded().value()
                + (evidence.match().recorded().equals(evidence.match().member())
                        ? ""
                        : " as " + evidence.match().member().value())
                + " " + evidence.match().route().word() + ", " + evidence.rule() + ": " + hit.answer()
                + (hit.tag().isEmpty() ? "" : " " + hit.tag())
                + (hit.reason().isEmpty() ? "" : " (" + hit.reason() + ")");
    }

    private static String place(Integer indexNo, Long day) {
        return indexNo == null ? "" : ", day " + day + " of index " + indexNo;
    }

    private static String since(PartialDate first) {
        return first == null ? "" : " since " + date(first);
    }

    private static String on(PartialDate date) {
        return date == null ? "" : " on " + date(date);
    }

    /** As vague as it was recorded. */
    private static String date(PartialDate date) {
        String day = date.first().toString();
        return date.precision() == Precision.YEAR
                ? day.substring(0, 4)
                : date.precision() == Precision.MONTH ? day.substring(0, 7) : day;
    }

    private static String word(Certainty certainty) {
        return certainty.name().toLowerCase(Locale.ROOT);
    }

    private String refs(Collection<Evidence> evidence) {
        return String.join(
                " ",
                evidence.stream().map(Evidence::ref).map(this::ref).distinct().toList());
    }

    private String ref(SourceRef ref) {
        return ref.id().startsWith(one.person().patient() + "-")
                ? ref.id().substring(one.person().patient().length() + 1)
                : ref.id();
    }
}
