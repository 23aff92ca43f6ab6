package org.interlaminar.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ledger.EhrLoad.Counts;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Turns.Turn;
import org.interlaminar.ledger.Way;
import org.springframework.stereotype.Component;

/** The sources that are pulled, as numbers: today's load, whether one is stopped, when it is due. */
@Component
class SourceGauges {
    private final EhrSettings settings;
    private final Turns turns;
    private final LoadPut load;
    private final Map<MultiGauge, ToLongFunction<Counts>> loads = new LinkedHashMap<>();
    private final MultiGauge stopped;
    private final MultiGauge due;

    SourceGauges(MeterRegistry registry, EhrSettings settings, Turns turns, LoadPut load) {
        this.settings = settings;
        this.turns = turns;
        this.load = load;
        loads.put(many(registry, "interlaminar.ehr.requests", "Requests sent to the EHR today."), Counts::requests);
        loads.put(many(registry, "interlaminar.ehr.bytes", "Bytes the EHR answered today."), Counts::bytes);
        loads.put(
                many(registry, "interlaminar.ehr.refused", "Answers today that asked for less, or did not come."),
                Counts::refused);
        stopped = many(registry, "interlaminar.source.stopped", "1 while nothing is asked until somebody has looked.");
        due = many(registry, "interlaminar.source.due.seconds", "Unix time of the next pull.");
    }

    private static MultiGauge many(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    void read() {
        Map<String, LoadPut.Load> today = load.ofAll();
        loads.forEach((gauge, count) -> gauge.register(
                today.entrySet().stream()
                        .map(one -> row(
                                one.getKey(), count.applyAsLong(one.getValue().today())))
                        .toList(),
                true));
        List<Turn> all = Stream.of(Way.PULL, Way.BULK)
                .flatMap(way -> turns.of(way, settings.pulled(way)).stream())
                .toList();
        Map<String, Boolean> isStopped = new TreeMap<>();
        Map<String, Instant> next = new TreeMap<>();
        for (Turn turn : all) {
            isStopped.put(turn.source(), turn.stopped() != null);
            if (turn.dueAt() != null) {
                next.merge(turn.source(), turn.dueAt(), (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        List<Row<?>> stops = new ArrayList<>();
        isStopped.forEach((source, is) -> stops.add(row(source, is ? 1 : 0)));
        stopped.register(stops, true);
        List<Row<?>> times = new ArrayList<>();
        next.forEach((source, at) -> times.add(row(source, at.getEpochSecond())));
        due.register(times, true);
    }

    /** The store is away: what was known is old. */
    void forget() {
        Stream.concat(loads.keySet().stream(), Stream.of(stopped, due))
                .forEach(gauge -> gauge.register(List.of(), true));
    }

    private static Row<?> row(String source, long number) {
        return Row.of(Tags.of("source", source), number);
    }
}
