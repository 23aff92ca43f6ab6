package org.interlaminar.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Lets go of a connection to a server that has become read-only: after a failover the old primary may live on as a standby,
 * and its connections with it, while the address leads to the new one.
 */
final class MovedStore implements SQLExceptionOverride {
    private static final String READ_ONLY = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException trouble) {
        return READ_ONLY.equals(trouble.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
