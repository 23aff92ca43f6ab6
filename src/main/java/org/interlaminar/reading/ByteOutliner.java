package org.interlaminar.reading;

import static org.interlaminar.reading.Bytes.longAt;

import java.util.Arrays;
import org.interlaminar.reading.Outline.Field;

/**
 * Outlines a resource straight from its bytes: one pass that checks the JSON grammar and steps over what is not asked
 * for, eight bytes at a time inside strings. It answers only when it is sure; anything unusual (escapes in what is asked
 * for, doubled elements, odd numbers, deep nesting, bytes that are not UTF-8) it leaves to {@link JacksonOutliner}. That
 * the two agree is shown by a property test over well-formed and damaged input.
 *
 * <p>The array must be readable for {@link Screen#PADDING} bytes beyond the slice.
 */
final class ByteOutliner {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int UNSURE = -1;
    private static final int NONE = -1;
    private static final int MAX_DEPTH = 60;

    private final int[] rootFrom = new int[Root.COUNT];
    private final int[] systemFrom = new int[MAX_DEPTH + 4];
    private final int[] systemTo = new int[MAX_DEPTH + 4];
    private final int[] codeFrom = new int[MAX_DEPTH + 4];
    private final int[] codeTo = new int[MAX_DEPTH + 4];

    private byte[] b;
    private Outline outline;
    private boolean escaped;
    private int keyFrom;
    private int keyTo;

    /** @return false when unsure; the outline is then to be made by Jackson */
    boolean outline(byte[] bytes, int from, int to, Outline outline) {
        b = bytes;
        this.outline = outline;
        Arrays.fill(rootFrom, -1);
        outline.reset(bytes);
        try {
            return roots(from, to) && header();
        } catch (IndexOutOfBoundsException e) {
            // A resource cut short led into what follows it, up to the end of the array.
            return false;
        }
    }

    private boolean roots(int from, int to) {
        int at = blank(from);
        if (b[at] != '{') {
            return false;
        }
        at = blank(at + 1);
        while (true) {
            at = key(at);
            if (at == UNSURE) {
                return false;
            }
            Root root = Root.of(b, keyFrom, keyTo);
            int valueFrom = at;
            at = value(at, root != null && root.decides() ? root : null);
            if (at == UNSURE || at > to || !remember(root, valueFrom)) {
                return false;
            }
            at = blank(at);
            if (b[at] == '}') {
                return at < to && blankUpTo(at + 1, to);
            }
            if (b[at] != ',') {
                return false;
            }
            at = blank(at + 1);
        }
    }

    /** @return false when the root has been seen in this resource before */
    private boolean remember(Root root, int from) {
        if (root == null) {
            return true;
        }
        if (rootFrom[root.ordinal()] >= 0) {
            return false;
        }
        rootFrom[root.ordinal()] = from;
        return true;
    }

    private boolean blankUpTo(int at, int to) {
        for (int i = at; i < to; i++) {
            if (!isBlank(b[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean header() {
        outline.unknownModifier = has(Root.IMPLICIT_RULES) || has(Root.MODIFIER_EXTENSION);
        return header(Root.RESOURCE_TYPE, Field.TYPE)
                && header(Root.ID, Field.ID)
                && header(Root.QUESTIONNAIRE, Field.QUESTIONNAIRE)
                && meta()
                && subject();
    }

    private boolean header(Root root, Field field) {
        return !has(root) || stringField(rootFrom[root.ordinal()], field);
    }

    private boolean stringField(int valueFrom, Field field) {
        if (b[valueFrom] != '"') {
            return true;
        }
        int end = wanted(valueFrom + 1);
        if (escaped) {
            return false;
        }
        outline.set(field, valueFrom + 1, end - 1);
        return true;
    }

    private boolean meta() {
        return !has(Root.META)
                || eachMember(rootFrom[Root.META.ordinal()], (keyFrom, keyTo, valueFrom, valueTo) -> {
                    if (is(keyFrom, keyTo, "versionId")) {
                        return !outline.has(Field.VERSION) && stringField(valueFrom, Field.VERSION);
                    }
                    if (is(keyFrom, keyTo, "lastUpdated")) {
                        return !outline.has(Field.UPDATED) && stringField(valueFrom, Field.UPDATED);
                    }
                    // A tag is rare enough to be left to Jackson.
                    return !is(keyFrom, keyTo, "tag");
                });
    }

    private boolean subject() {
        Root root = has(Root.SUBJECT) ? Root.SUBJECT : Root.PATIENT;
        outline.hasSubject = has(root);
        return !has(root)
                || eachMember(rootFrom[root.ordinal()], (keyFrom, keyTo, valueFrom, valueTo) -> {
                    if (is(keyFrom, keyTo, "reference")) {
                        return !outline.has(Field.REFERENCE) && stringField(valueFrom, Field.REFERENCE);
                    }
                    return true;
                });
    }

    private interface Member {
        boolean visit(int keyFrom, int keyTo, int valueFrom, int valueTo);
    }

    /** Visits an object's members; the grammar has been checked before. Anything but an object has no members. */
    private boolean eachMember(int objectFrom, Member member) {
        if (b[objectFrom] != '{') {
            return true;
        }
        int at = blank(objectFrom + 1);
        while (b[at] == '"') {
            int keyFrom = at + 1;
            int keyTo = wanted(keyFrom) - 1;
            if (escaped) {
                return false;
            }
            int valueFrom = blank(blank(keyTo + 1) + 1);
            int valueTo = value(valueFrom, null);
            if (!member.visit(keyFrom, keyTo, valueFrom, valueTo)) {
                return false;
            }
            at = blank(valueTo);
            if (b[at] == ',') {
                at = blank(at + 1);
            }
        }
        return true;
    }

    private boolean has(Root root) {
        return rootFrom[root.ordinal()] >= 0;
    }

    private boolean is(int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (b[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private int blank(int from) {
        byte[] b = this.b;
        int at = from;
        while (b[at] <= ' ' && isBlank(b[at])) {
            at++;
        }
        return at;
    }

    /**
     * Steps over one value of any kind.
     *
     * @param root the root element whose codings and texts are collected on the way, or null
     * @return the index behind it, or UNSURE
     */
    private int value(int from, Root root) {
        byte[] b = this.b;
        boolean collecting = root != null;
        int at = from;
        int depth = 0;
        long objects = 0;
        while (true) {
            byte c = b[at];
            if (c == '"') {
                at = collecting ? text(root, at + 1, depth, (objects & 1) == 1) : string(at + 1);
            } else if (c == '{' || c == '[') {
                int inside = blank(at + 1);
                boolean object = c == '{';
                if (b[inside] == (object ? '}' : ']')) {
                    at = inside + 1;
                } else {
                    if (++depth > MAX_DEPTH) {
                        return UNSURE;
                    }
                    objects = objects << 1 | (object ? 1 : 0);
                    systemFrom[depth] = NONE;
                    codeFrom[depth] = NONE;
                    at = object ? key(inside) : inside;
                    if (at == UNSURE) {
                        return UNSURE;
                    }
                    continue;
                }
            } else {
                at = literal(at, c);
            }
            if (at == UNSURE) {
                return UNSURE;
            }
            // Behind a value: close what ends here, or go on to the next member or element.
            while (true) {
                if (depth == 0) {
                    return at;
                }
                boolean object = (objects & 1) == 1;
                c = b[at];
                if (c <= ' ') {
                    at = blank(at);
                    c = b[at];
                }
                if (c == ',') {
                    at = b[at + 1] <= ' ' ? blank(at + 1) : at + 1;
                    if (object && (at = key(at)) == UNSURE) {
                        return UNSURE;
                    }
                    break;
                }
                if (c != (object ? '}' : ']')) {
                    return UNSURE;
                }
                if (collecting && codeFrom[depth] != NONE) {
                    outline.addCoding(root, systemFrom[depth], systemTo[depth], codeFrom[depth], codeTo[depth]);
                }
                at++;
                depth--;
                objects >>>= 1;
            }
        }
    }

    /** A string among what is collected: system and code wait for the end of their object, texts are kept at once. */
    private int text(Root root, int from, int depth, boolean member) {
        int keyEnd = keyTo;
        int end = wanted(from);
        if (end == UNSURE || depth > 0 && !member) {
            return end;
        }
        if (depth == 0) {
            outline.addText(root, from, end - 1);
            return escaped ? UNSURE : end;
        }
        if (is(keyFrom, keyEnd, "system")) {
            systemFrom[depth] = from;
            systemTo[depth] = end - 1;
        } else if (is(keyFrom, keyEnd, "code")) {
            codeFrom[depth] = from;
            codeTo[depth] = end - 1;
        } else if (is(keyFrom, keyEnd, "display") || is(keyFrom, keyEnd, "text")) {
            outline.addText(root, from, end - 1);
        } else {
            return end;
        }
        return escaped ? UNSURE : end;
    }

    private int literal(int at, byte first) {
        return switch (first) {
            case 't' -> word(at, "true");
            case 'f' -> word(at, "false");
            case 'n' -> word(at, "null");
            default -> number(at);
        };
    }

    /** Steps over a key without escapes and its colon. @return the index of the value, or UNSURE */
    private int key(int at) {
        if (b[at] != '"') {
            return UNSURE;
        }
        int end = wanted(at + 1);
        // Jackson takes half a surrogate pair by its escape in a value, and refuses it in a key.
        if (end == UNSURE || escaped) {
            return UNSURE;
        }
        keyFrom = at + 1;
        keyTo = end - 1;
        if (b[end] <= ' ') {
            end = blank(end);
        }
        if (b[end] != ':') {
            return UNSURE;
        }
        return b[end + 1] <= ' ' ? blank(end + 1) : end + 1;
    }

    private int word(int at, String word) {
        return is(at, at + word.length(), word) ? at + word.length() : UNSURE;
    }

    private int number(int from) {
        int at = b[from] == '-' ? from + 1 : from;
        if (b[at] == '0') {
            at++;
        } else if ((at = digits(at)) == UNSURE) {
            return UNSURE;
        }
        if (b[at] == '.' && (at = digits(at + 1)) == UNSURE) {
            return UNSURE;
        }
        if (b[at] == 'e' || b[at] == 'E' || at - from > 100) {
            return UNSURE;
        }
        return at;
    }

    private int digits(int from) {
        int at = from;
        while (b[at] >= '0' && b[at] <= '9') {
            at++;
        }
        return at == from ? UNSURE : at;
    }

    /** Like {@link #string}, for a string that is asked for: {@link #escaped} tells whether it had escapes. */
    private int wanted(int from) {
        escaped = false;
        return string(from);
    }

    /** Steps over a string's content and closing quote. @return the index behind the quote, or UNSURE */
    private int string(int from) {
        byte[] b = this.b;
        int at = from;
        while (true) {
            // Two words at once: most strings end within them, and guessing their length wrong is what costs.
            long first = special(longAt(b, at));
            long second = special(longAt(b, at + 8));
            if ((first | second) == 0) {
                at += 16;
                continue;
            }
            // Borrows can mark bytes above a true hit, never below: the lowest mark is real.
            int offset = first != 0 ? 0 : 8;
            at += offset + (Long.numberOfTrailingZeros(first != 0 ? first : second) >>> 3);
            byte c = b[at];
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\') {
                escaped = true;
                at = escape(at + 1);
            } else if (c < 0) {
                at = multibyte(at);
            } else {
                return UNSURE;
            }
            if (at == UNSURE) {
                return UNSURE;
            }
        }
    }

    /** Marks the high bit of bytes that end a string or need a closer look: quote, backslash, control, beyond ASCII. */
    private static long special(long word) {
        long quote = word ^ 0x2222222222222222L;
        long slash = word ^ 0x5c5c5c5c5c5c5c5cL;
        return ((quote - ONES & ~quote) | (slash - ONES & ~slash) | (word - 0x2020202020202020L & ~word) | word)
                & HIGHS;
    }

    private int escape(int at) {
        return switch (b[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> hex(at + 1) && hex(at + 2) && hex(at + 3) && hex(at + 4) ? at + 5 : UNSURE;
            default -> UNSURE;
        };
    }

    private boolean hex(int at) {
        return Character.digit(b[at], 16) >= 0;
    }

    /** Steps over one UTF-8 sequence of two to four bytes; overlong forms and surrogates are for Jackson to judge. */
    private int multibyte(int at) {
        int lead = b[at] & 0xff;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return continues(at + 1) ? at + 2 : UNSURE;
        }
        int second = b[at + 1] & 0xff;
        if (lead >= 0xe0 && lead <= 0xef) {
            boolean overlong = lead == 0xe0 && second < 0xa0;
            boolean surrogate = lead == 0xed && second >= 0xa0;
            return !overlong && !surrogate && continues(at + 1) && continues(at + 2) ? at + 3 : UNSURE;
        }
        boolean inRange = lead == 0xf0 && second >= 0x90 || lead > 0xf0 && lead < 0xf4 || lead == 0xf4 && second < 0x90;
        return inRange && continues(at + 1) && continues(at + 2) && continues(at + 3) ? at + 4 : UNSURE;
    }

    private boolean continues(int at) {
        return (b[at] & 0xc0) == 0x80;
    }
}
