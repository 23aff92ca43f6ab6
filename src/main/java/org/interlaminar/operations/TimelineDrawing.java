package org.interlaminar.operations;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.explanation.Explanation;
import org.interlaminar.explanation.Explanation.Entry;
import org.interlaminar.explanation.Explanation.Index;
import org.interlaminar.explanation.Explanation.Scale;
import org.interlaminar.explanation.Explanation.Window;
import org.interlaminar.operations.Drawing.Label;
import org.interlaminar.operations.Drawing.Shape;

/** Lays the timeline of an explanation out: one row for each kind of thing, one for each instrument, windows shaded. */
final class TimelineDrawing {
    /** What was long before the first index stands at the edge: years without anything would leave no room. */
    private static final int YEARS_BEFORE_INDEX = 2;

    private static final int WIDE = 1120;
    private static final int NARROW = 340;
    private static final int NAMES = 190;
    private static final int EDGE = 12;
    private static final int HEAD = 40;
    private static final int ROW = 24;
    private static final int PLOT = 66;
    private static final int NAME_ABOVE = 17;
    private static final int LETTER = 6;
    private static final List<String> ROWS =
            List.of("diagnosis", "assessment", "therapy", "procedure", "event", "review", "contact", "death");

    private final Explanation one;
    private final String id;
    private final int width;
    private final boolean narrow;
    private final TimeAxis axis;
    private final List<Shape> shapes = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private int y = HEAD;

    private TimelineDrawing(Explanation one, String id, int width, TimeAxis axis) {
        this.one = one;
        this.id = id;
        this.width = width;
        this.narrow = width == NARROW;
        this.axis = axis;
    }

    /** For a desk and for a phone; empty when nothing has a date. */
    static List<Drawing> of(Explanation one) {
        List<PartialDate> dates = one.timeline().stream()
                .flatMap(entry -> Stream.of(Optional.ofNullable(entry.on()), Optional.ofNullable(entry.until())))
                .flatMap(Optional::stream)
                .map(TimelineDrawing::date)
                .toList();
        if (dates.isEmpty()) {
            return List.of();
        }
        LocalDate first = dates.stream()
                .map(PartialDate::first)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate last = dates.stream()
                .map(PartialDate::last)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        if (!one.indexes().isEmpty()) {
            LocalDate reach = LocalDate.parse(one.indexes().get(0).on()).minusYears(YEARS_BEFORE_INDEX);
            first = first.isBefore(reach) ? reach : first;
        }
        LocalDate from = first.minusDays(15);
        LocalDate to = last.plusDays(15);
        return List.of(
                new TimelineDrawing(one, "desk", WIDE, new TimeAxis(from, to, NAMES, WIDE - EDGE)).drawn(),
                new TimelineDrawing(one, "phone", NARROW, new TimeAxis(from, to, EDGE, NARROW - EDGE)).drawn());
    }

    private Drawing drawn() {
        List<Shape> above = new ArrayList<>();
        rows();
        one.indexes().forEach(this::windows);
        int scoresFrom = y;
        scores();
        int bottom = y + EDGE / 2;
        shade(scoresFrom, bottom, above);
        axis.ticks().forEach(tick -> {
            above.add(0, new Shape(line(tick.x(), HEAD - 10, tick.x(), bottom), "tick", null));
            label(tick.x(), 12, tick.x() > width - 40 ? "end" : "middle", "year", tick.words());
        });
        for (Index index : one.indexes()) {
            int x = axis.x(LocalDate.parse(index.on()));
            above.add(
                    new Shape(line(x, HEAD - 10, x, bottom), "index-line", "Index " + index.no() + ", " + index.on()));
            label(x, 26, x > width - 60 ? "end" : "middle", "index-name", "index " + index.no());
            if (index.failure() != null) {
                int failed = axis.x(LocalDate.parse(index.failure().on()));
                above.add(new Shape(
                        line(failed, HEAD - 4, failed, bottom),
                        "failure-line",
                        "Treatment failure from " + index.failure().on()));
                label(failed + 4, bottom + 9, failed > width - 60 ? "end" : "start", "failure-name", "failure");
            }
        }
        above.addAll(shapes);
        return new Drawing(id, width, bottom + EDGE, words(), List.copyOf(above), List.copyOf(labels));
    }

    private String words() {
        long scores = one.timeline().stream()
                .filter(entry -> entry.lane().equals("score"))
                .count();
        long chosen = one.timeline().stream()
                .filter(entry -> entry.lane().equals("score") && entry.stands())
                .count();
        StringBuilder words = new StringBuilder(
                "From " + axis.first().plusDays(15) + " to " + axis.last().minusDays(15) + ". ");
        one.indexes().forEach(index -> {
            words.append("Index ")
                    .append(index.no())
                    .append(" on ")
                    .append(index.on())
                    .append(". ");
            if (index.failure() != null) {
                words.append("Treatment failure from ")
                        .append(index.failure().on())
                        .append(". ");
            }
        });
        return words.append(scores + (scores == 1 ? " score, " : " scores, ") + chosen
                        + " chosen for a window. The tables below say the same.")
                .toString();
    }

    /** Everything but scores: one row for each kind. */
    private void rows() {
        Map<String, List<Entry>> byName = new LinkedHashMap<>();
        ROWS.forEach(lane -> one.timeline().stream()
                .filter(entry -> entry.lane().equals(lane) && entry.on() != null)
                .forEach(entry -> byName.computeIfAbsent(name(entry), any -> new ArrayList<>())
                        .add(entry)));
        byName.forEach((name, entries) -> {
            begin(name, ROW);
            entries.forEach(entry -> mark(entry, y - ROW / 2));
        });
    }

    private static String name(Entry entry) {
        return switch (entry.lane()) {
            case "review" -> "open questions";
            case "contact", "death" -> "contact and death";
            case "diagnosis" -> entry.kind().equals("lss")
                    ? "lumbar stenosis"
                    : entry.kind().replace('-', ' ');
            case "procedure" -> entry.kind().equals("mild")
                    ? "MILD procedure"
                    : entry.kind().replace('-', ' ');
            default -> entry.kind().replace('-', ' ');
        };
    }

    /** Makes room for a row and writes its name beside it, or above it where there is no room. */
    private void begin(String name, int height) {
        if (narrow) {
            y += NAME_ABOVE;
            label(EDGE, y - 3, "start", "name", name);
        } else {
            label(NAMES - EDGE, y + height / 2 + 4, "end", "name", name);
        }
        shapes.add(new Shape(line(narrow ? EDGE : 0, y + height, width - EDGE, y + height), "row", null));
        y += height;
    }

    private void mark(Entry entry, int at) {
        PartialDate on = date(entry.on());
        LocalDate end = entry.until() == null ? on.last() : date(entry.until()).last();
        String says = entry.on() + (entry.until() == null ? "" : " to " + entry.until()) + ": " + entry.what();
        if (end.isBefore(axis.first())) {
            shapes.add(new Shape(triangle(axis.left(), at), kind(entry), "Earlier, " + says));
        } else if (end.isAfter(on.first())) {
            int from = axis.x(on.first());
            int to = Math.max(from + 4, axis.x(end));
            shapes.add(new Shape(box(from, at - 5, to, at + 5), kind(entry) + (on.hasDay() ? "" : " vague"), says));
        } else {
            int x = axis.x(on.first());
            shapes.add(new Shape(
                    entry.lane().equals("procedure")
                            ? diamond(x, at, entry.stands() ? 8 : 6)
                            : entry.lane().equals("score") ? circle(x, at, 4) : box(x - 4, at - 5, x + 4, at + 5),
                    kind(entry),
                    says));
        }
    }

    private static String kind(Entry entry) {
        return entry.lane() + (entry.stands() ? "" : " hollow");
    }

    private void windows(Index index) {
        begin(one.indexes().size() == 1 ? "windows" : "windows of index " + index.no(), ROW);
        boolean odd = false;
        int free = 0;
        for (Window window : index.windows()) {
            odd = !odd;
            LocalDate from = LocalDate.parse(window.from());
            LocalDate to = LocalDate.parse(window.to());
            if (to.isBefore(axis.first()) || from.isAfter(axis.last())) {
                continue;
            }
            int left = axis.x(from);
            int right = Math.max(left + 1, axis.x(to));
            String held = window.series().isEmpty()
                    ? "no score"
                    : window.series().size() + (window.series().size() == 1 ? " chosen score" : " chosen scores");
            shapes.add(new Shape(
                    box(left, y - ROW + 3, right, y - 3),
                    "window" + (odd ? "" : " even"),
                    window.name() + ", " + window.from() + " to " + window.to() + ": " + held));
            String name = shortName(window.name());
            if (right - left >= name.length() * LETTER + 4 && left >= free) {
                label((left + right) / 2, y - ROW / 2 + 4, "middle", "window-name", name);
                free = right;
            }
        }
    }

    private static String shortName(String window) {
        return window.replace("baseline", "base").replace("-weeks", " wk").replace("-months", " mo");
    }

    /** The windows of the first index behind the scores. */
    private void shade(int top, int bottom, List<Shape> below) {
        if (one.indexes().isEmpty() || top == y) {
            return;
        }
        boolean odd = false;
        for (Window window : one.indexes().get(0).windows()) {
            odd = !odd;
            LocalDate from = LocalDate.parse(window.from());
            LocalDate to = LocalDate.parse(window.to());
            if (!to.isBefore(axis.first()) && !from.isAfter(axis.last())) {
                int left = axis.x(from);
                below.add(new Shape(
                        box(left, top, Math.max(left + 1, axis.x(to)), bottom), "shade" + (odd ? "" : " even"), null));
            }
        }
    }

    private void scores() {
        Map<String, List<Entry>> byInstrument = new LinkedHashMap<>();
        one.timeline().stream()
                .filter(entry -> entry.lane().equals("score") && entry.on() != null)
                .sorted(Comparator.comparing(Entry::kind))
                .forEach(entry -> byInstrument
                        .computeIfAbsent(entry.kind(), any -> new ArrayList<>())
                        .add(entry));
        byInstrument.forEach(this::plot);
    }

    private void plot(String instrument, List<Entry> scores) {
        begin(instrument.replace('-', ' '), PLOT);
        List<Scale> scales = one.scales().stream()
                .filter(scale -> instrument.equals(scale.instrument() + " " + scale.component()))
                .toList();
        BigDecimal lowest = scales.stream()
                .map(Scale::lowest)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        BigDecimal highest = scales.stream()
                .map(Scale::highest)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        double range = highest.subtract(lowest).doubleValue();
        StringBuilder path = new StringBuilder();
        List<Shape> points = new ArrayList<>();
        for (Entry score : scores) {
            double share = score.value().subtract(lowest).doubleValue() / range;
            int at = y - EDGE - (int) Math.round(share * (PLOT - 2 * EDGE));
            if (date(score.on()).last().isBefore(axis.first())) {
                points.add(new Shape(
                        triangle(axis.left(), at), kind(score), "Earlier, " + score.on() + ": " + score.what()));
                continue;
            }
            int x = axis.x(date(score.on()).first());
            points.add(new Shape(circle(x, at, 5), kind(score), score.on() + ": " + score.what()));
            if (score.stands()) {
                path.append(path.length() == 0 ? "M" : "L")
                        .append(x)
                        .append(' ')
                        .append(at);
            }
        }
        if (path.indexOf("L") > 0) {
            shapes.add(new Shape(path.toString(), "course", null));
        }
        shapes.addAll(points);
        int edge = narrow ? width - 2 : width;
        label(edge, y - PLOT + EDGE + 3, "end", "scale", plain(highest));
        label(edge, y - EDGE + 5, "end", "scale", plain(lowest));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private void label(int x, int at, String anchor, String kind, String words) {
        labels.add(new Label(x, at, anchor, kind, words));
    }

    private static PartialDate date(String text) {
        return PartialDate.parse(text, ZoneOffset.UTC);
    }

    private static String line(int fromX, int fromY, int toX, int toY) {
        return "M" + fromX + " " + fromY + "L" + toX + " " + toY;
    }

    private static String box(int left, int top, int right, int bottom) {
        return "M" + left + " " + top + "H" + right + "V" + bottom + "H" + left + "Z";
    }

    private static String diamond(int x, int y, int half) {
        return "M" + (x - half) + " " + y + "L" + x + " " + (y - half) + "L" + (x + half) + " " + y + "L" + x + " "
                + (y + half) + "Z";
    }

    private static String circle(int x, int y, int radius) {
        String arc = "a" + radius + " " + radius + " 0 1 0 ";
        return "M" + (x - radius) + " " + y + arc + 2 * radius + " 0" + arc + -2 * radius + " 0Z";
    }

    /** Points to what is earlier. */
    private static String triangle(int x, int y) {
        return "M" + x + " " + y + "L" + (x + 8) + " " + (y - 5) + "V" + (y + 5) + "Z";
    }
}
