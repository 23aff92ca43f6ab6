package org.interlaminar.publication.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A table of the mart that is read row by row, and what it can be filtered by. */
enum RowTable {
    CASES(
            "cases",
            "case",
            words("lss", "yes", "no", "undecided"),
            words("nc", "yes", "not-documented", "unknown"),
            words("mild", "yes", "no", "undecided", "trial-blinded", "historical", "hybrid", "not-performed"),
            words("certainty", "definite", "probable"),
            words("sex", "female", "male", "other", "unknown"),
            words("comparator", "open-decompression", "fusion", "spacer"),
            yesOrNo("complete")),
    PROCEDURES(
            "procedures",
            "procedure",
            number("index-no", "index_no"),
            words(
                    "kind",
                    "mild",
                    "pild-trial-blinded",
                    "open-decompression",
                    "fusion",
                    "spacer",
                    "epidural-injection",
                    "ablation",
                    "stimulation"),
            words("laterality", "left", "right", "bilateral", "mixed", "not-documented"),
            words("reintervention", "none", "surgical", "non-surgical"),
            words("certainty", "definite", "probable")),
    SCORES(
            "scores",
            "score",
            number("index-no", "index_no"),
            words("instrument", "ODI", "NRS", "VAS", "ZCQ", "PROMIS", "EQ-5D", "walking"),
            name("component"),
            name("window"),
            name("unit"),
            yesOrNo("chosen")),
    EVENTS(
            "events",
            "event",
            number("index-no", "index_no"),
            words("kind", "complication", "reintervention", "symptom", "unplanned-return", "milestone"),
            name("type"),
            name("attribution")),
    THERAPIES("therapies", "therapy", number("index-no", "index_no"), name("kind"), words("phase", "before", "after")),
    ASSESSMENTS("assessments", "assessment", number("index-no", "index_no"), words("imaging", "mri", "ct")),
    CODE_HITS(
            "code-hits",
            "code_hit",
            words("answer", "tagged", "not-ours", "undecided", "score", "no-score", "event", "therapy"),
            words("route", "direct", "site-map", "text"),
            name("tag"),
            name("rule"));

    /**
     * One way to filter.
     *
     * @param parameter as it is asked for
     * @param column of the mart
     * @param words the only values there are; empty when any word will do
     */
    record Filter(String parameter, String column, Kind kind, List<String> words) {}

    enum Kind {
        WORD,
        NUMBER,
        YES_NO
    }

    private final String path;
    private final String table;
    private final List<Filter> filters;

    RowTable(String path, String table, Filter... filters) {
        this.path = path;
        this.table = table;
        this.filters = List.of(filters);
    }

    static Optional<RowTable> of(String path) {
        return Arrays.stream(values()).filter(one -> one.path.equals(path)).findFirst();
    }

    String path() {
        return path;
    }

    /** Its name in the mart. */
    String table() {
        return table;
    }

    List<Filter> filters() {
        return filters;
    }

    private static Filter words(String column, String... words) {
        return new Filter(column, column, Kind.WORD, List.of(words));
    }

    private static Filter name(String column) {
        return new Filter(column, column, Kind.WORD, List.of());
    }

    private static Filter number(String parameter, String column) {
        return new Filter(parameter, column, Kind.NUMBER, List.of());
    }

    private static Filter yesOrNo(String column) {
        return new Filter(column, column, Kind.YES_NO, List.of("yes", "no"));
    }
}
