package org.interlaminar.operations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.cases.OutcomeScore;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.intake.Backfills;
import org.interlaminar.reporting.Changes;

/** A person's case in lines: the answers, then what each rests on, then what has changed in it. */
final class Explanation {
    private Explanation() {}

    static List<String> lines(PersonCase one, List<Backfills.Order> bodiesMissing, List<Changes.Change> history) {
        List<String> lines = new ArrayList<>();
        lines.add("Patient " + one.person() + (one.complete() ? "" : " (incomplete)"));
        if (!one.joined().isEmpty()) {
            lines.add("  joined by Patient.link: " + String.join(", ", one.joined()));
        }
        if (one.orderUndefined()) {
            lines.add(
                    "  order-undefined: two versions of a record cannot be put in order by anything they say; which of"
                            + " them counts is a guess");
        }
        lines.add("  lumbar stenosis: " + one.lss().word()
                + since(one.stenosis().first()) + "; neurogenic claudication: "
                + one.claudication().word() + (one.stenosis().foraminal() ? "; foraminal stenosis recorded" : ""));
        lines.add("  MILD: " + one.mild().word() + since(one.mildOn())
                + (one.ageAtIndex() == null ? "" : "; age at index " + one.ageAtIndex()));
        section(
                lines,
                "Why",
                one.codeHits().stream()
                        .filter(hit -> !hit.answer().equals("score"))
                        .sorted(Comparator.comparing(CodeHit::on, Comparator.nullsFirst(Comparator.naturalOrder())))
                        .map(Explanation::hit)
                        .toList());
        section(
                lines,
                "For a person to settle",
                one.reviews().stream()
                        .map(review ->
                                review.ref() + " " + date(review.on()) + ": " + review.tag() + "? " + review.reason())
                        .toList());
        section(
                lines,
                "Events",
                one.procedures().stream().map(Explanation::event).toList());
        section(lines, "Scores", one.scores().stream().map(Explanation::score).toList());
        section(
                lines,
                "Set aside",
                one.setAside().stream()
                        .map(aside -> aside.ref() + ": " + aside.cause() + ", " + aside.message())
                        .toList());
        section(
                lines,
                "Bodies given up",
                bodiesMissing.stream().map(Explanation::missing).toList());
        lines.addAll(lines(history));
        return lines;
    }

    /** What has changed, the newest first. */
    static List<String> lines(List<Changes.Change> history) {
        List<String> lines = new ArrayList<>();
        history.forEach(change -> {
            lines.add("Changed " + StatusReport.minute(change.at()));
            change.what().stream()
                    .filter(what -> !what.startsWith("no longer ") || !what.endsWith(": none"))
                    .forEach(what -> lines.add("  " + what));
            change.why().forEach(why -> lines.add("    because: " + why));
        });
        return lines;
    }

    private static String missing(Backfills.Order order) {
        return order.record() + ": " + order.versions() + " bodies, "
                + (order.orderedAt() == null
                        ? "not needed: nothing makes the person worth deriving"
                        : "ordered again " + StatusReport.minute(order.orderedAt()))
                + (order.parts().isEmpty() ? "" : "; they came in " + order.parts());
    }

    private static void section(List<String> lines, String title, List<String> entries) {
        if (!entries.isEmpty()) {
            lines.add(title);
            entries.forEach(entry -> lines.add("  " + entry));
        }
    }

    private static String hit(CodeHit hit) {
        return date(hit.on()) + "  " + hit.answer() + (hit.tag().isEmpty() ? "" : " " + hit.tag()) + "  "
                + hit.evidence().match().recorded() + "  rule " + hit.evidence().rule() + ", value set "
                + hit.evidence().match().valueSet().name() + " "
                + hit.evidence().match().valueSet().version() + ", "
                + hit.evidence().match().route().word() + "  " + hit.evidence().ref() + " version "
                + hit.evidence().ref().content().substring(0, 8)
                + (hit.reason().isEmpty() ? "" : "  (" + hit.reason() + ")");
    }

    private static String event(ProcedureEvent event) {
        return date(event.start()) + "  " + event.kind().word()
                + (event.day() == null ? "" : "  day " + event.day())
                + (event.reintervention() == ProcedureEvent.Reintervention.NONE
                        ? ""
                        : "  re-intervention, " + event.reintervention().word())
                + "  from " + event.evidence().size() + " codings";
    }

    private static String score(OutcomeScore score) {
        return date(score.on()) + "  " + score.instrument().name() + " "
                + score.instrument().component() + " " + score.value().toPlainString() + " " + score.unit()
                + (score.day() == null ? "" : "  day " + score.day() + ", " + score.window())
                + (score.chosen() ? ", chosen" : "")
                + (score.afterReintervention() ? ", after a re-intervention" : "")
                + (score.lostResponse() ? ", response lost" : "")
                + "  " + score.evidence().ref() + " version "
                + score.evidence().ref().content().substring(0, 8);
    }

    private static String since(PartialDate date) {
        return date == null ? "" : " (" + date(date) + ")";
    }

    private static String date(PartialDate date) {
        if (date == null) {
            return "undated";
        }
        String day = date.first().toString();
        return switch (date.precision()) {
            case YEAR -> day.substring(0, 4);
            case MONTH -> day.substring(0, 7);
            case DAY, INSTANT -> day;
        };
    }
}
