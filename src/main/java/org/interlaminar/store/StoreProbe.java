package org.interlaminar.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks the store for an answer, on a connection of its own that it keeps: a full server, or one too busy to let anybody in, is
 * still there. Asked by one thread; closed by any.
 */
final class StoreProbe implements AutoCloseable {
    private final StoreConnections connections;
    private volatile boolean closed;
    private Connection kept;

    StoreProbe(StoreConnections connections) {
        this.connections = connections;
    }

    /**
     * @return whether the kept connection was good; false when another had to be opened
     * @throws SQLException when neither the kept connection nor a new one is answered
     */
    boolean ask() throws SQLException {
        if (kept != null) {
            try {
                answered();
                return true;
            } catch (SQLException e) {
                kept = null;
                connections.closeAll();
            }
        }
        if (!closed) {
            kept = connections.getConnection();
        }
        if (closed) {
            close();
            throw new SQLException("the watch has ended");
        }
        answered();
        return false;
    }

    private void answered() throws SQLException {
        try (Statement statement = kept.createStatement()) {
            statement.execute("select 1");
        }
    }

    /** Those of our processes in the server that have ended, or that wait for us to say something. */
    Set<Integer> notAtWork(Collection<Integer> processes) throws SQLException {
        Set<Integer> idle = new HashSet<>();
        Array asked = kept.createArrayOf("integer", processes.toArray());
        try (PreparedStatement query = kept.prepareStatement(
                "select p.pid from unnest(?::int[]) p(pid)"
                        + " left join pg_stat_activity a on a.pid = p.pid where a.pid is null or a.wait_event_type = 'Client'")) {
            query.setArray(1, asked);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    idle.add(rows.getInt(1));
                }
            }
        }
        return idle;
    }

    @Override
    public void close() {
        closed = true;
        connections.closeAll();
    }
}
