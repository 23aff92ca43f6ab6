package org.interlaminar.publication.pages;

import java.util.ArrayList;
import java.util.List;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/**
 * The attrition drawn as a flow: a box for everybody who remains, and beside the arrow one for those left out. Steps that left
 * out nobody stand in the table alone.
 *
 * @param width of the drawing in its own units
 * @param height of the drawing
 */
record AttritionFlow(int width, int height, List<Box> remaining, List<Box> leftOut) {
    private static final int BETWEEN = 24;
    private static final int LINE = 17;
    private static final int PADDING = 12;

    /**
     * One box with its lines of text; the first is the number of people.
     *
     */
    record Box(int x, int y, int width, int height, String people, List<String> words) {
        public int middle() {
            return y + height / 2;
        }

        public int bottom() {
            return y + height;
        }

        /** Baseline of the line of words at this place, from 0. */
        public int line(int at) {
            return y + PADDING + 13 + LINE * at + (at > 0 ? 2 : 0);
        }
    }

    static AttritionFlow desk(FigureTable attrition) {
        return drawn(attrition, 560, 270, 310);
    }

    static AttritionFlow phone(FigureTable attrition) {
        return drawn(attrition, 340, 170, 190);
    }

    private static AttritionFlow drawn(FigureTable attrition, int width, int main, int side) {
        Shows shows = new Shows();
        List<Box> remaining = new ArrayList<>();
        List<Box> leftOut = new ArrayList<>();
        int y = 1;
        for (Row row : attrition.rows()) {
            boolean first = remaining.isEmpty();
            if (!first && shows.count(row, "left_out").equals("0")) {
                continue;
            }
            if (!first) {
                List<String> why = wrapped(attrition.label(row, "why"), width - side);
                Box out = box(side, y + BETWEEN / 2, width - side, shows.count(row, "left_out"), why);
                leftOut.add(out);
                y = out.bottom() + BETWEEN / 2;
            }
            Box box = box(1, y, main, shows.count(row, "people"), wrapped(attrition.label(row, "who"), main));
            remaining.add(box);
            y = box.bottom();
        }
        return new AttritionFlow(width, y + 1, List.copyOf(remaining), List.copyOf(leftOut));
    }

    private static Box box(int x, int y, int width, String people, List<String> words) {
        return new Box(x, y, width - 2, 2 * PADDING + LINE * (words.size() + 1), people, words);
    }

    /** Letters of 13 units are about 7 wide. */
    private static List<String> wrapped(String words, int width) {
        int most = (width - 2 * PADDING) / 7;
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
