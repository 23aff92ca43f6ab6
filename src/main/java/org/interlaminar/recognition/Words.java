package org.interlaminar.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of one record's texts in a row, read once from left to right. Words are in lower case, except {@link #CAPITALS};
 * a comma, colon, bracket or free-standing dash is a word of its own; hyphens and slashes between words are dropped, so that
 * {@code image-guided} is two words; a spinal level is one word whatever its writing.
 */
final class Words {
    /** The end of a sentence or of a text, a semicolon, an empty line, a bullet. */
    static final String END = "<end>";

    /** The end of a line; ends a clause, and a phrase may run across it. */
    static final String LINE = "<line>";

    /** The end of a question. */
    static final String QUESTION = "<question>";

    static final String LUMBAR_LEVEL = "<lumbar level>";
    static final String HIGHER_LEVEL = "<higher level>";

    /** Between the last thoracic and the first lumbar vertebra: of neither region. */
    static final String JOINT_LEVEL = "<thoracolumbar level>";

    /** The procedure's name, or the adjective, in capitals. */
    static final String CAPITALS = "MILD";

    /** The name with dots or a trademark sign. */
    static final String BRAND = "<brand>";

    /** The name with a letter R in brackets, which is also how the right side is written. */
    static final String BRAND_OR_RIGHT = "<brand or right>";

    private static final int DOTTED_LENGTH = 7;

    /** After these a sentence goes on, whatever line its next word stands on. */
    private static final Set<String> UNFINISHED =
            set("of for to a an the and or with no not without never prior previous"
                    + " considering recommend recommending awaiting undergo undergoing under at in s/p post , : (");

    private static final Set<String> ABBREVIATED =
            set("dr mr mrs ms pt st vs approx prev hx incl proc bilat lt rt lat eval appt");

    private final List<String> words = new ArrayList<>();
    private final String text;
    private int at;

    private Words(String text) {
        this.text = text;
    }

    static List<String> of(List<String> texts) {
        List<String> all = new ArrayList<>();
        for (String text : texts) {
            if (text != null) {
                Words read = new Words(plain(text));
                read.readAll();
                all.addAll(read.words);
                all.add(END);
            }
        }
        return all;
    }

    /** A constant's words, parted by blanks. */
    static Set<String> set(String words) {
        return Set.of(words.split(" "));
    }

    /** The word in this place, or {@link #END} where there is none. */
    static String at(List<String> words, int place) {
        return place >= 0 && place < words.size() ? words.get(place) : END;
    }

    static boolean ends(String word) {
        return word.equals(END) || word.equals(LINE) || word.equals(QUESTION);
    }

    static boolean isNumber(String word) {
        return Character.isDigit(word.charAt(0));
    }

    /** One blank for any blanks, one dash for every kind of dash, nothing for what is not seen. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = plain(text.charAt(i));
            char last = plain.length() == 0 ? '\n' : plain.charAt(plain.length() - 1);
            if (c == '\n' && last == ' ') {
                plain.setLength(plain.length() - 1);
            }
            boolean unseen = Character.getType(c) == Character.FORMAT;
            boolean blankAgain = c == ' ' && (last == ' ' || last == '\n');
            if (!unseen && !blankAgain) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static char plain(char c) {
        return switch (Character.getType(c)) {
            case Character.DASH_PUNCTUATION -> '-';
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
            default -> switch (c) {
                case '\u2212' -> '-';
                case '\u2019' -> '\'';
                case '\f', '\u000b', '\u0085' -> '\n';
                case '\t', '\r' -> ' ';
                default -> c;
            };
        };
    }

    private void readAll() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isLetterOrDigit(c)) {
                word();
            } else {
                mark(c);
            }
        }
    }

    private void word() {
        SpineLevels.Span level = SpineLevels.at(text, at);
        if (level != null) {
            words.add(level.word());
            at = level.end();
        } else if (dotted()) {
            words.add(BRAND);
            at += DOTTED_LENGTH;
            at += charAt(at) == '.' ? 1 : 0;
            signed();
        } else {
            plainWord();
        }
    }

    private void plainWord() {
        int from = at;
        at = endOfWord(from);
        if (isDecimal(from, at)) {
            at = endOfWord(at + 1);
        }
        if (at == from + 1 && charAt(at) == '/' && Character.isLetter(charAt(at + 1))) {
            at = endOfWord(at + 1);
        }
        String written = text.substring(from, at);
        String lower = written.toLowerCase(Locale.ROOT);
        if (lower.equals("mild")) {
            words.add(signed() ? BRAND : right() ? BRAND_OR_RIGHT : written.equals(CAPITALS) ? CAPITALS : lower);
        } else if (charAt(at) == '\'') {
            shortened(lower);
        } else {
            words.add(lower);
        }
    }

    /** {@code didn't} says not; {@code patient's} is the patient. */
    private void shortened(String lower) {
        int end = endOfWord(at + 1);
        boolean not = lower.endsWith("n") && text.substring(at + 1, end).equalsIgnoreCase("t");
        words.add(not ? "not" : lower);
        at = end;
    }

    /** {@code 2.5} is one number; what has a second dot, or a year behind the first, is a date. */
    private boolean isDecimal(int from, int dot) {
        int end = endOfWord(dot + 1);
        return Character.isDigit(charAt(from))
                && charAt(from - 1) != '.'
                && charAt(dot) == '.'
                && Character.isDigit(charAt(dot + 1))
                && end - dot < 4
                && !(charAt(end) == '.' && Character.isDigit(charAt(end + 1)));
    }

    private int endOfWord(int from) {
        int end = from;
        while (Character.isLetterOrDigit(charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean dotted() {
        return text.regionMatches(true, at, "m.i.l.d", 0, DOTTED_LENGTH)
                && !Character.isLetterOrDigit(charAt(at + DOTTED_LENGTH))
                && !(at > 1 && charAt(at - 1) == '.' && Character.isLetter(charAt(at - 2)));
    }

    /** Reads a trademark sign, if one follows. */
    private boolean signed() {
        int sign = charAt(at) == ' ' ? at + 1 : at;
        if (charAt(sign) == '\u00ae' || charAt(sign) == '\u2122' || charAt(sign) == '\u2120') {
            at = sign + 1;
            return true;
        }
        if (text.regionMatches(true, sign, "(tm)", 0, 4)) {
            at = sign + 4;
            return true;
        }
        return false;
    }

    private boolean right() {
        if (text.regionMatches(true, at, "(r)", 0, 3)) {
            at += 3;
            return true;
        }
        return false;
    }

    private void mark(char c) {
        switch (c) {
            case '\n' -> line();
            case ';', '!', '\u2022' -> end();
            case '?' -> question();
            case '.' -> dot();
            case ',', ':' -> add(String.valueOf(c));
            case '(', '[' -> add("(");
            case ')', ']' -> add(")");
            case '@' -> add("at");
            case '&', '+' -> add("and");
            case '-' -> dash();
            default -> {}
        }
        at++;
    }

    private void line() {
        if (charAt(at - 1) == '\n') {
            end();
        } else if (!UNFINISHED.contains(last())) {
            add(LINE);
        }
    }

    private void dot() {
        boolean inNumber = Character.isDigit(charAt(at - 1)) && Character.isDigit(charAt(at + 1));
        boolean inInitials = Character.isLetter(charAt(at + 1)) && last().length() == 1;
        if (!inNumber && !inInitials && !ABBREVIATED.contains(last())) {
            end();
        }
    }

    /** Behind a word it asks; before one it doubts. */
    private void question() {
        char before = charAt(at - 1);
        if (before != '?' && before != '!') {
            add(Character.isLetterOrDigit(before) || before == ')' ? QUESTION : "possible");
        }
    }

    private void dash() {
        if (charAt(at + 1) == ' ' || charAt(at - 1) == ' ') {
            add("-");
        }
    }

    private void end() {
        if (last().equals(LINE)) {
            words.remove(words.size() - 1);
        }
        add(END);
    }

    /** A mark said twice says no more. */
    private void add(String mark) {
        boolean endedAlready = mark.equals(LINE) && last().equals(END);
        if (!last().equals(mark) && !endedAlready) {
            words.add(mark);
        }
    }

    private String last() {
        return words.isEmpty() ? END : words.get(words.size() - 1);
    }

    private char charAt(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\n';
    }
}
