package org.interlaminar.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.interlaminar.crash.CrashPoint.Moment;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A DataSource that tells a plan what the service is about to say to its store, and what it has said. */
final class CrashingStore extends DelegatingDataSource {
    /** A call that goes on to the real thing. */
    private interface Call {
        Object go() throws Throwable;
    }

    /** What to do around a call. */
    private interface Around {
        Object call(Method method, Object[] arguments, Call real) throws Throwable;
    }

    private final CrashPlan plan;

    CrashingStore(DataSource real, CrashPlan plan) {
        super(real);
        this.plan = plan;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return wrapped(Connection.class, real, (method, arguments, call) -> {
            switch (method.getName()) {
                case "commit":
                    plan.passes(CrashPoint.BEFORE_COMMIT);
                    call.go();
                    plan.passes(CrashPoint.AFTER_COMMIT_BEFORE_ACKNOWLEDGEMENT);
                    return null;
                case "prepareStatement":
                    return statement(PreparedStatement.class, (PreparedStatement) call.go(), (String) arguments[0]);
                case "createStatement":
                    return statement(Statement.class, (Statement) call.go(), null);
                case "unwrap":
                    return arguments[0] == PGConnection.class ? copying((PGConnection) call.go()) : call.go();
                default:
                    return call.go();
            }
        });
    }

    private <S extends Statement> S statement(Class<S> type, S real, String prepared) {
        return wrapped(type, real, (method, arguments, call) -> {
            if (!method.getName().startsWith("execute")) {
                return call.go();
            }
            String sql = prepared != null ? prepared : arguments == null ? null : (String) arguments[0];
            plan.passes(Moment.BEFORE, sql);
            Object result = plan.isInside(sql) ? insideOf(call) : call.go();
            plan.passes(Moment.AFTER, sql);
            return result instanceof ResultSet rows ? rows(rows, sql) : result;
        });
    }

    /** Keeps the store inside the statement and dies there; does nothing when the statement touches no row. */
    private Object insideOf(Call statement) throws Throwable {
        Optional<Gate> shut = Gate.tryToShut(super.getConnection());
        if (shut.isEmpty()) {
            // Another merge is inside, or this transaction has copied rows already: it would wait for itself.
            plan.putOff();
            return statement.go();
        }
        try (Gate gate = shut.get()) {
            Thread killer = new Thread(() -> {
                if (gate.awaitSomebody(Duration.ofMinutes(1))) {
                    CrashPlan.die();
                }
            });
            killer.start();
            return statement.go();
        }
    }

    private ResultSet rows(ResultSet real, String sql) {
        return wrapped(ResultSet.class, real, (method, arguments, call) -> {
            if (method.getName().equals("next")) {
                plan.passes(Moment.BETWEEN_ROWS, sql);
            }
            return call.go();
        });
    }

    private PGConnection copying(PGConnection real) {
        return wrapped(
                PGConnection.class,
                real,
                (method, arguments, call) -> method.getName().equals("getCopyAPI")
                        ? new CopyManager((BaseConnection) real) {
                            @Override
                            public CopyIn copyIn(String sql) throws SQLException {
                                return halves(super.copyIn(sql), sql);
                            }
                        }
                        : call.go());
    }

    private CopyIn halves(CopyIn real, String sql) {
        return wrapped(CopyIn.class, real, (method, arguments, call) -> {
            if (!method.getName().equals("writeToCopy") || arguments.length != 3 || (int) arguments[2] < 100) {
                return call.go();
            }
            byte[] bytes = (byte[]) arguments[0];
            int from = (int) arguments[1];
            int to = from + (int) arguments[2];
            int middle = (from + to) / 2;
            real.writeToCopy(bytes, from, middle - from);
            real.flushCopy();
            plan.passes(Moment.HALF_COPIED, sql);
            real.writeToCopy(bytes, middle, to - middle);
            return null;
        });
    }

    private static <T> T wrapped(Class<T> type, T real, Around around) {
        return type.cast(Proxy.newProxyInstance(
                CrashingStore.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class
                            && method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    return around.call(method, arguments, () -> {
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
                }));
    }

    @Override
    public String toString() {
        return "crashing " + Arrays.toString(CrashPoint.values());
    }
}
