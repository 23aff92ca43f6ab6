package org.interlaminar.ehr;

import java.time.Duration;

/** Waiting between two requests. */
public interface Pause {
    void pause(Duration length) throws InterruptedException;
}
