package org.interlaminar.operations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.interlaminar.explanation.Explanation;
import org.interlaminar.explanation.Explanation.Answer;
import org.interlaminar.explanation.Explanation.Fact;
import org.interlaminar.explanation.Explanation.Ground;
import org.interlaminar.explanation.Explanation.Index;
import org.interlaminar.explanation.Explanation.Passed;
import org.interlaminar.explanation.Explanation.Person;
import org.interlaminar.explanation.Explanation.Scale;
import org.interlaminar.explanation.Explanation.Score;
import org.interlaminar.explanation.Explanation.Source;
import org.interlaminar.explanation.Explanation.Therapy;
import org.interlaminar.explanation.Explanation.Window;

/** An explanation in lines of at most 100 columns. */
final class ExplanationText {
    private static final int VERSION_DIGITS = 8;

    private final Explanation one;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(Explanation one) {
        this.one = one;
    }

    static List<String> lines(Explanation one) {
        return new ExplanationText(one).all();
    }

    private List<String> all() {
        String name = "Patient " + one.source() + "/" + one.patient();
        if (!one.counts()) {
            wrapped(
                    "",
                    name + ": "
                            + (one.whollyHeldBack()
                                    ? "held back as a whole by a confidentiality label; nothing of the person is shown to"
                                            + " analysts"
                                    : "nothing that landed counts any more"));
            heldBack();
            changes();
            return lines;
        }
        boolean complete = one.answers().stream()
                .noneMatch(answer ->
                        answer.question().equals("complete") && answer.answer().equals("no"));
        lines.add(name + (complete ? "" : " (incomplete)"));
        wrapped("  ", person(one.person()));
        one.answers().forEach(this::answer);
        section(
                "Timeline",
                one.timeline(),
                entry -> wrapped(
                        "  %-22s  %-10s  "
                                .formatted(
                                        on(entry.on()) + (entry.until() == null ? "" : "  " + entry.until()),
                                        entry.lane()),
                        entry.what()));
        section("Scales", one.scales(), scale -> wrapped("  ", scale(scale)));
        one.indexes().forEach(this::index);
        section("Procedures", one.procedures(), procedure -> {
            wrapped(
                    "  %-10s  ".formatted(on(procedure.on())),
                    procedure.label()
                            + (procedure.opensIndex() ? ", index " + procedure.indexNo() : "")
                            + (procedure.day() == null || procedure.opensIndex()
                                    ? ""
                                    : ", day " + procedure.day() + " of index " + procedure.indexNo())
                            + (procedure.role().equals("none") ? "" : ", a " + procedure.role() + " re-intervention")
                            + (procedure.levels().isEmpty() ? "" : ", " + String.join(", ", procedure.levels())) + ", "
                            + procedure.certainty());
            procedure.evidence().forEach(ground -> ground("              ", ground));
        });
        section("Scores", one.scores(), score -> wrapped("  ", score(score) + "  " + record(score)));
        section("Looked at, and not counted", one.notCounted(), ground -> ground("  ", ground));
        section(
                "For a person to settle",
                one.reviews(),
                open -> wrapped(
                        "  ",
                        open.type() + "/" + open.id() + " " + on(open.on()) + ": " + open.tag() + "? " + open.because()
                                + ". It is settled by " + open.settledBy() + "."));
        section(
                "Set aside",
                one.setAside(),
                aside ->
                        wrapped("  ", aside.type() + "/" + aside.id() + ": " + aside.cause() + ", " + aside.because()));
        heldBack();
        section("Bodies given up", one.bodiesMissing(), missing -> {
            String when = missing.orderedAt() == null
                    ? "not needed: nothing makes the person worth deriving"
                    : "ordered again " + StatusReport.minute(Instant.parse(missing.orderedAt()));
            wrapped(
                    "  ",
                    one.source() + "/" + missing.patient() + ": " + missing.bodies() + " bodies, " + when
                            + (missing.parts().isEmpty() ? "" : "; they came in " + missing.parts()));
        });
        changes();
        return lines;
    }

    private void heldBack() {
        section(
                "Held back by confidentiality labels: as if it were not there",
                one.heldBack(),
                held -> wrapped("  ", held.type() + "/" + held.id() + ": " + String.join(", ", held.labels())));
    }

    private static String scale(Scale scale) {
        return scale.instrument() + " " + scale.component() + ": "
                + scale.lowest().toPlainString() + " to "
                + scale.highest().toPlainString() + " " + scale.unit()
                + (scale.highIsWorse() ? ", high is worse" : ", high is better")
                + (scale.meaningfulChange() == null
                        ? ""
                        : ", an improvement of " + scale.meaningfulChange().toPlainString() + " is a response");
    }

    private static String person(Person person) {
        List<String> facts = new ArrayList<>();
        facts.add(person.sex() == null ? "sex not recorded" : person.sex());
        if (person.ageAtIndex() != null) {
            facts.add("age at index " + person.ageAtIndex());
        }
        facts.add("last contact " + (person.lastContact() == null ? "not recorded" : person.lastContact()));
        if (person.deceased()) {
            facts.add("died " + (person.death() == null ? "without a date" : person.death()));
        }
        return String.join("; ", facts);
    }

    private void answer(Answer answer) {
        lines.add(answer.label() + ": " + answer.answer() + (answer.on() == null ? "" : " (" + answer.on() + ")"));
        answer.because().forEach(why -> wrapped("  why  ", why));
        answer.others().forEach(other -> wrapped("  not  ", other.answer() + ": " + other.because()));
        answer.evidence().forEach(ground -> ground("  ", ground));
    }

    private void ground(String indent, Ground ground) {
        wrapped(
                indent,
                ground.answer() + (ground.tag().isEmpty() ? "" : " " + ground.tag()) + "  " + ground.code()
                        + (ground.label() == null ? "" : ", " + ground.label())
                        + (ground.member() == null ? "" : ", which stands for " + ground.member())
                        + (ground.reason().isEmpty() ? "" : ": " + ground.reason()));
        wrapped(
                indent + "    ",
                (ground.system().isEmpty() ? "" : ground.system() + "; ") + "rule " + ground.rule() + ", value set "
                        + (ground.valueSet() + " " + ground.valueSetVersion()).strip() + ", " + ground.route());
        ground.records().forEach(record -> wrapped(indent + "    ", record(record)));
    }

    private static String record(Source record) {
        return (record.on() == null ? "" : record.on() + " ") + record.type() + "/" + record.id() + " version "
                + record.version().substring(0, VERSION_DIGITS);
    }

    private static String record(Score score) {
        Source record = score.evidence().records().get(0);
        return record(new Source(record.type(), record.id(), record.version(), null));
    }

    private void index(Index index) {
        heading("Index " + index.no() + ": " + index.on() + ", " + index.certainty());
        wrapped("  ", facts(index.context()));
        index.warnings().forEach(warning -> wrapped("  warning  ", warning.word() + ": " + warning.means()));
        if (index.failure() != null) {
            wrapped(
                    "  ",
                    "Treatment failure from " + index.failure().on() + " (day "
                            + index.failure().day() + "). " + index.failure().because());
        }
        index.windows().forEach(this::window);
        section(
                "  In no window",
                index.unscheduled(),
                passed -> wrapped("    ", score(passed.score()) + ": " + passed.because()));
        section("  Events", index.events(), event -> {
            wrapped(
                    "    %-10s  ".formatted(event.on()),
                    "day " + event.day() + ", " + spaced(event.kind()) + ", " + event.label() + ", "
                            + event.attribution() + ". " + event.means());
            event.evidence().forEach(ground -> ground("                ", ground));
        });
        section("  Therapies before", index.before(), therapy -> wrapped("    ", therapy(therapy)));
        section("  Therapies after", index.after(), therapy -> wrapped("    ", therapy(therapy)));
        if (index.assessment() != null) {
            lines.add("  Known before");
            wrapped("    ", facts(index.assessment().facts()));
            wrapped(
                    "    ",
                    "Comorbidities: "
                            + (index.assessment().comorbidities().isEmpty()
                                    ? "not-documented"
                                    : String.join(", ", index.assessment().comorbidities())));
        }
    }

    private void window(Window window) {
        lines.add("  Window " + window.name() + ": " + window.from() + " to " + window.to() + ", day "
                + window.fromDay() + " to " + window.toDay()
                + (window.targetDay() == 0 ? "" : ", target " + window.targetDay()));
        window.series().forEach(series -> {
            wrapped("    chosen       ", score(series.chosen()) + "  " + record(series.chosen()));
            for (Passed passed : series.passedOver()) {
                wrapped("    passed over  ", score(passed.score()) + ": " + passed.because());
            }
        });
        window.remarks().forEach(remark -> wrapped("    ", remark));
    }

    private static String score(Score score) {
        return score.instrument() + " " + score.component() + " "
                + score.value().toPlainString() + " " + score.unit() + " on " + score.on()
                + (score.day() == null ? "" : " (day " + score.day() + ")")
                + (score.remarks().isEmpty() ? "" : ". " + String.join(" ", score.remarks()));
    }

    private static String therapy(Therapy therapy) {
        return spaced(therapy.kind()) + (therapy.ingredient().isEmpty() ? "" : ", " + therapy.ingredient()) + ": "
                + (therapy.count() == 1 ? "once, " : therapy.count() + " times, ")
                + (therapy.first().equals(therapy.last()) ? therapy.first() : therapy.first() + " to " + therapy.last())
                + ", " + therapy.certainty()
                + (therapy.morphineMgPerDay() == null
                        ? ""
                        : ", up to " + therapy.morphineMgPerDay().toPlainString() + " mg of oral morphine a day");
    }

    private static String facts(List<Fact> facts) {
        return facts.stream().map(fact -> fact.label() + ": " + fact.value()).collect(Collectors.joining("; "));
    }

    private void changes() {
        one.changes().forEach(change -> {
            heading("Changed " + StatusReport.minute(Instant.parse(change.at())));
            change.what().forEach(what -> wrapped("  ", what));
            change.why().forEach(why -> wrapped("    because: ", why));
        });
    }

    private interface Told<T> {
        void tell(T one);
    }

    private <T> void section(String title, List<T> entries, Told<T> told) {
        if (!entries.isEmpty()) {
            heading(title);
            entries.forEach(told::tell);
        }
    }

    /** What is not set in begins after an empty line. */
    private void heading(String title) {
        if (!title.startsWith(" ")) {
            lines.add("");
        }
        lines.add(title);
    }

    private void wrapped(String beside, String text) {
        lines.addAll(Wrapped.lines(beside, text));
    }

    private static String on(String date) {
        return date == null ? "undated" : date;
    }

    private static String spaced(String word) {
        return word.replace('-', ' ');
    }
}
