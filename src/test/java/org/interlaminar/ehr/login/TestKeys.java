package org.interlaminar.ehr.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Keys made once, and files that hold secrets. */
public final class TestKeys {
    public static final ECKey P384 = elliptic(Curve.P_384, "elliptic-1");
    public static final ECKey P384_NEXT = elliptic(Curve.P_384, "elliptic-2");
    public static final RSAKey RSA = rsa("rsa-1");

    private TestKeys() {}

    static ECKey elliptic(Curve curve, String id) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String set(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(false);
    }

    /** A file with these keys that only its owner can read. */
    public static Path file(Path folder, JWK... keys) throws IOException {
        return secret(folder.resolve("keys.json"), set(keys));
    }

    /** A file that only its owner can read. */
    public static Path secret(Path file, String content) throws IOException {
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
