package org.interlaminar.store;

import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.SocketFactory;

/**
 * Makes the driver's sockets; public because the driver makes the factory, by its name
 * (<a href="https://jdbc.postgresql.org/documentation/use/#connection-parameters">socketFactory</a>). Whoever opens a
 * connection says beforehand on its thread which sockets it is to be given; the driver may log in on a thread it starts.
 */
public final class StoreSocketFactory extends SocketFactory {
    private static final InheritableThreadLocal<Supplier<StoreSocket>> MAKER = new InheritableThreadLocal<>();
    private static final Consumer<StoreSocket> NOBODY = socket -> {};

    /** Runs an opening in which the driver gets its sockets from the maker. */
    static <T> T during(Supplier<StoreSocket> maker, Opening<T> opening) throws java.sql.SQLException {
        MAKER.set(maker);
        try {
            return opening.open();
        } finally {
            MAKER.remove();
        }
    }

    interface Opening<T> {
        T open() throws java.sql.SQLException;
    }

    /** A statement that is cancelled takes a short connection of its own, on any thread. */
    @Override
    public Socket createSocket() {
        Supplier<StoreSocket> maker = MAKER.get();
        return maker == null ? new StoreSocket(NOBODY) : maker.get();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw theDriverConnects();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw theDriverConnects();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw theDriverConnects();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw theDriverConnects();
    }

    private static UnsupportedOperationException theDriverConnects() {
        return new UnsupportedOperationException("the driver connects the sockets it asks for");
    }
}
