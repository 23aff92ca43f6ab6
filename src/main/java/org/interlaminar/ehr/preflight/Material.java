package org.interlaminar.ehr.preflight;

import java.util.Optional;
import org.interlaminar.ehr.SourceCheck;
import org.interlaminar.ehr.login.AuthSettings.Method;

/** What the source needs on this machine: secrets and certificates. */
record Material(SourceCheck check) {
    static final String NAME = "settings";

    Check look(String source, Method method) {
        Optional<String> wrong = check.whatIsWrong(source);
        return Check.of(
                NAME,
                wrong.map(sentence -> Finding.bad(sentence, "Mend it; 'check-config' looks at nothing else."))
                        .orElseGet(() -> Finding.good("Secrets and certificates can be used; login: "
                                + (method == null ? "none" : word(method)))));
    }

    private static String word(Method method) {
        return method.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
