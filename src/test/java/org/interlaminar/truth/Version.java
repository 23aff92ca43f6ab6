package org.interlaminar.truth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One version of a resource as the EHR had it.
 *
 * @param number counted from 1, deletions included
 * @param at the EHR's own time of the change
 * @param patient whom it is about
 * @param said null when this is the deletion
 * @param json the bytes every delivery of this version has; null when this is the deletion
 */
record Version(Key key, int number, Instant at, String patient, Said said, String json) {
    boolean isDeletion() {
        return said == null;
    }

    boolean isInScreen() {
        return said != null && said.isInScreen();
    }

    /** How the store names these bytes: the first half of their SHA-256. */
    String content() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return key + " v" + number + " " + (said == null ? "deleted" : said + " of " + patient);
    }
}
