package org.interlaminar.ehr.search;

import java.sql.SQLException;

/** One part of a pull: it fetches a page or a person, and lands what it fetched. */
interface Leg {
    boolean hasMore();

    void fetch() throws SQLException;

    /** Commits what was fetched, if anything was. */
    void land() throws SQLException;
}
