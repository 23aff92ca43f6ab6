package org.interlaminar.store;

import java.sql.SQLException;
import java.util.Set;

/** The store cannot be used as configured; the message names the thing and says what to do. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // Connection, out of resources, stopped by somebody, trouble of the machine, trouble of the server itself.
    private static final Set<String> OF_THE_STORE = Set.of("08", "53", "57", "58", "XX");

    /** It has become a replica, or is not the first yet. */
    private static final String READ_ONLY = "25006";

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreUnavailable(String message) {
        super(message);
    }

    /** Whether the store is away or has no room, so that the same may succeed later. A pool that has no connection to give tells no state. */
    public static boolean isBehind(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.length() != 5
                || OF_THE_STORE.contains(state.substring(0, 2))
                || state.equals(READ_ONLY);
    }
}
