package org.interlaminar.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Locks that hold across all nodes on one store. A source is landed by one run at a time, whichever node it is on: that is
 * what lets a run trust its picture of the landed keys.
 */
public final class StoreLocks {
    private final DataSource dataSource;

    StoreLocks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A lock held until closed, or lost with its connection. */
    public static final class Held implements AutoCloseable {
        private final Connection connection;

        private Held(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void close() throws SQLException {
            try (connection;
                    PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock_all()")) {
                unlock.execute();
            }
        }
    }

    /** @return empty when another run holds the source */
    public Optional<Held> trySource(String source) throws SQLException {
        return take("select pg_try_advisory_lock(hashtextextended('source ' || ?, 0))", source);
    }

    /**
     * Takes the source to the end of the connection's transaction.
     *
     * @return false when a run holds it
     */
    public static boolean trySource(Connection connection, String source) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_try_advisory_xact_lock(hashtextextended('source ' || ?, 0))")) {
            lock.setString(1, source);
            try (ResultSet answer = lock.executeQuery()) {
                answer.next();
                return answer.getBoolean(1);
            }
        }
    }

    /** Keeps pushes of the source out to the end of the connection's transaction; parts of a run may be under way together. */
    public static void keepPushesOut(Connection connection, String source) throws SQLException {
        lock(connection, "pg_advisory_xact_lock_shared", "pushes of " + source);
    }

    /** Waits for what keeps pushes of the source out, and for other pushes, and goes alone to the end of the transaction. */
    public static void push(Connection connection, String source) throws SQLException {
        lock(connection, "pg_advisory_xact_lock", "pushes of " + source);
    }

    /**
     * Keeps resources of the source that are about nobody from changing to the end of the connection's transaction; several may
     * read at the same time.
     */
    public static void shareThings(Connection connection, String source) throws SQLException {
        lock(connection, "pg_advisory_xact_lock_shared", "things of " + source);
    }

    /** Waits for all who read such resources and keeps others from it, to the end of the connection's transaction. */
    public static void changeThings(Connection connection, String source) throws SQLException {
        lock(connection, "pg_advisory_xact_lock", "things of " + source);
    }

    private static void lock(Connection connection, String function, String key) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select " + function + "(hashtextextended(?, 0))")) {
            lock.setString(1, key);
            lock.execute();
        }
    }

    /** Whether a run holds the source now, on whichever node: a run that says it is running and holds nothing is dead. */
    public boolean isSourceHeld(String source) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement("select exists (select from pg_locks l,"
                        + " (select hashtextextended('source ' || ?, 0) as key) k where l.locktype = 'advisory'"
                        + " and l.database = (select oid from pg_database where datname = current_database())"
                        + " and l.granted and l.objsubid = 1"
                        + " and (l.classid::bigint << 32 | l.objid::bigint) = k.key)")) {
            query.setString(1, source);
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getBoolean(1);
            }
        }
    }

    /** @return empty when another node is at this work, which one node does at a time */
    public Optional<Held> tryWork(String name) throws SQLException {
        return take("select pg_try_advisory_lock(hashtextextended('work ' || ?, 0))", name);
    }

    /** Waits until no other node is at this work. */
    public Held work(String name) throws SQLException {
        Connection connection = dataSource.getConnection();
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_lock(hashtextextended('work ' || ?, 0))")) {
            lock.setString(1, name);
            lock.execute();
            return new Held(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Optional<Held> take(String sql, String key) throws SQLException {
        Connection connection = dataSource.getConnection();
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setString(1, key);
            try (ResultSet answer = lock.executeQuery()) {
                answer.next();
                if (answer.getBoolean(1)) {
                    return Optional.of(new Held(connection));
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }
}
