package org.interlaminar.reading;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes one JSON value in one of the many ways JSON allows: any key order, any whitespace, any letter escaped. Values are
 * maps, lists, strings, booleans, null and {@link Literal} for numbers, whose digits stay as they are.
 */
final class JsonScript {
    /** Written as it stands. */
    record Literal(String text) {}

    private static final String[] BLANKS = {" ", "  ", "\n", "\r\n", "\t", " \n\t "};

    private final Random random;
    private final boolean shuffled;
    private final int blankOneIn;
    private final int escapeOneIn;
    private final int escapedKeyOneIn;
    private final boolean pretty;
    private final StringBuilder out = new StringBuilder();

    private JsonScript(
            Random random, boolean shuffled, int blankOneIn, int escapeOneIn, int escapedKeyOneIn, boolean pretty) {
        this.random = random;
        this.shuffled = shuffled;
        this.blankOneIn = blankOneIn;
        this.escapeOneIn = escapeOneIn;
        this.escapedKeyOneIn = escapedKeyOneIn;
        this.pretty = pretty;
    }

    static byte[] plain(Object value) {
        return new JsonScript(new Random(0), false, 0, 0, 0, false).bytes(value);
    }

    static byte[] pretty(Object value) {
        return new JsonScript(new Random(0), false, 0, 0, 0, true).bytes(value);
    }

    static byte[] anyhow(Object value, Random random) {
        int[] rates = {0, 0, 1, 3, 20};
        return new JsonScript(
                        random,
                        random.nextInt(4) > 0,
                        rates[random.nextInt(rates.length)],
                        rates[random.nextInt(rates.length)],
                        rates[random.nextInt(rates.length)] * 3,
                        random.nextInt(4) == 0)
                .bytes(value);
    }

    private byte[] bytes(Object value) {
        blank();
        value(value, 0);
        blank();
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof List<?> list) {
            array(list, depth);
        } else if (value instanceof String text) {
            string(text, escapeOneIn);
        } else if (value instanceof Literal literal) {
            out.append(literal.text());
        } else {
            out.append(value);
        }
    }

    private void object(Map<?, ?> map, int depth) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (shuffled) {
            Collections.shuffle(entries, random);
        }
        out.append('{');
        String comma = "";
        for (Map.Entry<?, ?> entry : entries) {
            out.append(comma);
            newline(depth + 1);
            string((String) entry.getKey(), oneIn(escapedKeyOneIn) ? 2 : 0);
            blank();
            out.append(':');
            blank();
            value(entry.getValue(), depth + 1);
            blank();
            comma = ",";
        }
        newline(depth);
        out.append('}');
    }

    private void array(List<?> list, int depth) {
        out.append('[');
        String comma = "";
        for (Object element : list) {
            out.append(comma);
            newline(depth + 1);
            value(element, depth + 1);
            blank();
            comma = ",";
        }
        newline(depth);
        out.append(']');
    }

    private void string(String text, int escape) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            String brief = brief(letter);
            boolean pair = isPair(text, i);
            boolean must = letter < ' ' || letter == '"' || letter == '\\' || Character.isSurrogate(letter) && !pair;
            if (brief != null && (must || oneIn(escape)) && random.nextInt(3) > 0) {
                out.append(brief);
            } else if (must || oneIn(escape)) {
                hex(letter);
                if (pair) {
                    hex(text.charAt(++i));
                }
            } else {
                out.append(letter);
                if (pair) {
                    out.append(text.charAt(++i));
                }
            }
        }
        out.append('"');
    }

    private void hex(char letter) {
        String hex = "%04x".formatted((int) letter);
        out.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT));
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private static String brief(char letter) {
        return switch (letter) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '/' -> "\\/";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> null;
        };
    }

    private void blank() {
        if (oneIn(blankOneIn)) {
            out.append(BLANKS[random.nextInt(BLANKS.length)]);
        }
    }

    private void newline(int depth) {
        if (pretty) {
            out.append('\n').append("  ".repeat(depth));
        }
        blank();
    }

    private boolean oneIn(int rate) {
        return rate > 0 && random.nextInt(rate) == 0;
    }
}
