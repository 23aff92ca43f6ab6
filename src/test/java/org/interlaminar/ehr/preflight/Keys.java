package org.interlaminar.ehr.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** Keys and certificates made for one test. */
final class Keys {
    private static final String PASSWORD = "changeit";

    private Keys() {}

    /** A private key to sign logins with. @param mode of its file, as in rw------- */
    static Path signing(Path folder, String mode) throws IOException, JOSEException {
        Path file = folder.resolve("keys.json");
        Files.writeString(
                file, new ECKeyGenerator(Curve.P_384).keyID("one").generate().toJSONString());
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** A secret that only its owner can read. */
    static Path secret(Path folder, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** An authority of the hospital's own that issues certificates. */
    static Path authority(Path folder) throws Exception {
        Path file = folder.resolve("authority.p12");
        keytool(
                file,
                "-genkeypair",
                "-alias",
                "authority",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Hospital CA",
                "-ext",
                "bc:c");
        return file;
    }

    /**
     * A server's key with its certificate, by that authority.
     *
     * @param host it is for
     * @param from when it begins, as in -20d
     * @param days how long it is good
     */
    static Path server(Path folder, Path authority, String host, String from, int days) throws Exception {
        Path file = Files.copy(authority, folder.resolve("server.p12"));
        List<String> making = new ArrayList<>(List.of("-genkeypair", "-alias", "server", "-signer", "authority"));
        making.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host));
        making.addAll(List.of("-startdate", from, "-validity", "" + days));
        keytool(file, making.toArray(String[]::new));
        keytool(file, "-delete", "-alias", "authority");
        return file;
    }

    /** The JDK's own tool. */
    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
    }

    /** Trusts the certificates in the file. */
    static SslBundle trusting(Path file) {
        return SslBundle.of(
                new JksSslStoreBundle(null, new JksSslStoreDetails("PKCS12", null, file.toString(), PASSWORD)));
    }
}
