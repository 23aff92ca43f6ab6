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
 * <p>The array must be readable for eight bytes beyond the slice.
 */
final class ByteOutliner {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int UNSURE = -1;
    private static final int MAX_DEPTH = 60;

    private final int[] rootFrom = new int[Root.COUNT];
    private final int[] rootTo = new int[Root.COUNT];
    private final int[] systemFrom = new int[MAX_DEPTH + 4];
    private final int[] systemTo = new int[MAX_DEPTH + 4];
    private final int[] codeFrom = new int[MAX_DEPTH + 4];
    private final int[] codeTo = new int[MAX_DEPTH + 4];

    private byte[] b;
    private boolean escaped;

    /** @return false when unsure; the outline is then to be made by Jackson */
    boolean outline(byte[] bytes, int from, int to, Outline outline) {
        b = bytes;
        Arrays.fill(rootFrom, -1);
        outline.reset(bytes);
        return roots(from, to) && header(outline) && decidingElements(outline);
    }

    private boolean roots(int from, int to) {
        int at = blank(from);
        if (b[at] != '{') {
            return false;
        }
        at = blank(at + 1);
        while (true) {
            if (b[at] != '"') {
                return false;
            }
            int keyFrom = at + 1;
            at = string(keyFrom);
            if (at == UNSURE || escaped) {
                return false;
            }
            Root root = Root.of(b, keyFrom, at - 1);
            at = blank(at);
            if (b[at] != ':') {
                return false;
            }
            int valueFrom = blank(at + 1);
            at = value(valueFrom);
            if (at == UNSURE || at > to) {
                return false;
            }
            if (root != null) {
                if (rootFrom[root.ordinal()] >= 0) {
                    return false;
                }
                rootFrom[root.ordinal()] = valueFrom;
                rootTo[root.ordinal()] = at;
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

    private boolean blankUpTo(int at, int to) {
        for (int i = at; i < to; i++) {
            if (!isBlank(b[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean header(Outline outline) {
        outline.unknownModifier = has(Root.IMPLICIT_RULES) || has(Root.MODIFIER_EXTENSION);
        return header(Root.RESOURCE_TYPE, Field.TYPE, outline)
                && header(Root.ID, Field.ID, outline)
                && header(Root.QUESTIONNAIRE, Field.QUESTIONNAIRE, outline)
                && meta(outline)
                && subject(outline);
    }

    private boolean header(Root root, Field field, Outline outline) {
        return !has(root) || stringField(rootFrom[root.ordinal()], field, outline);
    }

    private boolean stringField(int valueFrom, Field field, Outline outline) {
        if (b[valueFrom] != '"') {
            return true;
        }
        int end = string(valueFrom + 1);
        if (escaped) {
            return false;
        }
        outline.set(field, valueFrom + 1, end - 1);
        return true;
    }

    private boolean meta(Outline outline) {
        return !has(Root.META)
                || eachMember(rootFrom[Root.META.ordinal()], (keyFrom, keyTo, valueFrom, valueTo) -> {
                    if (is(keyFrom, keyTo, "versionId")) {
                        return !outline.has(Field.VERSION) && stringField(valueFrom, Field.VERSION, outline);
                    }
                    if (is(keyFrom, keyTo, "lastUpdated")) {
                        return !outline.has(Field.UPDATED) && stringField(valueFrom, Field.UPDATED, outline);
                    }
                    // A tag is rare enough to be left to Jackson.
                    return !is(keyFrom, keyTo, "tag");
                });
    }

    private boolean subject(Outline outline) {
        if (has(Root.SUBJECT) && has(Root.PATIENT)) {
            return false;
        }
        Root root = has(Root.SUBJECT) ? Root.SUBJECT : Root.PATIENT;
        outline.hasSubject = has(root);
        return !has(root)
                || eachMember(rootFrom[root.ordinal()], (keyFrom, keyTo, valueFrom, valueTo) -> {
                    if (is(keyFrom, keyTo, "reference")) {
                        return !outline.has(Field.REFERENCE) && stringField(valueFrom, Field.REFERENCE, outline);
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
            int keyTo = string(keyFrom) - 1;
            if (escaped) {
                return false;
            }
            int valueFrom = blank(blank(keyTo + 1) + 1);
            int valueTo = value(valueFrom);
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

    private boolean decidingElements(Outline outline) {
        if (!outline.has(Field.TYPE)) {
            return true;
        }
        ScreenedType type = ScreenedType.of(b, outline.from(Field.TYPE), outline.to(Field.TYPE));
        if (type == null) {
            return true;
        }
        for (Root root : type.deciding) {
            if (has(root) && !element(root, rootFrom[root.ordinal()], rootTo[root.ordinal()], outline)) {
                return false;
            }
        }
        return true;
    }

    /** Collects codings and texts at any depth of one element whose grammar has been checked. */
    private boolean element(Root root, int from, int to, Outline outline) {
        if (b[from] == '"') {
            string(from + 1);
            outline.addText(root, from + 1, to - 1);
            return !escaped;
        }
        int depth = 0;
        int at = from;
        while (at < to) {
            byte c = b[at];
            if (c == '{') {
                depth++;
                systemFrom[depth] = -1;
                codeFrom[depth] = -1;
                at++;
            } else if (c == '}') {
                if (codeFrom[depth] >= 0) {
                    outline.addCoding(root, systemFrom[depth], systemTo[depth], codeFrom[depth], codeTo[depth]);
                }
                depth--;
                at++;
            } else if (c == '"') {
                int keyFrom = at + 1;
                at = string(keyFrom);
                if (escaped) {
                    return false;
                }
                int colon = blank(at);
                if (colon < to && b[colon] == ':') {
                    int valueFrom = blank(colon + 1);
                    at = b[valueFrom] == '"' ? textMember(root, keyFrom, at - 1, valueFrom, depth, outline) : valueFrom;
                    if (at == UNSURE) {
                        return false;
                    }
                }
            } else {
                at++;
            }
        }
        return true;
    }

    private int textMember(Root root, int keyFrom, int keyTo, int valueFrom, int depth, Outline outline) {
        int end = string(valueFrom + 1);
        boolean system = is(keyFrom, keyTo, "system");
        boolean code = !system && is(keyFrom, keyTo, "code");
        boolean text = !system && !code && (is(keyFrom, keyTo, "text") || is(keyFrom, keyTo, "display"));
        if (escaped && (system || code || text)) {
            return UNSURE;
        }
        if (system) {
            systemFrom[depth] = valueFrom + 1;
            systemTo[depth] = end - 1;
        } else if (code) {
            codeFrom[depth] = valueFrom + 1;
            codeTo[depth] = end - 1;
        } else if (text) {
            outline.addText(root, valueFrom + 1, end - 1);
        }
        return end;
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
        byte[] bytes = b;
        int at = from;
        while (bytes[at] <= ' ' && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Steps over one value of any kind. @return the index behind it, or UNSURE */
    private int value(int from) {
        int at = from;
        int depth = 0;
        long objects = 0;
        while (true) {
            switch (b[at]) {
                case '"' -> at = string(at + 1);
                case '{' -> {
                    int inside = blank(at + 1);
                    if (b[inside] == '}') {
                        at = inside + 1;
                    } else {
                        objects = objects << 1 | 1;
                        if (++depth > MAX_DEPTH || (at = key(inside)) == UNSURE) {
                            return UNSURE;
                        }
                        continue;
                    }
                }
                case '[' -> {
                    int inside = blank(at + 1);
                    if (b[inside] == ']') {
                        at = inside + 1;
                    } else {
                        objects = objects << 1;
                        if (++depth > MAX_DEPTH) {
                            return UNSURE;
                        }
                        at = inside;
                        continue;
                    }
                }
                case 't' -> at = word(at, "true");
                case 'f' -> at = word(at, "false");
                case 'n' -> at = word(at, "null");
                default -> at = number(at);
            }
            if (at == UNSURE) {
                return UNSURE;
            }
            while (true) {
                if (depth == 0) {
                    return at;
                }
                byte c = b[at];
                if (c <= ' ') {
                    at = blank(at);
                    c = b[at];
                }
                boolean object = (objects & 1) == 1;
                if (c == ',') {
                    at = blank(at + 1);
                    if (object && (at = key(at)) == UNSURE) {
                        return UNSURE;
                    }
                    break;
                }
                if (c != (object ? '}' : ']')) {
                    return UNSURE;
                }
                at++;
                depth--;
                objects >>>= 1;
            }
        }
    }

    /** Steps over a key and its colon. @return the index of the value, or UNSURE */
    private int key(int at) {
        if (b[at] != '"') {
            return UNSURE;
        }
        int end = string(at + 1);
        if (end == UNSURE) {
            return UNSURE;
        }
        end = blank(end);
        return b[end] == ':' ? blank(end + 1) : UNSURE;
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

    /** Steps over a string's content and closing quote, noting whether it had escapes. @return the index behind the quote */
    private int string(int from) {
        escaped = false;
        int at = from;
        while (true) {
            long word = longAt(b, at);
            long quote = word ^ 0x2222222222222222L;
            long slash = word ^ 0x5c5c5c5c5c5c5c5cL;
            long special =
                    ((quote - ONES & ~quote) | (slash - ONES & ~slash) | (word - 0x2020202020202020L & ~word) | word)
                            & HIGHS;
            if (special == 0) {
                at += 8;
                continue;
            }
            // Borrows can mark bytes above a true hit, never below: the lowest mark is real.
            at += Long.numberOfTrailingZeros(special) >>> 3;
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
