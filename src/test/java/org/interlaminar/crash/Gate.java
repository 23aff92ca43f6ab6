package org.interlaminar.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** A gate inside the store before which every row stops on its way into landing.version; open unless somebody shuts it. */
final class Gate implements AutoCloseable {
    static final int KEY = 471_100;

    private final Connection connection;
    private volatile boolean closed;

    private Gate(Connection connection) {
        this.connection = connection;
    }

    /** Puts the gate into a store; rows pass it at the price of a shared lock. */
    static void putInto(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create function landing.gate() returns trigger language plpgsql as"
                    + " $$ begin perform pg_advisory_xact_lock_shared(" + KEY + "); return new; end $$");
            statement.execute("create trigger gate before insert on landing.version for each row"
                    + " execute function landing.gate()");
        }
    }

    static Gate shut(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + KEY + ")");
        }
        return new Gate(connection);
    }

    /** The same, but does not wait. @return empty when some transaction is inside; the connection is closed then */
    static Optional<Gate> tryToShut(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet shut = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
            shut.next();
            if (shut.getBoolean(1)) {
                return Optional.of(new Gate(connection));
            }
        }
        connection.close();
        return Optional.empty();
    }

    /** @return false when nobody came in time, or the gate was opened or the store went away before */
    boolean awaitSomebody(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (!somebodyWaits()) {
                if (System.nanoTime() > end) {
                    return false;
                }
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    synchronized boolean somebodyWaits() throws SQLException {
        if (closed) {
            throw new SQLException("the gate is open");
        }
        try (Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery("select exists (select from pg_locks"
                        + " where locktype = 'advisory' and objid = " + KEY + " and not granted)")) {
            waiting.next();
            return waiting.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        open();
    }

    private synchronized void open() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + KEY + ")");
        }
    }
}
