package org.interlaminar.operations;

import java.util.List;

/**
 * A timeline as shapes and words, ready to be written as SVG: what is drawn first lies below.
 *
 * @param id makes its ids different from those of another drawing on the page
 * @param words what somebody hears who does not see it
 */
record Drawing(String id, int width, int height, String words, List<Shape> shapes, List<Label> labels) {
    /**
     * A path.
     *
     * @param path its geometry, SVG's {@code d}
     * @param kind its class in the style sheet
     * @param says what a pointer that rests on it is told, or null
     */
    record Shape(String path, String kind, String says) {}

    /** @param anchor start, middle or end: which part of the words stands at x */
    record Label(int x, int y, String anchor, String kind, String words) {}
}
