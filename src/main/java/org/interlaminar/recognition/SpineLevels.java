package org.interlaminar.recognition;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The lumbar interspaces that texts name, from however they are written: {@code L3-4}, {@code L3/L4}, {@code L3-5},
 * {@code L4 to S1}, {@code L3-4 and 4-5}. Vertebrae are counted downwards, L1 being 1 and S1 being 6.
 */
public final class SpineLevels {
    private static final int FIRST_LUMBAR = 1;
    private static final int SACRUM = 6;
    private static final int THORACIC = 12;
    private static final int NOT_IN_ORDER = -100;

    /** A number before these is a quantity. */
    private static final Set<String> UNITS = Words.set(
            "mm cm mg ml mcg g kg min mins minutes minute hours hour hrs days"
                    + " weeks week wks months month mos years year yrs capsule capsules caplet tablet tablets tab tabs");

    private final String text;
    private int at;
    private boolean reachesLumbar;

    private SpineLevels(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** @return interspaces as {@code L4-L5}, and vertebrae named alone as {@code L4}, from the top down */
    public static SortedSet<String> in(List<String> texts) {
        SortedSet<String> found = new TreeSet<>();
        for (String text : texts) {
            if (text != null) {
                addAll(Words.plain(text), found);
            }
        }
        return found;
    }

    private static void addAll(String text, SortedSet<String> found) {
        int from = 0;
        while (from < text.length()) {
            Span span = Character.isLetterOrDigit(text.charAt(from)) ? at(text, from) : null;
            if (span != null) {
                found.addAll(span.levels());
                from = span.end();
            } else {
                from = endOfWord(text, from);
            }
        }
    }

    /** One naming of levels, lists such as {@code L3-4, 4-5} included. */
    record Span(int end, String word, SortedSet<String> levels) {}

    /** @param from the first letter of a word of plain text; @return null when no level begins there */
    static Span at(String text, int from) {
        if (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
            return null;
        }
        return new SpineLevels(text, from).read();
    }

    private Span read() {
        char region = region();
        if (region == 0) {
            return null;
        }
        SortedSet<String> levels = new TreeSet<>();
        at++;
        boolean apart = charAt(at) == ' ' && region == 'L';
        at += apart ? 1 : 0;
        int first = number(region, true);
        if (first == NOT_IN_ORDER) {
            return null;
        }
        boolean pair = chain(region, first, levels);
        if (!pair && (region != 'L' || apart || ratioFollows() || quantityFollows(at))) {
            return null;
        }
        while (pair && another(region, levels)) {
            // a list goes on without its letter
        }
        return new Span(at, word(levels), levels);
    }

    private String word(SortedSet<String> levels) {
        if (!levels.isEmpty()) {
            return Words.LUMBAR_LEVEL;
        }
        return reachesLumbar ? Words.JOINT_LEVEL : Words.HIGHER_LEVEL;
    }

    private boolean ratioFollows() {
        return charAt(at) == '/' && Character.isDigit(charAt(at + 1));
    }

    private char region() {
        char letter = Character.toUpperCase(charAt(at));
        return letter == 'L' || letter == 'T' || letter == 'C' ? letter : 0;
    }

    /** Reads the levels that hang on the first one; a first one without others is a vertebra. */
    private boolean chain(char region, int first, SortedSet<String> levels) {
        int upper = first;
        boolean pair = false;
        int lower = next(region, upper);
        while (lower != NOT_IN_ORDER) {
            addBetween(region, upper, lower, levels);
            upper = lower;
            pair = true;
            lower = next(region, upper);
        }
        if (!pair && region == 'L') {
            levels.add("L" + first);
        }
        return pair;
    }

    /** The other end of a pair or range, or {@link #NOT_IN_ORDER} with nothing read. */
    private int next(char region, int upper) {
        int before = at;
        boolean spaced = joint();
        if (at > before) {
            char letter = Character.toUpperCase(charAt(at));
            boolean lettered = letter == 'L' || letter == 'S' || letter == 'T' || letter == region;
            at += lettered ? 1 : 0;
            at += lettered && charAt(at) == ' ' ? 1 : 0;
            int lower = number(lettered ? letter : region, lettered);
            boolean sacrum = !lettered && region == 'L' && upper == SACRUM - 1 && lower == FIRST_LUMBAR;
            lower = sacrum ? SACRUM : lower;
            boolean plausible = lower != NOT_IN_ORDER
                    && (lettered
                            ? lower != upper
                            : lower > upper && !quantityFollows(at) && (!spaced || lower == upper + 1));
            if (plausible) {
                reachesLumbar |= region != 'C' && lower >= FIRST_LUMBAR;
                return lower;
            }
        }
        at = before;
        return NOT_IN_ORDER;
    }

    /** Reads a dash, a slash or the word to; @return whether blanks stood about it */
    private boolean joint() {
        int mark = charAt(at) == ' ' ? at + 1 : at;
        int end = mark;
        if (charAt(mark) == '-' || charAt(mark) == '/') {
            end = mark + 1;
        } else {
            String word = text.substring(mark, endOfWord(text, mark)).toLowerCase(Locale.ROOT);
            end = Set.of("to", "through", "thru").contains(word) ? mark + word.length() : mark;
        }
        if (end > mark) {
            boolean spaced = mark > at || charAt(end) == ' ';
            at = charAt(end) == ' ' ? end + 1 : end;
            return spaced;
        }
        return false;
    }

    /** The place of a vertebra in the count, thoracic ones being zero and less. */
    private int number(char region, boolean lettered) {
        int digits = at;
        while (Character.isDigit(charAt(digits))) {
            digits++;
        }
        boolean glued = Character.isLetter(charAt(digits)) || inDecimal(digits);
        if (digits == at || digits - at > 2 || glued) {
            return NOT_IN_ORDER;
        }
        int number = 0;
        for (int i = at; i < digits; i++) {
            number = number * 10 + Character.digit(text.charAt(i), 10);
        }
        int place =
                switch (region) {
                    case 'L' -> number >= FIRST_LUMBAR && number < SACRUM ? number : NOT_IN_ORDER;
                    case 'S' -> lettered && number == 1 ? SACRUM : NOT_IN_ORDER;
                    case 'T' -> number >= 1 && number <= THORACIC ? number - THORACIC : NOT_IN_ORDER;
                    default -> number >= 1 && number <= 7 ? number : NOT_IN_ORDER;
                };
        at = place == NOT_IN_ORDER ? at : digits;
        return place;
    }

    private boolean inDecimal(int end) {
        return charAt(end) == '.' && Character.isDigit(charAt(end + 1));
    }

    private static void addBetween(char region, int one, int other, SortedSet<String> levels) {
        if (region == 'C') {
            return;
        }
        for (int upper = Math.max(FIRST_LUMBAR, Math.min(one, other)); upper < Math.max(one, other); upper++) {
            levels.add("L" + upper + "-" + (upper + 1 == SACRUM ? "S1" : "L" + (upper + 1)));
        }
    }

    /** Reads a further pair of the list that carries no letter, as in {@code L3-4, 4-5}. */
    private boolean another(char region, SortedSet<String> levels) {
        int before = at;
        skipComma();
        if (Character.isDigit(charAt(at))) {
            int first = number(region, false);
            int lower = first == NOT_IN_ORDER ? NOT_IN_ORDER : next(region, first);
            if (lower == first + 1 && !quantityFollows(at)) {
                addBetween(region, first, lower, levels);
                return true;
            }
        }
        at = before;
        return false;
    }

    private void skipComma() {
        at += charAt(at) == ' ' ? 1 : 0;
        if (",&+/".indexOf(charAt(at)) >= 0) {
            at++;
        }
        at += charAt(at) == ' ' ? 1 : 0;
        if (text.regionMatches(true, at, "and ", 0, 4)) {
            at += 4;
        }
    }

    private boolean quantityFollows(int end) {
        int from = charAt(end) == ' ' ? end + 1 : end;
        if (charAt(end) == '%') {
            return true;
        }
        if ((charAt(end) == '/' || charAt(end) == '-') && Character.isDigit(charAt(end + 1))) {
            return endOfWord(text, end + 1) - end > 2;
        }
        int to = endOfWord(text, from);
        return UNITS.contains(text.substring(from, to).toLowerCase(Locale.ROOT));
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return Math.max(end, Math.min(from + 1, text.length()));
    }

    private char charAt(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\n';
    }
}
