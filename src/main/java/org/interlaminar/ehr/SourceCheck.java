package org.interlaminar.ehr;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.interlaminar.ehr.login.Logins;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** Looks at what a source needs on this machine, its secrets and its certificates, without asking anybody. */
@Component
public class SourceCheck {
    private final EhrSettings settings;
    private final ClientTls tls;
    private final UnaryOperator<String> environment;

    @Autowired
    SourceCheck(EhrSettings settings, SslBundles bundles) {
        this(settings, bundles, System::getenv);
    }

    /** @param environment environment variables by name */
    public SourceCheck(EhrSettings settings, SslBundles bundles, UnaryOperator<String> environment) {
        this.settings = settings;
        this.tls = new ClientTls(bundles);
        this.environment = environment;
    }

    /**
     * @return what is wrong with them, in one sentence that quotes no secret, or empty
     * @throws IllegalArgumentException when nothing is pulled from the source
     */
    public Optional<String> whatIsWrong(String source) {
        EhrSettings.Source ehr = settings.source(source);
        try {
            tls.context(source, ehr.sslBundle());
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
        return Logins.whatIsWrong(ehr.auth(), environment)
                .map(wrong -> "interlaminar.sources." + source + ".auth: " + wrong + ".");
    }
}
