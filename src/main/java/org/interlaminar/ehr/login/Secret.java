package org.interlaminar.ehr.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.UnaryOperator;

/**
 * Where a secret stands: a file that only its owner and group can read, or an environment variable. It is read when it is
 * needed, so that it can be changed without a restart.
 */
record Secret(Path file, String variable, UnaryOperator<String> environment) {
    /** A password, a token: what follows in further lines, as a remark, is none of it. */
    String firstLine() throws LoginFailed {
        return read().lines().findFirst().orElseThrow().strip();
    }

    /** @throws LoginFailed in a sentence that names the place and never the content */
    String read() throws LoginFailed {
        String text = file == null ? fromEnvironment() : fromFile();
        if (text.isBlank()) {
            throw LoginFailed.untilMended((file == null ? "the variable " + variable : file) + " is empty");
        }
        return text.strip();
    }

    private String fromEnvironment() throws LoginFailed {
        String text = environment.apply(variable);
        if (text == null) {
            throw LoginFailed.untilMended("the environment variable " + variable + " is not set");
        }
        return text;
    }

    private String fromFile() throws LoginFailed {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw LoginFailed.untilMended(file + " can be read by everybody on this machine: chmod 600 it");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw LoginFailed.untilMended(file + " is not there");
        } catch (LoginFailed e) {
            throw e;
        } catch (IOException e) {
            throw LoginFailed.untilMended(file + " cannot be read");
        }
    }
}
