package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.ehr.login.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Keys and their rotation on the command line, without a store (EHR A7). */
@ExtendWith(OutputCaptureExtension.class)
class KeysCommandTest {
    @TempDir
    private Path folder;

    /** What one command said. */
    private record Said(int exit, String words) {}

    private CapturedOutput output;
    private Path file;

    @BeforeEach
    void aName(CapturedOutput captured) {
        output = captured;
        file = folder.resolve("keys.json");
    }

    @Test
    void createsAKeyThatOnlyItsOwnerCanRead() throws Exception {
        Said said = keys("create", file);

        assertThat(said.exit).isZero();
        JWK key = only();
        assertThat(said.words).contains("Made " + file, key.getKeyID()).doesNotContain("\"d\"");
        assertThat(key.isPrivate()).isTrue();
        assertThat(key.getAlgorithm().getName()).isEqualTo("ES384");
        assertThat(permissions()).isEqualTo("rw-------");
        assertThat(remains()).containsExactly(file);
    }

    @Test
    void createsAnRsaKeyWhereThatIsWanted() throws Exception {
        assertThat(keys("create", file, "--algorithm", "RS384").exit).isZero();

        assertThat(only().getAlgorithm().getName()).isEqualTo("RS384");
        assertThat(only().size()).isEqualTo(3072);
        keys("add", file);
        assertThat(all()).extracting(key -> key.getAlgorithm().getName()).containsExactly("RS384", "RS384");
        keys("add", file, "--algorithm", "ES384");
        assertThat(all()).hasSize(3).last().satisfies(key -> assertThat(
                        key.getAlgorithm().getName())
                .isEqualTo("ES384"));
    }

    @Test
    void neverOverwritesAFile() throws Exception {
        Files.writeString(file, "precious");

        assertThat(keys("create", file))
                .isEqualTo(new Said(
                        1, "interlaminar: " + file + " cannot be written: it is there already, and stays as it is.\n"));
        assertThat(file).hasContent("precious");
        assertThat(remains()).containsExactly(file);
    }

    @Test
    void rotatesInThreeStepsAndPublishesBothMeanwhile() throws Exception {
        keys("create", file);
        String first = only().getKeyID();

        keys("add", file);
        String second = all().get(1).getKeyID();
        assertThat(ids()).containsExactly(first, second);
        assertThat(keys("show", file).words).contains(first, second);

        assertThat(keys("switch", file).words).contains(second);
        assertThat(ids()).containsExactly(second, first);
        assertThat(keys("show", file).words).contains(first, second);

        assertThat(keys("retire", file)).isEqualTo(new Said(0, "Dropped: " + first + ".\n"));
        assertThat(ids()).containsExactly(second);
        assertThat(permissions()).isEqualTo("rw-------");
        assertThat(remains()).containsExactly(file);
    }

    @Test
    void aSwitchCanBeTakenBack() throws Exception {
        keys("create", file);
        keys("add", file);
        List<String> before = ids();
        keys("switch", file);
        keys("switch", file);
        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void neverRetiresTheNextKeyOrTheOnlyOne() throws Exception {
        keys("create", file);
        String none =
                "interlaminar: " + file + " has no key that was replaced; 'keys switch' lets the next one sign.\n";
        assertThat(keys("retire", file)).isEqualTo(new Said(1, none));
        keys("add", file);
        assertThat(keys("retire", file)).isEqualTo(new Said(1, none));
        assertThat(all()).hasSize(2);
    }

    @Test
    void hasNothingToSwitchToWithOneKey() {
        keys("create", file);
        assertThat(keys("switch", file))
                .isEqualTo(new Said(1, "interlaminar: " + file + " has one key only; 'keys add' adds the next one.\n"));
    }

    @Test
    void rotatesKeysThatOthersMade() throws Exception {
        TestKeys.file(folder, TestKeys.P384);
        keys("add", file);
        String next = all().get(1).getKeyID();
        keys("switch", file);
        assertThat(keys("retire", file).words).isEqualTo("Dropped: elliptic-1.\n");
        assertThat(only().getKeyID()).isEqualTo(next);
    }

    @Test
    void whoCouldReadTheFileCanReadItAfterwards() throws Exception {
        keys("create", file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        keys("add", file);
        assertThat(permissions()).isEqualTo("rw-r-----");
    }

    @Test
    void aLinkToTheFileStaysOne() throws Exception {
        keys("create", file);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(keys("add", link).exit).isZero();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(all()).hasSize(2);
    }

    @Test
    void showsThePublicPartsAndNothingElse() throws Exception {
        keys("create", file, "--algorithm", "RS384");
        keys("add", file, "--algorithm", "ES384");

        Said said = keys("show", file);

        assertThat(said.exit).isZero();
        JWKSet shown = JWKSet.parse(said.words);
        assertThat(shown.getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
        assertThat(said.words).doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"iat\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "switch", "retire", "show"})
    void saysWhatIsWrongWithAFile(String step) throws Exception {
        assertThat(keys(step, file)).isEqualTo(new Said(1, "interlaminar: " + file + " is not there\n"));
        assertThat(file).doesNotExist();

        TestKeys.secret(file, "canary");
        assertThat(keys(step, file))
                .isEqualTo(new Said(1, "interlaminar: the key file is neither a JWK set nor a private key as PEM\n"));
        assertThat(file).hasContent("canary");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(keys(step, file))
                .isEqualTo(new Said(
                        1, "interlaminar: " + file + " can be read by everybody on this machine: chmod 600 it\n"));
        assertThat(remains()).containsExactly(file);
    }

    @Test
    void saysWhatIsWrongWithAFolder() {
        assertThat(keys("create", folder.resolve("nowhere/keys.json")).words)
                .isEqualTo("interlaminar: " + folder.resolve("nowhere/keys.json")
                        + " cannot be written: there is no such folder.\n");
        assertThat(keys("create", folder).words)
                .isEqualTo(
                        "interlaminar: " + folder + " cannot be written: it is there already, and stays as it is.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys", "keys create", "keys create FILE --algorithm RS256", "keys create FILE --algorithm es384",
                "keys create FILE OTHER", "keys add", "keys burn FILE", "keys switch FILE --algorithm ES384"
            })
    void wrongUsageIsToldWithTwo(String line) {
        String[] arguments = line.replace("FILE", file.toString()).split(" ");
        assertThat(CommandLineRoot.needsTheService(arguments)).isFalse();
        assertThat(CommandLineRoot.withoutService(arguments)).isEqualTo(2);
        assertThat(file).doesNotExist();
    }

    private Said keys(String step, Path path, String... more) {
        String[] arguments = Stream.concat(Stream.of("keys", step, path.toString()), Stream.of(more))
                .toArray(String[]::new);
        assertThat(CommandLineRoot.needsTheService(arguments)).isFalse();
        int before = output.getAll().length();
        int exit = CommandLineRoot.withoutService(arguments);
        return new Said(exit, output.getAll().substring(before));
    }

    private List<JWK> all() throws Exception {
        return JWKSet.parse(Files.readString(file)).getKeys();
    }

    private JWK only() throws Exception {
        assertThat(all()).hasSize(1);
        return all().get(0);
    }

    private List<String> ids() throws Exception {
        return all().stream().map(JWK::getKeyID).toList();
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<Path> remains() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
