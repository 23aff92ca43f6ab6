package org.interlaminar.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * A DataSource whose N-th call fails: the connection is really closed, before the server is asked or when it has answered and
 * nobody hears it. Counted are the calls that need the server, those of COPY among them; every other call goes through.
 */
final class FailingDataSource {
    private static final Set<String> COUNTED = Set.of(
            "getConnection",
            "prepareStatement",
            "createStatement",
            "setAutoCommit",
            "commit",
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeBatch",
            "next",
            "copyIn",
            "writeToCopy",
            "endCopy");

    private final AtomicInteger calls = new AtomicInteger();
    private volatile int fatal;
    private volatile boolean afterwards;
    private volatile String failed;

    /** Fails the n-th call from now, once. @param unheard when the server has done what it was asked */
    void failAt(int n, boolean unheard) {
        calls.set(0);
        failed = null;
        fatal = n;
        afterwards = unheard;
    }

    void failNoMore() {
        fatal = 0;
        calls.set(0);
    }

    /** Calls counted since the last word about failing. */
    int calls() {
        return calls.get();
    }

    /** The call that failed, or null when there was none so late. */
    String failed() {
        return failed;
    }

    DataSource around(DataSource real) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return real(method, real, arguments);
            }
            Connection[] given = new Connection[1];
            return counted(method, () -> given[0], () -> {
                given[0] = (Connection) real(method, real, arguments);
                return around(given[0]);
            });
        });
    }

    private Connection around(Connection real) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("unwrap") && arguments[0] == PGConnection.class) {
                return around(real, real.unwrap(PGConnection.class));
            }
            return counted(method, () -> real, () -> around(real, real(method, real, arguments)));
        });
    }

    private Object around(Connection connection, Object made) {
        if (made instanceof PreparedStatement) {
            return counting(PreparedStatement.class, connection, made);
        }
        if (made instanceof Statement) {
            return counting(Statement.class, connection, made);
        }
        return made instanceof ResultSet ? counting(ResultSet.class, connection, made) : made;
    }

    private <T> T counting(Class<T> type, Connection connection, Object real) {
        return proxy(
                type,
                (proxy, method, arguments) ->
                        counted(method, () -> connection, () -> around(connection, real(method, real, arguments))));
    }

    private PGConnection around(Connection connection, PGConnection real) {
        return proxy(PGConnection.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getCopyAPI")) {
                return real(method, real, arguments);
            }
            return new CopyManager(connection.unwrap(BaseConnection.class)) {
                @Override
                public CopyIn copyIn(String sql) throws SQLException {
                    return copying(connection, super.copyIn(sql));
                }
            };
        });
    }

    private CopyIn copying(Connection connection, CopyIn real) {
        return counting(CopyIn.class, connection, real);
    }

    private interface Call {
        Object make() throws Throwable;
    }

    private interface Victim {
        Connection connection();
    }

    private Object counted(Method method, Victim victim, Call call) throws Throwable {
        boolean asksTheServer = COUNTED.contains(method.getName()) && method.getDeclaringClass() != Statement.class
                || method.getDeclaringClass() == Statement.class
                        && method.getName().startsWith("execute");
        boolean fatalCall = asksTheServer && calls.incrementAndGet() == fatal;
        if (!fatalCall) {
            return call.make();
        }
        failed = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        if (afterwards || victim.connection() == null) {
            call.make();
        }
        victim.connection().unwrap(BaseConnection.class).abort(Runnable::run);
        // The pool has to see a call that fails, or it would hand the connection out again.
        victim.connection().close();
        throw new PSQLException("An I/O error occurred", PSQLState.CONNECTION_FAILURE);
    }

    private static Object real(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(FailingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
