package org.interlaminar.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.jdbc.datasource.AbstractDriverBasedDataSource;

/**
 * Opens connections to the store and keeps hold of their sockets, so that a thread that waits on one can be let go. A URL
 * that names a socketFactory of its own is left alone: its sockets are not known here.
 */
final class StoreConnections extends AbstractDriverBasedDataSource {
    private static final Driver DRIVER = new Driver();

    /**
     * The process is asked of the server itself: what the protocol tells at the login may be a pooler's invention. The server
     * is told to notice soon when we are gone, or it would keep our locks for two hours after a lost network, and to the end
     * of a long statement after a killed service. Not every platform it runs on knows the last of the settings.
     */
    private static final String INTRODUCTION =
            "select pg_backend_pid(), set_config('tcp_keepalives_idle', '15', false),"
                    + " set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false),"
                    + " set_config('tcp_user_timeout', '60s', false), case when version() like '%linux%'"
                    + " then set_config('client_connection_check_interval', '10s', false) end";

    private final Set<StoreSocket> open = ConcurrentHashMap.newKeySet();

    /**
     * @param login most that opening a connection may take, whole seconds
     * @param answer most that an answer may take, whole seconds; null for as long as it takes
     */
    StoreConnections(StoreAddress address, Duration login, Duration answer) {
        if (!DRIVER.acceptsURL(address.url())) {
            throw new StoreUnavailable("interlaminar.store.url is no address of a PostgreSQL, as in"
                    + " jdbc:postgresql://db.example.org:5432/interlaminar.");
        }
        setUrl(address.url());
        setUsername(address.user());
        setPassword(address.password());
        setConnectionProperties(properties(login, answer));
    }

    private static Properties properties(Duration login, Duration answer) {
        Properties properties = new Properties();
        PGProperty.APPLICATION_NAME.set(properties, "interlaminar");
        PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.SOCKET_FACTORY.set(properties, StoreSocketFactory.class.getName());
        PGProperty.CONNECT_TIMEOUT.set(properties, Math.toIntExact(login.toSeconds()));
        PGProperty.LOGIN_TIMEOUT.set(properties, Math.toIntExact(login.toSeconds()));
        if (answer != null) {
            PGProperty.SOCKET_TIMEOUT.set(properties, Math.toIntExact(answer.toSeconds()));
        }
        return properties;
    }

    /** Sockets open now, those of connections still being opened among them. */
    Set<StoreSocket> open() {
        return Set.copyOf(open);
    }

    /** Closes every socket: whoever waits on one gets a connection failure. @return how many there were */
    int closeAll() {
        Set<StoreSocket> now = open();
        now.forEach(StoreConnections::close);
        return now.size();
    }

    static void close(StoreSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and that is what was wanted.
        }
    }

    @Override
    protected Connection getConnectionFromDriver(Properties properties) throws SQLException {
        List<StoreSocket> made = new CopyOnWriteArrayList<>();
        try {
            Connection connection =
                    StoreSocketFactory.during(() -> made(made), () -> DRIVER.connect(getUrl(), properties));
            introduce(connection, made);
            return connection;
        } catch (SQLException | RuntimeException e) {
            // After a login that took too long the driver's thread would wait on for an answer nobody wants any more.
            made.forEach(StoreConnections::close);
            throw e;
        }
    }

    private StoreSocket made(List<StoreSocket> made) {
        StoreSocket socket = new StoreSocket(open::remove);
        open.add(socket);
        made.add(socket);
        return socket;
    }

    private static void introduce(Connection connection, List<StoreSocket> made) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(INTRODUCTION)) {
            answer.next();
            int process = answer.getInt(1);
            made.stream().filter(socket -> !socket.isClosed()).forEach(socket -> socket.belongsTo(process));
        }
    }

    @Override
    public int getLoginTimeout() {
        return Integer.parseInt(getConnectionProperties().getProperty(PGProperty.LOGIN_TIMEOUT.getName()));
    }

    /** The pool's wish; the time is ours to choose. */
    @Override
    public void setLoginTimeout(int seconds) {}
}
