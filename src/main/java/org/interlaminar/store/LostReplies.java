package org.interlaminar.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds connections on which we wait for an answer that will not come while the store answers others: the server's process is
 * gone, or waits for us in turn. Keep-alive does not see that where something in between, a proxy or a load balancer, keeps
 * our side open. How long a statement takes plays no part: a process at work is left alone.
 */
final class LostReplies {
    private final StoreConnections connections;
    private final Duration patience;
    private Map<StoreSocket, Wait> waits = Map.of();

    /** One wait on one socket. @param vainSince when the server was first found not to work for it, or null */
    private record Wait(long turn, Instant since, Instant vainSince) {}

    LostReplies(StoreConnections connections, Duration patience) {
        this.connections = connections;
        this.patience = patience;
    }

    /** Closes the connections whose waiting has been vain for a while. @return how many */
    int giveUp(StoreProbe probe, Instant now) throws SQLException {
        waits = stillWaiting(now);
        List<StoreSocket> overdue = waits.entrySet().stream()
                .filter(wait -> !wait.getValue().since().plus(patience).isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        if (overdue.isEmpty()) {
            return 0;
        }
        Set<Integer> notAtWork = probe.notAtWork(
                overdue.stream().flatMap(socket -> socket.process().stream()).collect(Collectors.toSet()));
        int closed = 0;
        for (StoreSocket socket : overdue) {
            boolean vain = socket.process().filter(notAtWork::contains).isPresent();
            closed += isLost(socket, vain, now) ? 1 : 0;
        }
        return closed;
    }

    /** An answer may be on its way at the moment of asking, for some seconds even where packets get lost. */
    private boolean isLost(StoreSocket socket, boolean vain, Instant now) {
        Wait wait = waits.get(socket);
        Instant vainSince = !vain ? null : wait.vainSince() == null ? now : wait.vainSince();
        waits.put(socket, new Wait(wait.turn(), wait.since(), vainSince));
        if (!vain || vainSince.plus(patience).isAfter(now) || socket.turn() != wait.turn()) {
            return false;
        }
        StoreConnections.close(socket);
        return true;
    }

    private Map<StoreSocket, Wait> stillWaiting(Instant now) {
        Map<StoreSocket, Wait> still = new HashMap<>();
        for (StoreSocket socket : connections.open()) {
            long turn = socket.turn();
            if (socket.isWaiting()) {
                Wait before = waits.get(socket);
                still.put(socket, before != null && before.turn() == turn ? before : new Wait(turn, now, null));
            }
        }
        return still;
    }
}
