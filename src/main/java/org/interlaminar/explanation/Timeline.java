package org.interlaminar.explanation;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.interlaminar.cases.OutcomeEvent;
import org.interlaminar.cases.OutcomeScore;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.explanation.Explanation.Entry;
import org.interlaminar.recognition.Tag;

/** Everything of a case that has a date, in time. */
final class Timeline {
    private static final List<String> LANES =
            List.of("diagnosis", "assessment", "therapy", "procedure", "event", "review", "score", "contact", "death");

    private final PersonCase one;
    private final Facts facts;
    private final Set<Entry> entries = new LinkedHashSet<>();

    Timeline(Facts facts) {
        this.one = facts.person();
        this.facts = facts;
    }

    List<Entry> entries() {
        facts.tagged(Tag.LSS, Tag.LSS_FORAMINAL, Tag.NEUROGENIC_CLAUDICATION)
                .forEach(hit -> add(hit.on(), null, "diagnosis", hit.tag(), Words.kind(hit.tag()), null, true));
        one.procedures().forEach(this::procedure);
        one.scores().forEach(this::score);
        one.events().stream()
                .filter(event -> event.kind() != OutcomeEvent.Kind.REINTERVENTION)
                .forEach(this::event);
        one.therapies()
                .forEach(therapy -> add(
                        therapy.first(),
                        therapy.last(),
                        "therapy",
                        therapy.kind(),
                        therapy.kind().replace('-', ' ')
                                + (therapy.ingredient().isEmpty() ? "" : ", " + therapy.ingredient()) + ", "
                                + Words.count(therapy.count(), "time"),
                        therapy.indexNo(),
                        true));
        one.assessments().forEach(known -> {
            if (known.imagingOn() != null) {
                add(known.imagingOn(), null, "assessment", "imaging", "lumbar " + known.imaging(), null, true);
            }
            if (known.specialistVisit() != null) {
                add(known.specialistVisit(), null, "assessment", "specialist-visit", "specialist visit", null, true);
            }
        });
        one.reviews()
                .forEach(review -> add(
                        review.on(),
                        null,
                        "review",
                        review.tag(),
                        Words.kind(review.tag()) + "? " + review.reason(),
                        null,
                        false));
        if (one.lastContact() != null) {
            add(PartialDate.ofDay(one.lastContact()), null, "contact", "last-contact", "last contact", null, true);
        }
        if (one.patient() != null && one.patient().death() != null) {
            add(one.patient().death(), null, "death", "death", "death", null, true);
        }
        return entries.stream()
                .sorted(Comparator.comparing(Entry::on, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(entry -> LANES.indexOf(entry.lane())))
                .toList();
    }

    private void procedure(ProcedureEvent event) {
        boolean isIndex = one.indexes().contains(event);
        String levels = event.levels().isEmpty() ? "" : ", " + String.join(", ", event.levels());
        String role =
                switch (event.reintervention()) {
                    case NONE -> "";
                    case SURGICAL, NON_SURGICAL -> "; a "
                            + event.reintervention().word() + " re-intervention";
                };
        add(
                event.start(),
                null,
                "procedure",
                event.kind().word(),
                Words.kind(event.kind()) + levels + (isIndex ? "; index " + event.indexNo() : "") + role,
                event.indexNo(),
                isIndex);
    }

    /** Around several indexes a score is told once, as the first of them sees it. */
    private void score(OutcomeScore score) {
        boolean isFirst = score.indexNo() == null || score.indexNo() == 1;
        if (!isFirst) {
            return;
        }
        entries.add(new Entry(
                Words.date(score.on()),
                null,
                "score",
                score.instrument().name() + " " + score.instrument().component(),
                score.instrument().name() + " " + score.instrument().component() + " "
                        + score.value().toPlainString() + " " + score.unit()
                        + (score.window() == null ? "" : ", " + score.window()) + (score.chosen() ? ", chosen" : ""),
                score.indexNo(),
                score.value(),
                isChosen(score)));
    }

    private boolean isChosen(OutcomeScore score) {
        return one.scores().stream()
                .anyMatch(other -> other.chosen() && other.evidence().equals(score.evidence()));
    }

    private void event(OutcomeEvent event) {
        add(
                event.on(),
                null,
                "event",
                event.kind().word(),
                event.kind().word().replace('-', ' ') + ": " + Words.type(event.type()) + ", "
                        + event.attribution().replace('_', ' '),
                event.indexNo(),
                EventWords.counts(event));
    }

    private void add(
            PartialDate on, PartialDate until, String lane, String kind, String what, Integer indexNo, boolean stands) {
        String end = until == null || until.equals(on) ? null : Words.date(until);
        entries.add(new Entry(Words.date(on), end, lane, kind, what, indexNo, null, stands));
    }
}
