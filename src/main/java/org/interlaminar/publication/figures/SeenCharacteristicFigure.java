package org.interlaminar.publication.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.interlaminar.outcomes.AnalysisPlan;
import org.interlaminar.outcomes.Characteristic;
import org.interlaminar.outcomes.FollowedCase;
import org.interlaminar.outcomes.Measure;
import org.interlaminar.outcomes.Seen;
import org.interlaminar.outcomes.Table1;
import org.interlaminar.outcomes.Table1.CategoryCell;
import org.interlaminar.outcomes.Table1.Cell;
import org.interlaminar.outcomes.Table1.Level;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/**
 * One characteristic of those who were seen at a window beside those who were due and not seen, and how far the two lie apart:
 * whether the lost are others. The two and those who were not expected add up to all, level by level. A characteristic that
 * would tell of few people anywhere in the three is held back whole, so that it costs the other figures nothing.
 *
 * @param all the characteristic of all index cases
 * @param groups the same of {@link #SEEN} and {@link #NOT_SEEN}
 * @param people how many there are at the window, whoever tells of it
 * @param threshold the smallest number of people that may be shown
 */
record SeenCharacteristicFigure(Table1.Row all, Table1.Row groups, WindowPeople people, int threshold)
        implements Figure {
    static final String SEEN = "seen at 12 months";
    static final String NOT_SEEN = "due and not seen at 12 months";

    private static final String WINDOW = "12-months";
    private static final Measure MEASURE = Measure.DEFAULTS.get(0);

    private static final String OTHERS = "not due at 12 months";
    private static final String APART = "seen against not seen at 12 months";
    private static final String KNOWN = "known";
    private static final String MISSING = "missing";

    /** Which of the two groups somebody is in, if any. */
    static Optional<String> group(AnalysisPlan plan, FollowedCase followed) {
        return switch (Seen.at(plan.windows(), WINDOW, MEASURE, followed)) {
            case SEEN -> Optional.of(SEEN);
            case NOT_SEEN -> Optional.of(NOT_SEEN);
            case NOT_EXPECTED -> Optional.empty();
        };
    }

    /** One for each characteristic, where there is somebody in both groups. */
    static List<Figure> of(Table1 all, Table1 groups, List<WindowPeople> windows, int threshold) {
        if (groups.people().size() < 2) {
            return List.of();
        }
        List<Table1.Row> rows = all.rows();
        List<Table1.Row> grouped = groups.rows();
        return windows.stream()
                .filter(people -> people.measure().equals(MEASURE)
                        && people.window().window().equals(WINDOW))
                .flatMap(people -> IntStream.range(0, rows.size()).mapToObj(i ->
                        (Figure) new SeenCharacteristicFigure(rows.get(i), grouped.get(i), people, threshold)))
                .toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        people.declareIn(counts);
        new CharacteristicsFigure(List.of(all)).declare(counts);
        if (!isTold()) {
            return;
        }
        for (String group : List.of(SEEN, NOT_SEEN, OTHERS)) {
            sizes(group).forEach((part, size) -> counts.cell(key(group, part), Math.toIntExact(size), Worth.FINE));
            counts.sum(whole(group), List.of(key(group, KNOWN), key(group, MISSING)));
            if (!levels().isEmpty()) {
                counts.sum(
                        key(group, KNOWN),
                        levels().stream().map(level -> key(group, level)).toList());
            }
        }
        for (String part : parts(all.cells().get(Cohort.ALL))) {
            counts.sum(
                    CharacteristicsFigure.key(characteristic(), words(part)),
                    Stream.of(SEEN, NOT_SEEN, OTHERS)
                            .map(group -> key(group, part))
                            .toList());
        }
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        for (String group : List.of(SEEN, NOT_SEEN)) {
            new CharacteristicRows(rows, characteristic(), group, part -> key(group, part), !isTold())
                    .tell(groups.cells().get(group));
        }
        rows.row(characteristic().label(), "", APART);
        if (!isTold()) {
            rows.withheld("standardised_difference");
        } else if (groups.standardisedDifference() != null) {
            rows.ofAll(
                    "standardised_difference",
                    List.of(key(SEEN, KNOWN), key(NOT_SEEN, KNOWN)),
                    Stream.of(SEEN, NOT_SEEN)
                            .flatMap(group -> levels().stream().map(level -> key(group, level)))
                            .toList(),
                    BigDecimal.valueOf(groups.standardisedDifference()).setScale(3, RoundingMode.HALF_UP));
        }
        return CharacteristicsFigure.figure(rows);
    }

    private boolean isTold() {
        return Stream.of(SEEN, NOT_SEEN, OTHERS)
                .flatMap(group -> sizes(group).values().stream())
                .allMatch(size -> size == 0 || size >= threshold);
    }

    /** Who is neither seen nor missed is left over. */
    private Map<String, Long> sizes(String group) {
        Map<String, Long> of = sizes(all.cells().get(Cohort.ALL));
        if (group.equals(OTHERS)) {
            Map<String, Long> seen = sizes(SEEN);
            Map<String, Long> missed = sizes(NOT_SEEN);
            of.replaceAll((part, size) -> size - seen.get(part) - missed.get(part));
            return of;
        }
        Map<String, Long> told = sizes(groups.cells().get(group));
        of.replaceAll((part, size) -> told.getOrDefault(part, 0L));
        return of;
    }

    private static Map<String, Long> sizes(Cell cell) {
        Map<String, Long> sizes = cell instanceof CategoryCell category
                ? category.levels().stream().collect(Collectors.toMap(Level::level, Level::count))
                : new HashMap<>();
        sizes.put(KNOWN, cell.n());
        sizes.put(MISSING, cell.missing());
        return sizes;
    }

    private static List<String> parts(Cell cell) {
        return new ArrayList<>(sizes(cell).keySet());
    }

    private List<String> levels() {
        return all.cells().get(Cohort.ALL) instanceof CategoryCell category
                ? category.levels().stream().map(Level::level).toList()
                : List.of();
    }

    private Characteristic characteristic() {
        return all.characteristic();
    }

    private static String[] words(String part) {
        return part.equals(KNOWN) || part.equals(MISSING) ? new String[] {part} : new String[] {"level", part};
    }

    private String key(String group, String part) {
        return CountsBuilder.key(CharacteristicsFigure.key(characteristic(), words(part)), group);
    }

    private String whole(String group) {
        Keys keys = people.keys();
        return switch (group) {
            case SEEN -> keys.of("seen");
            case NOT_SEEN -> CountsBuilder.key(keys.of("expected"), "without", keys.of("seen"));
            default -> CountsBuilder.key(INDEX, "without", keys.of("expected"));
        };
    }
}
