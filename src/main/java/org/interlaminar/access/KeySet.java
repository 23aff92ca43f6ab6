package org.interlaminar.access;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody's public keys in a file, read again when it has changed. A file that cannot be read any more leaves the keys as they
 * were; one with fewer keys takes the others away.
 */
final class KeySet {
    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final long LARGEST = 1 << 20;
    private static final int LEAST_RSA_BITS = 2048;

    /** By what one content of a file is told from the next; all null when there is no file. */
    private record Stamp(Object file, Object time, long size) {
        static Stamp of(Path file) {
            try {
                BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(seen.fileKey(), seen.lastModifiedTime(), seen.size());
            } catch (IOException e) {
                return new Stamp(null, null, -1);
            }
        }
    }

    private final Path file;
    private Stamp seen;
    private List<JWK> keys;

    /** @throws IOException when the file holds no keys that can be used, saying why */
    KeySet(Path file) throws IOException {
        this.file = file;
        this.seen = Stamp.of(file);
        this.keys = read(file);
        if (keys.isEmpty()) {
            throw new IOException("holds no RSA key of " + LEAST_RSA_BITS + " bits or more, and no EC key");
        }
    }

    /** Public keys that are good for signatures. */
    synchronized List<JWK> keys() {
        Stamp now = Stamp.of(file);
        if (!Objects.equals(now, seen)) {
            seen = now;
            try {
                keys = read(file);
                LOG.info("{} was read again: {} keys", file, keys.size());
            } catch (IOException e) {
                LOG.warn("{} {}; the keys it held before go on to be used", file, e.getMessage());
            }
        }
        return keys;
    }

    private static List<JWK> read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("is larger than 1 MB");
            }
            return JWKSet.parse(Files.readString(file, StandardCharsets.UTF_8)).getKeys().stream()
                    .filter(key -> key instanceof ECKey || key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS)
                    .map(JWK::toPublicJWK)
                    .toList();
        } catch (java.nio.file.FileSystemException | java.nio.charset.CharacterCodingException e) {
            throw new IOException("cannot be read", e);
        } catch (ParseException e) {
            throw new IOException("is no JWK set", e);
        }
    }
}
