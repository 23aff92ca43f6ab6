package org.interlaminar.ehr.login;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.interlaminar.ehr.courtesy.SourceRests;
import org.interlaminar.ledger.TokenEndpoints;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Credential;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Request;
import org.interlaminar.outbound.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buys tokens: with a signed assertion as in
 * <a href="https://hl7.org/fhir/smart-app-launch/backend-services.html">SMART Backend Services</a>, or with a client secret. A
 * token is kept until shortly before it expires; who needs one while another buys it waits for that one, and takes part in its
 * failure (EHR A5).
 */
final class TokenLogin implements Login {
    private static final Logger LOG = LoggerFactory.getLogger(TokenLogin.class);
    private static final Duration CONFIGURATION_KEPT = Duration.ofHours(1);
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** Who we are to the token server: a proof, or else a secret. */
    record Client(String id, ClientProof proof, Secret secret) {}

    private final Logins.Ehr ehr;
    private final Client client;
    private final AuthSettings settings;
    private final List<String> types;
    private final Set<Origin> shownTo;
    private final TokenEndpoints endpoints;
    private final Clock clock;
    private SmartConfiguration configuration;
    private Instant configurationUntil = Instant.MIN;
    private volatile Token token;
    private final AtomicLong tries = new AtomicLong();
    private LoginFailed lastFailure;

    TokenLogin(
            Logins.Ehr ehr,
            Client client,
            AuthSettings settings,
            List<String> types,
            Set<Origin> shownTo,
            TokenEndpoints endpoints,
            Clock clock) {
        this.ehr = ehr;
        this.client = client;
        this.settings = settings;
        this.types = types;
        this.shownTo = shownTo;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @Override
    public Optional<Credential> credential() throws IOException, InterruptedException {
        long before = tries.get();
        synchronized (this) {
            if (token == null || !clock.instant().isBefore(token.until())) {
                if (tries.get() > before && lastFailure != null) {
                    // Somebody tried while we waited, and was told for all of us.
                    throw lastFailure;
                }
                token = tryToBuy();
            }
            return Optional.of(shown(token));
        }
    }

    private Token tryToBuy() throws IOException, InterruptedException {
        lastFailure = null;
        try {
            return buy();
        } catch (LoginFailed e) {
            lastFailure = e;
            throw e;
        } finally {
            tries.incrementAndGet();
        }
    }

    private Credential shown(Token shown) {
        return new Credential(shownTo, "Bearer " + shown.value());
    }

    /** Another thread may have bought a new one meanwhile: then that one is worth a try. */
    @Override
    public synchronized boolean refused(Credential credential) {
        if (token != null && shown(token).equals(credential)) {
            token = null;
        }
        return true;
    }

    @Override
    public Optional<Instant> heldUntil() {
        return Optional.ofNullable(token).map(Token::until).filter(until -> clock.instant()
                .isBefore(until));
    }

    @Override
    public synchronized List<String> notGranted(List<String> wanted) {
        return token == null ? List.of() : Scopes.lacking(wanted, token.scope());
    }

    @Override
    public synchronized Optional<TokenFacts> facts() {
        return configuration == null
                ? Optional.empty()
                : Optional.of(new TokenFacts(
                        origin(configuration.tokenEndpoint()),
                        settings.tokenUrl() == null,
                        configuration.algorithms(),
                        configuration.hasScopesOfVersion2(),
                        token != null));
    }

    private Token buy() throws IOException, InterruptedException {
        SmartConfiguration smart = configuration();
        String scope = settings.scopes().isEmpty()
                ? Scopes.reading(types, smart.hasScopesOfVersion2())
                : String.join(" ", settings.scopes());
        Instant now = clock.instant();
        Token bought = Token.of(ask(request(smart, scope, now), "no token can be had"), scope, now);
        List<String> lacking = Scopes.lacking(types, bought.scope());
        if (!lacking.isEmpty()) {
            LOG.warn("token of {}: it does not let us read {}", ehr.source(), String.join(", ", lacking));
        }
        return bought;
    }

    private Request request(SmartConfiguration smart, String scope, Instant now) throws LoginFailed {
        URI endpoint = smart.tokenEndpoint();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("scope", scope);
        if (client.proof() == null) {
            byte[] pair = (encoded(client.id()) + ":" + encoded(client.secret().firstLine()))
                    .getBytes(StandardCharsets.UTF_8);
            return posted(endpoint, form)
                    .as(new Credential(
                            Set.of(origin(endpoint)),
                            "Basic " + Base64.getEncoder().encodeToString(pair)));
        }
        form.put("client_assertion_type", ASSERTION);
        form.put("client_assertion", client.proof().assertion(endpoint, smart.algorithms(), now));
        return posted(endpoint, form);
    }

    private static Request posted(URI endpoint, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return Request.post(
                endpoint,
                "application/x-www-form-urlencoded",
                body.getBytes(StandardCharsets.UTF_8),
                "application/json");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Where tokens are bought, and how the server wants to be asked (EHR A1). */
    private SmartConfiguration configuration() throws IOException, InterruptedException {
        if (configuration == null || !clock.instant().isBefore(configurationUntil)) {
            configuration = settings.tokenUrl() == null ? told() : given();
            configurationUntil = clock.instant().plus(CONFIGURATION_KEPT);
            ehr.reach().extend(origin(configuration.tokenEndpoint()));
        }
        return configuration;
    }

    /** The settings say where; the server's own word is still good for the rest, if there is one. */
    private SmartConfiguration given() throws IOException, InterruptedException {
        try {
            SmartConfiguration told = SmartConfiguration.of(askForConfiguration());
            return new SmartConfiguration(settings.tokenUrl(), told.algorithms(), told.hasScopesOfVersion2());
        } catch (LoginFailed e) {
            return new SmartConfiguration(settings.tokenUrl(), List.of(), false);
        }
    }

    private SmartConfiguration told() throws IOException, InterruptedException {
        SmartConfiguration told = SmartConfiguration.of(askForConfiguration());
        Origin now = origin(told.tokenEndpoint());
        if (origin(URI.create(ehr.base())).isEncrypted() && !now.isEncrypted()) {
            throw LoginFailed.untilMended("the server's smart-configuration names a token server without TLS");
        }
        Origin first = origin(URI.create(
                endpoints.firstTold(ehr.source(), told.tokenEndpoint().toString())));
        if (!first.equals(now)) {
            LOG.error("source {}: its token server was {} and is now said to be {}", ehr.source(), first, now);
            throw LoginFailed.untilMended("the token server moved from " + first + " to " + now
                    + ", which is not followed: if that is right, set auth.token-url to the new one");
        }
        return told;
    }

    private Answer askForConfiguration() throws IOException, InterruptedException {
        URI place = URI.create(ehr.base() + "/.well-known/smart-configuration");
        return ask(Request.get(place, "application/json"), "the server's smart-configuration cannot be had");
    }

    /** @param otherwise beginning of the sentence when there is no answer */
    private Answer ask(Request request, String otherwise) throws IOException, InterruptedException {
        try {
            return ehr.asking().ask(request);
        } catch (SourceRests e) {
            throw e;
        } catch (IOException e) {
            throw LoginFailed.forNow(otherwise + ": " + Trouble.named(e));
        }
    }

    private static Origin origin(URI uri) {
        try {
            return Origin.of(uri);
        } catch (IOException e) {
            throw new IllegalStateException("was checked before", e);
        }
    }
}
