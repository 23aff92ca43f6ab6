package org.interlaminar.operations;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.ledger.Attention.Gap;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Turns.Turn;
import org.interlaminar.ledger.Way;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads everything an operator sees of the sources in one snapshot of the store, so that it agrees with itself. */
@Component
class SourceBoard {
    /**
     * All sources, those in the settings first and in their order.
     *
     * @param at when it was read
     * @param pulls whether this node pulls by itself
     */
    record View(Instant at, boolean pulls, List<SourceCard> sources) {
        Optional<SourceCard> of(String id) {
            return sources.stream().filter(card -> card.id().equals(id)).findFirst();
        }
    }

    private final EhrSettings settings;
    private final Ledger ledger;
    private final Turns turns;
    private final Gaps gaps;
    private final Quarantine quarantine;
    private final LoadPut load;
    private final SourceCards cards;
    private final Clock clock;

    SourceBoard(
            EhrSettings settings,
            Ledger ledger,
            Turns turns,
            Gaps gaps,
            Quarantine quarantine,
            LoadPut load,
            SourceCards cards,
            Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.turns = turns;
        this.gaps = gaps;
        this.quarantine = quarantine;
        this.load = load;
        this.cards = cards;
        this.clock = clock;
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public View read() throws SQLException {
        Set<String> ids = new LinkedHashSet<>(settings.sources().keySet());
        ids.addAll(ledger.sources());
        Map<String, Turn> searches = bySource(turns.of(Way.PULL, ids));
        Map<String, Turn> exports = bySource(turns.of(Way.BULK, ids));
        List<RunSummary> newest = ledger.lastOfEach();
        Map<String, List<RunSummary>> runs = newest.stream().collect(Collectors.groupingBy(RunSummary::source));
        Map<String, List<Gap>> missing = gaps.of(newest).stream().collect(Collectors.groupingBy(Gap::source));
        Map<String, Long> setAside = quarantine.byCause().stream()
                .collect(Collectors.groupingBy(
                        Quarantine.CauseCount::source, Collectors.summingLong(Quarantine.CauseCount::records)));
        Map<Way, Map<String, Instant>> complete = Map.of(
                Way.PULL, ledger.lastComplete(Set.of(Way.PULL)),
                Way.BULK, ledger.lastComplete(Set.of(Way.BULK)),
                Way.PUSH, ledger.lastComplete(Set.of(Way.PUSH)),
                Way.LOAD, ledger.lastComplete(Set.of(Way.LOAD, Way.DROP)));
        Map<String, LoadPut.Load> loads = load.ofAll();
        List<SourceCard> all = new ArrayList<>();
        for (String id : ids) {
            all.add(cards.card(new SourceCards.Facts(
                    id,
                    settings.sources().get(id),
                    searches.get(id),
                    exports.get(id),
                    runs.getOrDefault(id, List.of()),
                    missing.getOrDefault(id, List.of()),
                    setAside.getOrDefault(id, 0L),
                    way -> complete.get(way).get(id),
                    loads.get(id))));
        }
        return new View(clock.instant(), settings.ehr().enabled(), all);
    }

    private static Map<String, Turn> bySource(List<Turn> turns) {
        return turns.stream().collect(Collectors.toMap(Turn::source, Function.identity()));
    }
}
