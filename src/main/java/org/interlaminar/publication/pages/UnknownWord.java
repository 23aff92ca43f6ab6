package org.interlaminar.publication.pages;

import java.util.List;

/** A page was asked for a measure, a window or a threshold that there is not; says which there are. */
final class UnknownWord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> known;

    /** @param what in words, with its article: a measure */
    UnknownWord(String what, List<String> known) {
        super("There is no such " + what + " in these figures.");
        this.known = known;
    }

    List<String> known() {
        return known;
    }

    /** The word asked for, or the usual one when nothing was asked. */
    static String chosen(String what, String asked, String usual, List<String> known) {
        if (asked == null) {
            return known.contains(usual) || known.isEmpty() ? usual : known.get(0);
        }
        if (!known.contains(asked)) {
            throw new UnknownWord(what, known);
        }
        return asked;
    }
}
