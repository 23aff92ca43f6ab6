package org.interlaminar.operations;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit beside each other on a screen. */
final class Wrapped {
    private static final int WIDTH = 100;

    private Wrapped() {}

    /** @param beside what stands before the first line; the further ones are set in as far */
    static List<String> lines(String beside, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(beside);
        boolean isEmpty = true;
        for (String word : text.split(" ")) {
            if (!isEmpty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(beside.length()));
                isEmpty = true;
            }
            line.append(isEmpty ? "" : " ").append(word);
            isEmpty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
