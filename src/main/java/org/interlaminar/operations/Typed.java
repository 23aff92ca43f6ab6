package org.interlaminar.operations;

import org.interlaminar.clinical.PersonKey;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Pairs with a slash as people type them. */
final class Typed {
    private Typed() {}

    /** @throws ParameterException when it is not a source and a Patient id */
    static PersonKey patient(CommandSpec spec, String typed) {
        String[] parts = parts(spec, "--patient", typed, "a source and a Patient id are needed, as in hospital-a/123.");
        return new PersonKey(parts[0], parts[1]);
    }

    /**
     * Type and id of a record.
     *
     * @throws ParameterException when it is not that
     */
    static String[] record(CommandSpec spec, String typed) {
        return parts(spec, "--record", typed, "a type and an id are needed, as in Condition/123.");
    }

    private static String[] parts(CommandSpec spec, String option, String typed, String needed) {
        int slash = typed.indexOf('/');
        if (slash <= 0 || slash == typed.length() - 1) {
            throw new ParameterException(spec.commandLine(), option + " " + typed + ": " + needed);
        }
        return new String[] {typed.substring(0, slash), typed.substring(slash + 1)};
    }
}
