package org.interlaminar.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.ledger.Attention;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.reporting.Unfinished;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * How things stand, as numbers for a monitor. The store is asked some times a minute by a route of its own and never by the
 * scrape: a store that is away shows as {@code interlaminar_store_up 0}, with no number at all where none is known.
 */
@Component
public class StandingMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(StandingMetrics.class);

    private final Ledger ledger;
    private final Attention attention;
    private final Unfinished unfinished;
    private final Quarantine quarantine;
    private final SourceGauges sources;
    private final Map<String, ToLongFunction<RunSummary>> counts = new TreeMap<>(Map.of(
            "received", RunSummary::received,
            "stored", RunSummary::stored,
            "duplicate", RunSummary::duplicate,
            "filtered", RunSummary::filtered,
            "quarantined", RunSummary::quarantined));
    private final Map<String, MultiGauge> ofRuns = new TreeMap<>();
    private final MultiGauge gaps;
    private final MultiGauge lastComplete;
    private final MultiGauge quarantined;

    private volatile boolean up;
    private boolean away;
    private volatile double peopleWaiting = Double.NaN;
    private volatile double deletesWaiting = Double.NaN;
    private volatile double backfillsWaiting = Double.NaN;

    StandingMetrics(
            MeterRegistry registry,
            Ledger ledger,
            Attention attention,
            Unfinished unfinished,
            Quarantine quarantine,
            SourceGauges sources) {
        this.sources = sources;
        this.ledger = ledger;
        this.attention = attention;
        this.unfinished = unfinished;
        this.quarantine = quarantine;
        counts.keySet()
                .forEach(count -> ofRuns.put(
                        count,
                        many(
                                registry,
                                "interlaminar.run." + count,
                                "Resource versions " + count + " by the last run.")));
        gaps = many(registry, "interlaminar.gaps", "What the last runs of the source are missing; 0 is well.");
        lastComplete = many(
                registry, "interlaminar.last.complete.run.seconds", "Unix time at which the last complete run began.");
        quarantined = many(registry, "interlaminar.quarantined", "Records in quarantine.");
        one(registry, "interlaminar.store.up", "1 while the store answers.", () -> up ? 1 : 0);
        one(registry, "interlaminar.people.waiting", "People to derive.", () -> peopleWaiting);
        one(registry, "interlaminar.deletes.waiting", "Resources that wait for a person's word.", () -> deletesWaiting);
        one(
                registry,
                "interlaminar.backfills.waiting",
                "People whose bodies were given up and are needed again.",
                () -> backfillsWaiting);
    }

    private static MultiGauge many(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private static void one(
            MeterRegistry registry, String name, String description, java.util.function.Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Asks the store once. */
    public void refresh() {
        try {
            read();
            if (away) {
                LOG.info("the store answers again");
            }
            up = true;
            away = false;
        } catch (DataAccessException e) {
            if (!away) {
                LOG.warn("the store does not answer; metrics have no numbers until it does");
            }
            away = true;
            forget();
        }
    }

    private void read() {
        sources.read();
        List<RunSummary> runs = ledger.latestOfSources();
        Map<String, Long> missing = attention.gaps().stream()
                .collect(Collectors.groupingBy(
                        Attention.Gap::source,
                        TreeMap::new,
                        Collectors.summingLong(gap -> Math.max(1, gap.why().size()))));
        Unfinished.Counts waiting = unfinished.counts();
        List<Quarantine.CauseCount> causes = quarantine.byCause();
        deletesWaiting = attention.deletes().stream()
                .mapToLong(Attention.Deletes::missing)
                .sum();
        peopleWaiting = waiting.peopleWaiting();
        backfillsWaiting = waiting.backfills();
        ofRuns.forEach((count, gauge) -> rows(
                gauge,
                runs.stream()
                        .map(run ->
                                row("source", run.source(), counts.get(count).applyAsLong(run)))
                        .toList()));
        rows(
                gaps,
                runs.stream()
                        .map(run -> row("source", run.source(), missing.getOrDefault(run.source(), 0L)))
                        .toList());
        rows(
                lastComplete,
                ledger.lastComplete().entrySet().stream()
                        .map(one -> row("source", one.getKey(), one.getValue().getEpochSecond()))
                        .toList());
        Map<String, Long> byCause = causes.stream()
                .collect(Collectors.groupingBy(
                        Quarantine.CauseCount::cause,
                        TreeMap::new,
                        Collectors.summingLong(Quarantine.CauseCount::records)));
        rows(
                quarantined,
                byCause.entrySet().stream()
                        .map(one -> row("cause", one.getKey(), one.getValue()))
                        .toList());
    }

    private void forget() {
        up = false;
        sources.forget();
        peopleWaiting = Double.NaN;
        deletesWaiting = Double.NaN;
        backfillsWaiting = Double.NaN;
        ofRuns.values().forEach(gauge -> rows(gauge, List.of()));
        List.of(gaps, lastComplete, quarantined).forEach(gauge -> rows(gauge, List.of()));
    }

    private static Row<?> row(String label, String value, long number) {
        return Row.of(Tags.of(label, value), number);
    }

    private static void rows(MultiGauge gauge, List<? extends Row<?>> rows) {
        gauge.register(List.copyOf(rows), true);
    }
}
