package org.interlaminar.outcomes.survival;

/** How somebody's time ended. */
public enum Exit {
    /** With the event that is asked about. */
    EVENT,
    /** With another event, after which the first cannot happen any more: death. */
    COMPETING,
    /** Without either: the end of what is known. */
    CENSORED
}
