package org.interlaminar.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work on one connection that is committed whole, or undone. */
public final class Transaction {
    /** The work; may throw to have it undone. */
    public interface Work<T, E extends Exception> {
        T on(Connection connection) throws SQLException, E;
    }

    private Transaction() {}

    /** Commits what the work has done. */
    public static <T, E extends Exception> T committed(DataSource dataSource, Work<T, E> work) throws SQLException, E {
        return run(dataSource, work, true);
    }

    /** Undoes what the work has done, and gives what it found out. */
    public static <T, E extends Exception> T undone(DataSource dataSource, Work<T, E> work) throws SQLException, E {
        return run(dataSource, work, false);
    }

    private static <T, E extends Exception> T run(DataSource dataSource, Work<T, E> work, boolean commit)
            throws SQLException, E {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.on(connection);
                if (commit) {
                    connection.commit();
                    done = true;
                }
                return result;
            } finally {
                if (!done) {
                    undo(connection);
                }
            }
        }
    }

    /** A connection that is lost has undone everything already; saying so would hide why it was lost. */
    public static void undo(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            return;
        }
    }
}
