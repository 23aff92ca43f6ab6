package org.interlaminar.ehr.login;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.interlaminar.ledger.TokenEndpoints;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Credential;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Reach;
import org.interlaminar.outbound.Request;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Makes the login of each source. */
@Component
public class Logins {
    /** Sends a request when its turn has come. */
    public interface Asking {
        Answer ask(Request request) throws IOException, InterruptedException;
    }

    /**
     * An EHR to log in at.
     *
     * @param base FHIR base without a slash at its end
     * @param reach whom it may be asked of; a token server it names is added
     */
    public record Ehr(String source, String base, Reach reach, Asking asking) {}

    private final TokenEndpoints endpoints;
    private final Clock clock;
    private final UnaryOperator<String> environment;

    @Autowired
    Logins(TokenEndpoints endpoints, Clock clock) {
        this(endpoints, clock, System::getenv);
    }

    /** @param environment environment variables by name */
    public Logins(TokenEndpoints endpoints, Clock clock, UnaryOperator<String> environment) {
        this.endpoints = endpoints;
        this.clock = clock;
        this.environment = environment;
    }

    /** @param types FHIR types that are to be read */
    public Login login(Ehr ehr, AuthSettings settings, List<String> types) {
        AuthSettings.Method method = settings.method() == null ? AuthSettings.Method.NONE : settings.method();
        Set<Origin> shownTo = shownTo(ehr.base(), settings);
        Secret secret = new Secret(settings.secretFile(), settings.secretVariable(), environment);
        return switch (method) {
            case NONE -> Login.NONE;
            case BASIC -> () -> Optional.of(new Credential(
                    shownTo,
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((settings.user() + ":" + secret.firstLine())
                                            .getBytes(StandardCharsets.UTF_8))));
            case TOKEN -> () -> Optional.of(new Credential(shownTo, "Bearer " + secret.firstLine()));
            case CLIENT_SECRET, SMART -> new TokenLogin(
                    ehr, client(settings, secret), settings, types, shownTo, endpoints, clock);
        };
    }

    private TokenLogin.Client client(AuthSettings settings, Secret secret) {
        return settings.method() == AuthSettings.Method.SMART
                ? new TokenLogin.Client(
                        settings.clientId(),
                        new ClientProof(settings.clientId(), key(settings), settings.algorithm()),
                        null)
                : new TokenLogin.Client(settings.clientId(), null, secret);
    }

    private Secret key(AuthSettings settings) {
        return new Secret(settings.keyFile(), settings.keyVariable(), environment);
    }

    /** Public parts of our keys; none when the key file cannot be used. */
    public List<JWK> openKeys(AuthSettings settings) {
        try {
            return SigningKeys.of(key(settings).read()).open();
        } catch (LoginFailed e) {
            return List.of();
        }
    }

    /**
     * Looks at the secrets without asking anybody.
     *
     * @param environment environment variables by name
     * @return what is wrong with them, in one sentence, or empty
     */
    public static Optional<String> whatIsWrong(AuthSettings settings, UnaryOperator<String> environment) {
        try {
            if (settings.method() == AuthSettings.Method.SMART) {
                SigningKeys.of(new Secret(settings.keyFile(), settings.keyVariable(), environment).read());
            } else if (settings.method() != null && settings.method() != AuthSettings.Method.NONE) {
                new Secret(settings.secretFile(), settings.secretVariable(), environment).read();
            }
            return Optional.empty();
        } catch (LoginFailed e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Set<Origin> shownTo(String base, AuthSettings settings) {
        Set<Origin> origins = new HashSet<>();
        origins.add(origin(URI.create(base)));
        settings.tokenOrigins().forEach(uri -> origins.add(origin(uri)));
        return origins;
    }

    private static Origin origin(URI uri) {
        try {
            return Origin.of(uri);
        } catch (IOException e) {
            throw new IllegalArgumentException("auth.token-origins names something that is no origin", e);
        }
    }
}
