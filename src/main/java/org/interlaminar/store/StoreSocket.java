package org.interlaminar.store;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket to the store. Where keep-alive is on, it asks the other side for a sign of life soon; it knows whether somebody waits on it,
 * and which process of the server is behind it.
 */
final class StoreSocket extends Socket {
    // Linux waits two hours before the first of these questions.
    private static final int SECONDS_OF_SILENCE = 15;
    private static final int SECONDS_BETWEEN = 5;
    private static final int QUESTIONS = 3;

    private final Consumer<StoreSocket> whenClosed;
    private final AtomicLong turns = new AtomicLong();
    private volatile Integer process;

    StoreSocket(Consumer<StoreSocket> whenClosed) {
        this.whenClosed = whenClosed;
    }

    /** Odd while somebody waits for bytes to come or to go; another number each time. */
    long turn() {
        return turns.get();
    }

    boolean isWaiting() {
        return turn() % 2 != 0;
    }

    /** Process id of the server's backend, once it is known. */
    Optional<Integer> process() {
        return Optional.ofNullable(process);
    }

    void belongsTo(int backend) {
        process = backend;
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
        super.connect(address, timeout);
        if (supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            setOption(ExtendedSocketOptions.TCP_KEEPIDLE, SECONDS_OF_SILENCE);
            setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, SECONDS_BETWEEN);
            setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, QUESTIONS);
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                turns.incrementAndGet();
                try {
                    return super.read();
                } finally {
                    turns.incrementAndGet();
                }
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                turns.incrementAndGet();
                try {
                    return super.read(bytes, from, length);
                } finally {
                    turns.incrementAndGet();
                }
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                turns.incrementAndGet();
                try {
                    out.write(bytes, from, length);
                } finally {
                    turns.incrementAndGet();
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            whenClosed.accept(this);
        }
    }
}
