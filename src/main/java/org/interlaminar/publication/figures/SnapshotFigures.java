package org.interlaminar.publication.figures;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.interlaminar.outcomes.suppression.Earlier;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.outcomes.suppression.Sum;
import org.interlaminar.outcomes.suppression.Suppression;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.publication.trials.Trials;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.KeptPublication;
import org.interlaminar.reporting.PublishedNumbers;
import org.interlaminar.reporting.PublishedNumbers.Issue;
import org.interlaminar.reporting.PublishedTable;
import org.interlaminar.reporting.Snapshot;
import org.interlaminar.reporting.Snapshots;
import org.springframework.stereotype.Component;

/**
 * Figures of snapshots: worked out once, held against all that was published before, and from then on read from where they
 * were published, by whomever and on whichever node. Snapshots are published in the order of their numbers.
 */
@Component
public class SnapshotFigures {
    /** How many numbers there are, and how many of them are hidden. */
    public record Told(long numbers, long hidden) {}

    private final Snapshots snapshots;
    private final PublishedNumbers numbers;
    private final CohortReading reading;
    private final Trials trials;
    private final Suppression suppression;
    private final Clock clock;

    SnapshotFigures(
            Snapshots snapshots,
            PublishedNumbers numbers,
            CohortReading reading,
            Trials trials,
            PublicationSettings settings,
            Clock clock) {
        this.snapshots = snapshots;
        this.numbers = numbers;
        this.reading = reading;
        this.trials = trials;
        this.suppression = Suppression.of(settings.threshold());
        this.clock = clock;
    }

    /**
     * Publishes the figures of a snapshot, and of those before it, where that has not been done; what has been published stays.
     *
     * @throws org.interlaminar.reporting.UnknownSnapshot when there is none of that number
     */
    public Told publish(int snapshot) {
        List<Shown<Number>> told = of(snapshot).figures().stream()
                .flatMap(figure -> figure.rows().stream())
                .flatMap(row -> row.values().values().stream())
                .toList();
        return new Told(told.size(), told.stream().filter(Shown::isHidden).count());
    }

    /**
     * Looks at every snapshot from which people were taken out. Its figures are published again if that tells of nobody; else they
     * stand as they are: that they are old is known, and a new number would be the people who are missing in it.
     *
     * @return how many snapshots have figures that stand as they were
     */
    public int settle() {
        return numbers.alone(() -> snapshots.list().stream()
                .mapToInt(snapshot -> isSettled(snapshot) || publishAnew(snapshot) ? 0 : 1)
                .sum());
    }

    /** The newest snapshot whose figures say anything; the newest of all when none does. */
    Optional<AsOf> newest() {
        List<Snapshot> all = snapshots.list();
        for (int i = all.size() - 1; i >= 0; i--) {
            upTo(all.get(i));
            if (numbers.tells(all.get(i).number())) {
                return Optional.of(new AsOf(all.get(i).number()));
            }
        }
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new AsOf(all.get(all.size() - 1).number()));
    }

    /** @throws org.interlaminar.reporting.UnknownSnapshot when there is none of that number */
    PublishedCohort of(int number) {
        Snapshot snapshot = snapshots.get(number);
        upTo(snapshot);
        return new PublishedCohort(
                number,
                snapshot.cutOff(),
                numbers.newest(number).orElseThrow().threshold(),
                numbers.tables(number).stream().map(SnapshotFigures::figure).toList());
    }

    private void upTo(Snapshot last) {
        if (isSettled(last)) {
            return;
        }
        numbers.alone(() -> {
            snapshots.list().stream()
                    .filter(one -> one.number() <= last.number() && !isSettled(one))
                    .forEach(this::publishAnew);
            return null;
        });
    }

    private boolean isSettled(Snapshot snapshot) {
        return numbers.newest(snapshot.number())
                .filter(issue -> issue.peopleForgotten() == snapshot.peopleForgotten())
                .isPresent();
    }

    /** @return false if what was published stands */
    private boolean publishAnew(Snapshot snapshot) {
        Optional<Issue> before = numbers.newest(snapshot.number());
        // Published by a version that protected each snapshot by itself, and read like that.
        boolean alone = before.isEmpty() && numbers.isThere(snapshot.number());
        Publishing.Settled settled = Publishing.of(
                reading.read(new AsOf(snapshot.number())),
                suppression,
                alone
                        ? List.of()
                        : numbers.all().stream().map(SnapshotFigures::earlier).toList(),
                trials.studies());
        boolean tellsNothing = settled.kept().counts().isEmpty();
        if (before.isPresent() && tellsNothing) {
            numbers.letStand(snapshot, before.get());
            return !numbers.tells(snapshot.number());
        }
        numbers.publish(
                snapshot,
                clock.instant(),
                suppression.threshold(),
                kept(settled.kept()),
                settled.cohort().figures().stream().map(SnapshotFigures::table).toList());
        return true;
    }

    private static Earlier earlier(KeptPublication kept) {
        return new Earlier(
                kept.counts().stream()
                        .map(one -> new Earlier.Count(one.key(), one.people(), one.shown()))
                        .toList(),
                kept.sums().stream()
                        .map(one -> new Sum(one.whole(), one.parts()))
                        .toList(),
                kept.statistics().stream()
                        .map(one -> new Earlier.Statistic(one.subject(), one.people(), one.value()))
                        .toList());
    }

    private static KeptPublication kept(Earlier told) {
        return new KeptPublication(
                told.counts().stream()
                        .map(one -> new KeptPublication.Count(one.key(), one.people(), one.shown()))
                        .toList(),
                told.sums().stream()
                        .map(one -> new KeptPublication.Sum(one.whole(), one.parts()))
                        .toList(),
                told.statistics().stream()
                        .map(one -> new KeptPublication.Statistic(one.subject(), one.people(), one.value()))
                        .toList());
    }

    private static PublishedTable table(PublishedFigure figure) {
        return new PublishedTable(
                figure.name(),
                figure.title(),
                figure.headings(),
                figure.statistics(),
                figure.rows().stream()
                        .map(row -> new PublishedTable.Row(row.labels(), numbers(row)))
                        .toList());
    }

    private static Map<String, BigDecimal> numbers(PublishedFigure.Row row) {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        row.values()
                .forEach((statistic, value) -> numbers.put(
                        statistic,
                        value.value()
                                .map(number -> new BigDecimal(number.toString()))
                                .orElse(null)));
        return numbers;
    }

    private static PublishedFigure figure(PublishedTable table) {
        return new PublishedFigure(
                table.figure(),
                table.title(),
                table.headings(),
                table.statistics(),
                table.rows().stream()
                        .map(row -> new PublishedFigure.Row(row.labels(), values(row)))
                        .toList());
    }

    private static Map<String, Shown<Number>> values(PublishedTable.Row row) {
        Map<String, Shown<Number>> values = new LinkedHashMap<>();
        row.numbers().forEach((statistic, number) -> values.put(statistic, Shown.asPublished(number)));
        return values;
    }
}
