package org.interlaminar.intake;

/** The view landing.current for keys that are at hand, one index lookup each. */
final class CurrentVersion {
    private CurrentVersion() {}

    /**
     * A table expression with the columns of landing.current, to be joined.
     *
     * @param source SQL of the source, as are the others of type and id
     */
    static String of(String source, String type, String id) {
        // Without OFFSET the planner may take the expression apart and order all versions of the store for a few keys.
        return "lateral (select * from landing.current latest where latest.source = " + source + " and latest.type = "
                + type + " and latest.id = " + id + " offset 0)";
    }
}
