package org.interlaminar.reading;

import java.util.Arrays;

/**
 * What the screen needs to know of one resource, as slices of bytes: header fields, and the codes and texts of the
 * elements that decide. Filled by {@link ByteOutliner} or {@link JacksonOutliner}, which must agree; reused from resource
 * to resource.
 */
final class Outline {
    /** Header fields, each a string's bytes without its quotes. */
    enum Field {
        TYPE,
        ID,
        VERSION,
        UPDATED,
        REFERENCE,
        QUESTIONNAIRE
    }

    private static final int NONE = -1;
    private static final int MAIN = Root.CODE.ordinal();

    byte[] bytes;
    private final int[] from = new int[Field.values().length];
    private final int[] to = new int[Field.values().length];
    private int[] codings = new int[5 * 16];
    private int codingCount;
    private int[] texts = new int[3 * 16];
    private int textCount;
    boolean unknownModifier;
    boolean subsetted;
    boolean hasSubject;
    boolean hasCode;

    void reset(byte[] source) {
        bytes = source;
        Arrays.fill(from, NONE);
        codingCount = 0;
        textCount = 0;
        unknownModifier = false;
        subsetted = false;
        hasSubject = false;
        hasCode = false;
    }

    void set(Field field, int start, int end) {
        from[field.ordinal()] = start;
        to[field.ordinal()] = end;
    }

    void unset(Field field) {
        from[field.ordinal()] = NONE;
    }

    boolean has(Field field) {
        return from[field.ordinal()] != NONE;
    }

    int from(Field field) {
        return from[field.ordinal()];
    }

    int to(Field field) {
        return to[field.ordinal()];
    }

    /** The field's text, or null when it is absent. */
    String text(Field field) {
        return has(field) ? Bytes.text(bytes, from(field), to(field)) : null;
    }

    /** A coding; systemFrom is negative when it names no system. */
    void addCoding(Root root, int systemFrom, int systemTo, int codeFrom, int codeTo) {
        int at = 5 * codingCount++;
        if (at == codings.length) {
            codings = Arrays.copyOf(codings, 2 * at);
        }
        codings[at] = root.ordinal();
        codings[at + 1] = systemFrom;
        codings[at + 2] = systemTo;
        codings[at + 3] = codeFrom;
        codings[at + 4] = codeTo;
        hasCode |= root == Root.CODE;
    }

    void addText(Root root, int start, int end) {
        int at = 3 * textCount++;
        if (at == texts.length) {
            texts = Arrays.copyOf(texts, 2 * at);
        }
        texts[at] = root.ordinal();
        texts[at + 1] = start;
        texts[at + 2] = end;
        hasCode |= root == Root.CODE;
    }

    /** Told of a coding; main when it stands in the resource's own code. */
    interface CodingVisitor {
        void coding(boolean main, int systemFrom, int systemTo, int codeFrom, int codeTo);
    }

    void codings(ScreenedType type, CodingVisitor visitor) {
        for (int at = 0; at < 5 * codingCount; at += 5) {
            if (type.isDecidedBy(codings[at])) {
                visitor.coding(codings[at] == MAIN, codings[at + 1], codings[at + 2], codings[at + 3], codings[at + 4]);
            }
        }
    }

    interface TextVisitor {
        void text(int start, int end);
    }

    void texts(ScreenedType type, TextVisitor visitor) {
        for (int at = 0; at < 3 * textCount; at += 3) {
            if (type.isDecidedBy(texts[at])) {
                visitor.text(texts[at + 1], texts[at + 2]);
            }
        }
    }
}
