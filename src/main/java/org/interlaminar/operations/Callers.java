package org.interlaminar.operations;

import org.interlaminar.access.Access;
import org.interlaminar.access.Role;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the commands for accounts and for tokens have in common: a name, a role, and the source of an EHR. */
final class Callers {
    private Callers() {}

    /** @throws ParameterException when there is no such role */
    static Role role(String word, String allowed, CommandSpec spec) {
        return Role.of(word)
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "--role " + word + ": it must be " + allowed + "."));
    }

    /** @throws ParameterException naming the option that does not fit */
    static void check(String name, Role role, String source, CommandSpec spec) {
        if (!Access.isName(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--name " + name + ": a name has 1 to 64 small letters, digits and . _ - @, and begins with a"
                            + " letter or a digit.");
        }
        if (role == Role.EHR && source == null) {
            throw new ParameterException(spec.commandLine(), "--role ehr needs --source: whose data it pushes.");
        }
        if (role != Role.EHR && source != null) {
            throw new ParameterException(spec.commandLine(), "--source goes with --role ehr only.");
        }
        if (source != null && !Access.isSource(source)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--source " + source + ": a source id has 1 to 63 small letters, digits and dashes.");
        }
    }

    static String shown(String role, String source) {
        return source == null ? role : role + "  " + source;
    }
}
