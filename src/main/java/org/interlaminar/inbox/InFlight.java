package org.interlaminar.inbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Bounds the bytes of all bodies that are being taken at once, so that memory stays flat whoever sends whatever. */
@Component
class InFlight {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Semaphore bytes;

    InFlight(InboxSettings settings) {
        bytes = new Semaphore((int) settings.inFlight().toBytes());
    }

    /** What one request has taken; given back when it is closed. */
    final class Share implements AutoCloseable {
        private int taken;

        /** @throws Refused when all is taken: the sender may come again soon */
        void take(int more) throws Refused {
            if (!bytes.tryAcquire(more)) {
                throw Refused.forNow(AGAIN, "Too much is being sent at the moment.");
            }
            taken += more;
        }

        @Override
        public void close() {
            bytes.release(taken);
            taken = 0;
        }
    }

    Share share() {
        return new Share();
    }
}
