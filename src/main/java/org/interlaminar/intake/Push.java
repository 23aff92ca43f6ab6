package org.interlaminar.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One request by which an EHR pushes something.
 *
 * @param source from the credential
 * @param request its id
 * @param receivedAt when it had come whole
 * @param mediaType of its body
 * @param bytes size of its body, uncompressed
 * @param sha256 of its body, uncompressed
 * @param expected versions that must count now, by place of the entry
 * @param message of a message, else null
 */
public record Push(
        String source,
        String request,
        Instant receivedAt,
        String mediaType,
        long bytes,
        byte[] sha256,
        Map<Integer, String> expected,
        Message message) {
    /**
     * A message, which is answered once.
     *
     * @param identifier names it among all messages of the source
     * @param answer makes the answer, which is kept with what landed
     */
    public record Message(String identifier, Function<Landed, byte[]> answer) {}

    /**
     * What has landed, for sure.
     *
     * @param fates in the order of the entries; empty for a Bundle taken as it stands
     * @param created places of entries whose key nobody knew, or that had been deleted
     * @param counts versions by what became of them
     * @param answer of a message, the first time it came; else null
     */
    public record Landed(List<Fate> fates, Set<Integer> created, Counts counts, Instant receivedAt, byte[] answer) {
        Landed answered(byte[] with) {
            return new Landed(fates, created, counts, receivedAt, with);
        }
    }

    /** Versions received, by what became of them. */
    public record Counts(long stored, long duplicate, long filtered, long quarantined) {
        public long received() {
            return stored + duplicate + filtered + quarantined;
        }
    }

    /** Entries expect another version than the one that counts now, or the message's identifier stands for another one. */
    public static final class Conflict extends Exception {
        private static final long serialVersionUID = 1L;

        private final List<Integer> entries;

        Conflict(List<Integer> entries, String message) {
            super(message);
            this.entries = List.copyOf(entries);
        }

        /** Their places; none where it is the message. */
        public List<Integer> entries() {
            return entries;
        }
    }
}
