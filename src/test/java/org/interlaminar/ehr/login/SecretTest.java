package org.interlaminar.ehr.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets come from files that others cannot read, or from the environment (PRIVACY, Access). */
class SecretTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "rw-------, true",
        "r--------, true",
        "rw-r-----, true",
        "rw-r--r--, false",
        "rw----r--, false",
        "rwxrwxrwx, false"
    })
    void aFileIsReadUnlessEverybodyCanReadIt(String permissions, boolean isRead) throws Exception {
        Path file = TestKeys.secret(folder.resolve("secret"), "canary\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        if (isRead) {
            assertThat(of(file).read()).isEqualTo("canary");
        } else {
            assertThat(failure(of(file))).isEqualTo(file + " can be read by everybody on this machine: chmod 600 it");
        }
    }

    @Test
    void aLinkToAFileIsAsOpenAsTheFile() throws Exception {
        Path file = TestKeys.secret(folder.resolve("..data"), "canary");
        Path link = Files.createSymbolicLink(folder.resolve("secret"), file);
        assertThat(of(link).read()).as("as Kubernetes mounts them").isEqualTo("canary");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(failure(of(link))).contains("can be read by everybody");
    }

    @Test
    void aChangedFileIsReadAnew() throws Exception {
        Path file = TestKeys.secret(folder.resolve("secret"), "one");
        Secret secret = of(file);
        assertThat(secret.read()).isEqualTo("one");
        Files.writeString(file, "two");
        assertThat(secret.read()).isEqualTo("two");
    }

    @Test
    void aPasswordIsTheFirstLineAndAKeyTheWholeFile() throws Exception {
        Path file = TestKeys.secret(folder.resolve("secret"), "\npass word \r\nwritten down by nobody\n");
        assertThat(of(file).firstLine()).isEqualTo("pass word");
        assertThat(of(file).read()).isEqualTo("pass word \r\nwritten down by nobody");
    }

    @Test
    void whatCannotBeReadIsNamedByItsPlace() throws Exception {
        Path empty = TestKeys.secret(folder.resolve("empty"), " \n");
        Path bytes = Files.write(TestKeys.secret(folder.resolve("bytes"), ""), new byte[] {(byte) 0xff, (byte) 0xfe});
        Path closed = Files.createDirectory(
                folder.resolve("folder"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertThat(failure(of(empty))).isEqualTo(empty + " is empty");
        assertThat(failure(of(folder.resolve("missing")))).isEqualTo(folder.resolve("missing") + " is not there");
        assertThat(failure(of(closed))).isEqualTo(closed + " cannot be read");
        assertThat(failure(of(bytes))).isEqualTo(bytes + " cannot be read");
    }

    @Test
    void aSecretMayStandInTheEnvironment() throws Exception {
        assertThat(named("SET").read()).isEqualTo("canary");
        assertThat(failure(named("MISSING"))).isEqualTo("the environment variable MISSING is not set");
        assertThat(failure(named("EMPTY"))).isEqualTo("the variable EMPTY is empty");
    }

    @Test
    void aSecretShowsNothingOfItself() throws Exception {
        Secret secret = named("SET");
        secret.read();
        assertThat(secret.toString()).doesNotContain("canary");
    }

    @Test
    void noSettingHoldsASecretItself() {
        // If a component is added here, ask whether it may stand in a YAML file in clear.
        assertThat(AuthSettings.class.getRecordComponents())
                .extracting(component -> component.getName())
                .containsExactly(
                        "method",
                        "clientId",
                        "keyFile",
                        "keyVariable",
                        "algorithm",
                        "user",
                        "secretFile",
                        "secretVariable",
                        "tokenUrl",
                        "scopes",
                        "tokenOrigins");
    }

    private static Secret of(Path file) {
        return new Secret(file, "", name -> {
            throw new AssertionError("the environment is not asked where there is a file");
        });
    }

    private static Secret named(String variable) {
        return new Secret(null, variable, Map.of("SET", "canary\n", "EMPTY", "")::get);
    }

    private static String failure(Secret secret) {
        LoginFailed failed = catchThrowableOfType(LoginFailed.class, secret::read);
        assertThat(failed.needsSomebody()).isTrue();
        return failed.getMessage();
    }
}
