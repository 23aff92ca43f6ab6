package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.interlaminar.fixture.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tired operator reads when something is wrong: one sentence that names the thing, and the right exit code. */
class BadInputTest {
    private record Said(int exit, String words) {}

    @TempDir
    private Path folder;

    @Test
    void aFolderThatIsNotThere() throws Exception {
        Said said = interlaminar("load", "--source", "hospital-a", "no-such-folder");
        assertThat(said.exit).isEqualTo(2);
        assertThat(said.words)
                .contains("no-such-folder is not there; nothing was loaded.")
                .doesNotContain("\tat ");
    }

    @Test
    void anEmptyFolder() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Said said = interlaminar("load", "--source", "hospital-a", empty.toString());
        assertThat(said.exit).isEqualTo(2);
        assertThat(said.words).contains("holds no .ndjson, .ndjson.gz, .json or .xml file; nothing was loaded.");
    }

    @Test
    void aHalfWrittenGzip() throws Exception {
        Path half = folder.resolve("Patient.ndjson.gz");
        Files.write(half, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1});
        Said said = interlaminar("load", "--source", "hospital-a", half.toString());
        assertThat(said.exit).isEqualTo(3);
        assertThat(said.words).contains("partial").contains("Patient.ndjson.gz").contains("nothing of it was kept");
    }

    @Test
    void anUnreadableLine() throws Exception {
        Path file = folder.resolve("x.ndjson");
        Files.writeString(file, "{\"resourceType\":\"Patient\",\"id\":\"1\"}\nnot json\n");
        Said said = interlaminar("load", "--source", "hospital-a", file.toString());
        assertThat(said.exit).isEqualTo(3);
        assertThat(said.words).containsPattern("quarantined +1 ").containsPattern("stored +1 ");
    }

    @Test
    void anUnknownCommand() throws Exception {
        Said said = interlaminar("laod");
        assertThat(said.exit).isEqualTo(2);
        assertThat(said.words).contains("Unmatched argument", "laod");
    }

    @Test
    void aSettingWithATypo() throws Exception {
        Said said = interlaminar("check-config", "--interlaminar.stroe.url=jdbc:postgresql://localhost/x");
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words)
                .contains("unknown setting interlaminar.stroe.url; did you mean interlaminar.store.url?")
                .doesNotContain("\tat ");
    }

    @Test
    void aSettingOutOfItsRange() throws Exception {
        Said said = interlaminar("check-config", "--interlaminar.derive.people=0");
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words).contains("interlaminar.derive.people (0)").doesNotContain("\tat ");
    }

    @Test
    void aStoreThatIsDown() throws Exception {
        Said said = interlaminar("status", "--interlaminar.store.url=jdbc:postgresql://127.0.0.1:" + freePort() + "/x");
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words).contains("The store does not answer").contains("interlaminar.store.url");
        assertThat(said.words).doesNotContain("\tat ");
    }

    @Test
    void aDataFolderOfAnotherPostgresqlMajor() throws Exception {
        Files.createDirectories(folder.resolve("data/postgresql"));
        Files.writeString(folder.resolve("data/postgresql/PG_VERSION"), "14\n");
        List<String> command =
                command("status", "--data", folder.resolve("data").toString());
        Said said = run(command);
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words).contains("holds a PostgreSQL 14 cluster").contains("runs PostgreSQL 17");
    }

    @Test
    void aPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Said said = interlaminar("--server.port=" + taken.getLocalPort(), "--management.server.port=0");
            assertThat(said.exit).isEqualTo(1);
            assertThat(said.words)
                    .contains("Port " + taken.getLocalPort() + " is in use")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aPatientNobodyKnows() throws Exception {
        Said said = interlaminar("explain", "--patient", "hospital-a/nobody");
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words).contains("nothing about patient hospital-a/nobody has landed");
    }

    @Test
    void aSourceNobodyKnows() throws Exception {
        Said said = interlaminar(
                "doctor",
                "--source",
                "hospital-b",
                "--interlaminar.sources.hospital-a.base-url=http://localhost:1/fhir");
        assertThat(said.exit).isEqualTo(2);
        assertThat(said.words)
                .contains("--source hospital-b: no source of that id has a base-url; these have: hospital-a.")
                .doesNotContain("\tat ");
    }

    @Test
    void aSecretThatIsNotThere() throws Exception {
        Said said = interlaminar(
                "check-config",
                "--interlaminar.sources.hospital-a.base-url=https://ehr.example.org/r4",
                "--interlaminar.sources.hospital-a.auth.method=token",
                "--interlaminar.sources.hospital-a.auth.secret-file=no-such-file");
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words)
                .contains("wrong: interlaminar.sources.hospital-a.auth: no-such-file is not there.")
                .doesNotContain("\tat ");
    }

    @Test
    void aBundleOfCertificatesThatIsNotThere() throws Exception {
        Said said = interlaminar(
                "check-config",
                "--interlaminar.sources.hospital-a.base-url=http://localhost:1/fhir",
                "--interlaminar.sources.hospital-a.ssl-bundle=hospital",
                "--spring.ssl.bundle.jks.hospital.truststore.location=file:no-such-file.p12",
                "--spring.ssl.bundle.jks.hospital.truststore.password=changeit");
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words)
                .contains("interlaminar.sources.hospital-a.ssl-bundle names 'hospital', of which a file is not there")
                .doesNotContain("\tat ");
    }

    @Test
    void aSourceIdThatStandsThereTwice() throws Exception {
        Path settings = Files.writeString(
                folder.resolve("twice.yml"),
                "interlaminar:\n  sources:\n    hospital-a:\n      zone: UTC\n    hospital-a:\n      zone: UTC\n");
        Said said = interlaminar("check-config", "--spring.config.additional-location=file:" + settings);
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words)
                .contains("The settings are no well-formed YAML: found duplicate key hospital-a, in line 5.")
                .doesNotContain("\tat ");
    }

    @Test
    void aWayToLogInThatDoesNotExist() throws Exception {
        Said said = interlaminar(
                "check-config",
                "--interlaminar.sources.hospital-a.base-url=https://ehr.example.org/r4",
                "--interlaminar.sources.hospital-a.auth.method=smrt");
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words)
                .contains("interlaminar.sources.hospital-a.auth.method = 'smrt': it must be none, basic, token,"
                        + " client-secret, smart.");
    }

    @Test
    void keysOfAnEhrThatPushesAreNotThere() throws Exception {
        String of = "--interlaminar.sources.hospital-a.push.jwt.";
        Said said = interlaminar(
                "check-config",
                of + "issuer=https://login.example",
                of + "audience=https://registry.example/inbox/fhir",
                of + "subject=client",
                of + "jwks=no-such-file");
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words)
                .contains(
                        "wrong: interlaminar.sources.hospital-a.push.jwt.jwks names no-such-file, which cannot be read.")
                .doesNotContain("\tat ");
    }

    @Test
    void aSignatureThatIsNone() throws Exception {
        String of = "--interlaminar.sources.hospital-a.push.jwt.";
        Said said = interlaminar(
                "check-config",
                of + "issuer=https://login.example",
                of + "audience=https://registry.example/inbox/fhir",
                of + "subject=client",
                of + "jwks=keys.json",
                of + "algorithms=none");
        assertThat(said.exit).isEqualTo(1);
        assertThat(said.words)
                .contains("interlaminar.sources.hospital-a.push.jwt.algorithms must be of RS256")
                .doesNotContain("\tat ");
    }

    @Test
    void settingsAreCheckedWithoutTheStore() throws Exception {
        Said said = interlaminar(
                "check-config", "--interlaminar.store.url=jdbc:postgresql://127.0.0.1:" + freePort() + "/x");
        assertThat(said.exit).isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private Said interlaminar(String... arguments) throws Exception {
        List<String> command = command(arguments);
        if (command.stream().noneMatch(argument -> argument.startsWith("--interlaminar.store.url"))) {
            command.add("--interlaminar.store.url=" + TestStore.freshDatabase());
        }
        command.add("--interlaminar.store.user=postgres");
        return run(command);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.interlaminar.Interlaminar"));
        command.addAll(List.of(arguments));
        return command;
    }

    private Said run(List<String> command) throws Exception {
        Path words = folder.resolve("words");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Said(process.exitValue(), Files.readString(words, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
