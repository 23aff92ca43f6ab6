package org.interlaminar.ehr.preflight;

import java.util.Optional;
import org.interlaminar.ehr.login.AuthSettings;
import org.interlaminar.ehr.login.TokenFacts;
import org.interlaminar.outbound.Origin;

/**
 * Where tokens are bought, and how (<a href="https://hl7.org/fhir/smart-app-launch/conformance.html">SMART configuration</a>). A
 * token is bought on the way; whether that went well is the next thing to look at.
 */
final class TokenServer implements Examination {
    @Override
    public String name() {
        return "SMART configuration";
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public Finding look(Examined source) throws NotAsked {
        AuthSettings.Method method = source.settings().auth().method();
        if (method != AuthSettings.Method.SMART && method != AuthSettings.Method.CLIENT_SECRET) {
            throw new NotAsked("the login needs no token server");
        }
        Optional<String> trouble = source.logIn();
        Optional<TokenFacts> facts = source.stranger().ehr().login().facts();
        if (facts.isEmpty()) {
            return Finding.bad(
                    trouble.orElse("it is not known where tokens are bought"),
                    "Ask the EHR's administrators where tokens are to be asked for, and set "
                            + source.key("auth.token-url") + ".");
        }
        Origin server = facts.get().server();
        Finding told = Finding.good(told(facts.get()));
        return source.stranger()
                .certificates()
                .shown(server.host())
                .map(shown -> Certificate.finding("The token server's certificate", source, server, shown))
                .filter(certificate -> certificate.outcome() != Outcome.GOOD && !isTheEhrs(source, server))
                .orElse(told);
    }

    /** What its certificate is like was told before. */
    private static boolean isTheEhrs(Examined source, Origin server) {
        return server.host().equals(source.settings().origin().host());
    }

    private static String told(TokenFacts facts) {
        String accepted = String.join(
                ", ",
                facts.algorithms().stream()
                        .filter(one -> one.matches("[A-Z]{2}\\d{3}"))
                        .toList());
        return "Tokens come from " + facts.server()
                + (facts.told() ? ", as the server says and has said before" : ", as auth.token-url says")
                + "; signed as " + (accepted.isEmpty() ? "the server does not say" : accepted) + "; scopes of version "
                + (facts.hasScopesOfVersion2() ? "2" : "1");
    }
}
