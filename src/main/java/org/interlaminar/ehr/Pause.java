package org.interlaminar.ehr;

import java.time.Duration;

/** Waiting between two requests. */
interface Pause {
    void pause(Duration length) throws InterruptedException;
}
