package org.interlaminar.store;

import java.time.Duration;

/**
 * How the store is watched.
 *
 * @param between from the end of one question to the next
 * @param answer how long an answer, or a login, may take; whole seconds
 * @param patience silence after which the store counts as away
 */
record StorePace(Duration between, Duration answer, Duration patience) {
    static final StorePace USUAL = new StorePace(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20));
}
