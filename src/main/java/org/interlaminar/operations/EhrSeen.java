package org.interlaminar.operations;

import java.time.Instant;

/**
 * What this node knows of a source that is pulled, without asking its server.
 *
 * @param unusable why nothing can be asked, or null
 * @param rests why nothing may be asked for now, or null
 * @param restsUntil when that ends, or null
 * @param concurrency how many requests may be under way at present
 * @param login how we log in
 */
record EhrSeen(String unusable, String rests, Instant restsUntil, int concurrency, Login login) {
    /**
     * A login.
     *
     * @param method in words
     * @param server where tokens are asked for, or null where none are or nobody has said where
     * @param serverSince when its server said so first; null where the settings say it
     * @param heldUntil until when this node holds a token, or null
     * @param trouble what is wrong with our side of it, or null
     */
    record Login(String method, boolean buys, String server, Instant serverSince, Instant heldUntil, String trouble) {}

    static EhrSeen unusable(String why, Login login) {
        return new EhrSeen(why, null, null, 0, login);
    }
}
