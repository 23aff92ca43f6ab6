package org.interlaminar.ehr.search;

import java.sql.SQLException;

/** One part of a pull: it fetches a page or a person, and lands what it fetched. */
interface Leg extends AutoCloseable {
    boolean hasMore();

    void fetch() throws SQLException;

    /** Commits what was fetched, if anything was. */
    void land() throws SQLException;

    /** The leg is left, at its end or before: nothing more is asked. */
    @Override
    default void close() {}
}
