package org.interlaminar.routes;

import java.sql.SQLException;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Where every route's failures end: what the exchange carried is let go, so that the next round can take it, and one line
 * says what happened. What failed has already been written into the ledger, or never began.
 */
@Component
public class RouteFailures {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFailures.class);

    /**
     * @param carried the exchange's body when the step failed
     * @param cause what the step threw
     */
    public void told(Object carried, Exception cause) {
        LOG.warn("a route stopped and will try again in its next round: {}", described(cause));
        if (carried instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                LOG.warn("what it held is released with its connection: {}", described(e));
            }
        }
    }

    /** Somebody else has what the step wanted: how several nodes share their work, and nothing to be told of. */
    public void leftAlone(Exception cause) {
        LOG.debug("left alone: {}", described(cause));
    }

    /** A file that is not landed is no failure of the route: it goes to failed/ with its report. */
    public void refused(Exception cause) {
        LOG.warn("a dropped file was not landed: {}", described(cause));
    }

    /** Messages of our own exceptions carry ids only; others may quote a value, so they are named by class. */
    private static String described(Throwable cause) {
        StringJoiner chain = new StringJoiner(", caused by ");
        int depth = 0;
        for (Throwable one = cause; one != null && depth < 5; one = one.getCause(), depth++) {
            boolean ours = one.getClass().getName().startsWith("org.interlaminar.");
            String state = one instanceof SQLException e ? " (SQLSTATE " + e.getSQLState() + ")" : "";
            chain.add(ours ? one.getMessage() : one.getClass().getName() + state + place(one));
        }
        return chain.toString();
    }

    private static String place(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().startsWith("org.interlaminar.")) {
                return " at " + frame;
            }
        }
        return "";
    }
}
