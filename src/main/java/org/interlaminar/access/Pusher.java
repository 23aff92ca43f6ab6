package org.interlaminar.access;

/** Who pushes: the source comes from the credential, never from what is sent. */
public interface Pusher {
    /** Source id. */
    String source();

    /** Of the account, token or client. */
    String name();
}
