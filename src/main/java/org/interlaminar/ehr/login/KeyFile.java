package org.interlaminar.ehr.login;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * A file with our private keys for an EHR, and how they follow each other: the first signs, all are published, so that an EHR
 * knows the next key before it is used and the former one while its assertions are about (EHR A7; docs/connecting.md).
 */
public final class KeyFile {
    private static final int RSA_BITS = 3072;

    private final Path file;

    public KeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Makes the file with one key, for its owner only.
     *
     * @param algorithm ES384 or RS384
     * @return id of the key
     * @throws FileAlreadyExistsException when something of that name is there; it stays as it is
     */
    public String create(String algorithm, Instant now) throws IOException {
        JWK key = made(algorithm, now);
        Path whole = written(List.of(key));
        try {
            // Unlike a move, a link never takes another file's place.
            Files.createLink(file, whole);
        } finally {
            Files.delete(whole);
        }
        return key.getKeyID();
    }

    /**
     * Adds a key behind the others: it is published and does not sign yet.
     *
     * @param algorithm ES384 or RS384; empty for that of the key that signs
     * @return its id
     */
    public String add(String algorithm, Instant now) throws IOException {
        List<JWK> keys = new ArrayList<>(keys());
        Instant after = keys.stream()
                .map(key -> madeAt(key).plusSeconds(1))
                .max(Instant::compareTo)
                .orElseThrow();
        JWK next = made(
                algorithm.isEmpty() ? SigningKeys.algorithm(keys.get(0)).getName() : algorithm,
                after.isAfter(now) ? after : now);
        keys.add(next);
        replace(keys);
        return next.getKeyID();
    }

    /**
     * Lets the last key sign; the one that did so is still published.
     *
     * @return id of the key that signs now
     * @throws IllegalStateException when there is only one
     */
    public String letLastSign() throws IOException {
        List<JWK> keys = new ArrayList<>(keys());
        if (keys.size() == 1) {
            throw new IllegalStateException(file + " has one key only; 'keys add' adds the next one.");
        }
        JWK last = keys.remove(keys.size() - 1);
        keys.add(0, last);
        replace(keys);
        return last.getKeyID();
    }

    /**
     * Drops what is older than the key that signs.
     *
     * @return ids of the keys dropped
     * @throws IllegalStateException when there is none: a next key is never dropped
     */
    public List<String> retire() throws IOException {
        List<JWK> keys = keys();
        Instant signing = madeAt(keys.get(0));
        List<JWK> former = keys.stream()
                .skip(1)
                .filter(key -> !madeAt(key).isAfter(signing))
                .toList();
        if (former.isEmpty()) {
            throw new IllegalStateException(
                    file + " has no key that was replaced; 'keys switch' lets the next one sign.");
        }
        replace(keys.stream().filter(key -> !former.contains(key)).toList());
        return former.stream().map(JWK::getKeyID).toList();
    }

    /** The public parts as a JWK set, as an EHR wants them for registration. */
    public String open() throws IOException {
        return new JWKSet(content().open()).toString(true);
    }

    private List<JWK> keys() throws LoginFailed {
        return content().all();
    }

    private SigningKeys content() throws LoginFailed {
        return SigningKeys.of(new Secret(file, "", none -> null).read());
    }

    /** Keys that others made do not say when: they are older than ours. */
    private static Instant madeAt(JWK key) {
        return key.getIssueTime() == null ? Instant.EPOCH : key.getIssueTime().toInstant();
    }

    private static JWK made(String algorithm, Instant now) {
        boolean elliptic = algorithm.equals(JWSAlgorithm.ES384.getName());
        JWKGenerator<? extends JWK> generator =
                elliptic ? new ECKeyGenerator(Curve.P_384) : new RSAKeyGenerator(RSA_BITS);
        try {
            return generator
                    .algorithm(Algorithm.parse(algorithm))
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .issueTime(Date.from(now))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java makes no key for " + algorithm, e);
        }
    }

    /** Puts the new content in the file's place at once; who could read the old one can read it. */
    private void replace(List<JWK> keys) throws IOException {
        Path target = file.toRealPath();
        Path whole = written(keys);
        try {
            PosixFileAttributes before = Files.readAttributes(target, PosixFileAttributes.class);
            PosixFileAttributes now = Files.readAttributes(whole, PosixFileAttributes.class);
            PosixFileAttributeView view = Files.getFileAttributeView(whole, PosixFileAttributeView.class);
            if (!now.owner().equals(before.owner())) {
                view.setOwner(before.owner());
            }
            if (!now.group().equals(before.group())) {
                view.setGroup(before.group());
            }
            view.setPermissions(before.permissions());
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Beside the file, on disk, for its owner only. */
    private Path written(List<JWK> keys) throws IOException {
        Path folder = Files.exists(file) ? file.toRealPath().getParent() : file.getParent();
        Path whole = Files.createTempFile(
                folder,
                ".keys",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        byte[] content = (new JWKSet(keys).toString(false) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel out = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(content));
            out.force(true);
        }
        return whole;
    }
}
