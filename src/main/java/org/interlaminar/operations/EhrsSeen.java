package org.interlaminar.operations;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.SourceCheck;
import org.interlaminar.ehr.courtesy.SourceRests;
import org.interlaminar.ehr.login.AuthSettings;
import org.interlaminar.ehr.login.AuthSettings.Method;
import org.interlaminar.ledger.TokenEndpoints;
import org.interlaminar.outbound.Origin;
import org.springframework.stereotype.Component;

/** Looks at the EHRs without asking them anything; one with settings that cannot be used must not hide the others. */
@Component
class EhrsSeen {
    private final Ehrs ehrs;
    private final SourceCheck check;
    private final TokenEndpoints endpoints;

    EhrsSeen(Ehrs ehrs, SourceCheck check, TokenEndpoints endpoints) {
        this.ehrs = ehrs;
        this.check = check;
        this.endpoints = endpoints;
    }

    EhrSeen of(String source, EhrSettings.Source settings) {
        try {
            Ehrs.Ehr ehr = ehrs.ehr(source);
            Optional<SourceRests> rests = ehr.courtesy().rests();
            return new EhrSeen(
                    null,
                    rests.map(SourceRests::getMessage).orElse(null),
                    rests.map(SourceRests::until).orElse(null),
                    ehr.courtesy().concurrency(),
                    login(source, settings.auth(), ehr.login().heldUntil().orElse(null)));
        } catch (IllegalArgumentException e) {
            return EhrSeen.unusable(e.getMessage(), login(source, settings.auth(), null));
        }
    }

    private EhrSeen.Login login(String source, AuthSettings auth, Instant heldUntil) {
        Method method = auth.method() == null ? Method.NONE : auth.method();
        boolean buys = method == Method.SMART || method == Method.CLIENT_SECRET;
        Optional<TokenEndpoints.Told> told =
                buys && auth.tokenUrl() == null ? endpoints.told(source) : Optional.empty();
        String server = auth.tokenUrl() == null
                ? told.map(one -> origin(URI.create(one.endpoint()))).orElse(null)
                : origin(auth.tokenUrl());
        return new EhrSeen.Login(
                words(method),
                buys,
                server,
                told.map(TokenEndpoints.Told::since).orElse(null),
                heldUntil,
                check.whatIsWrong(source).orElse(null));
    }

    /** Never the whole address: some carry a tenant's key in the path. */
    private static String origin(URI address) {
        try {
            return Origin.of(address).toString();
        } catch (IOException e) {
            return null;
        }
    }

    private static String words(Method method) {
        return switch (method) {
            case NONE -> "None";
            case BASIC -> "User and password";
            case TOKEN -> "A token that was given once";
            case CLIENT_SECRET -> "Client secret that buys tokens";
            case SMART -> "Signed assertion that buys tokens (SMART Backend Services)";
        };
    }
}
