package org.interlaminar.ehr;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.interlaminar.ehr.courtesy.Courtesy;
import org.interlaminar.ehr.login.Login;
import org.interlaminar.ehr.login.Logins;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.outbound.CertificateWitness;
import org.interlaminar.outbound.Gate;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Reach;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** The configured EHRs with their servers. */
@Component
public class Ehrs implements DisposableBean {
    /** One of them, as it is asked. */
    public record Ehr(EhrSettings.Source settings, FhirServer server, Gate gate, Login login, Courtesy courtesy) {}

    /**
     * One of them, as if it had never been asked before: no connection, no token, and little patience.
     *
     * @param certificates what its servers show of themselves
     */
    public record Stranger(Ehr ehr, CertificateWitness certificates) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            ehr.gate().close();
        }
    }

    private static final int TRIES_AT_A_STRANGER = 2;
    private static final Duration LONGEST_PAUSE_AT_A_STRANGER = Duration.ofSeconds(10);

    private final EhrSettings settings;
    private final Logins logins;
    private final EhrLoad load;
    private final ClientTls tls;
    private final Pause pause;
    private final Clock clock;
    private final Map<String, Ehr> ehrs = new ConcurrentHashMap<>();

    public Ehrs(EhrSettings settings, Logins logins, EhrLoad load, SslBundles bundles, Pause pause, Clock clock) {
        this.settings = settings;
        this.logins = logins;
        this.load = load;
        this.tls = new ClientTls(bundles);
        this.pause = pause;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException naming the key that is missing or wrong, when nothing can be pulled from the source */
    public Ehr ehr(String source) {
        EhrSettings.Source ehr = settings.source(source);
        return ehrs.computeIfAbsent(source, id -> ehr(id, ehr));
    }

    /**
     * For an examination. It is asked in its turn like all others, and what it is asked counts.
     *
     * @throws IllegalArgumentException as {@link #ehr}
     */
    public Stranger stranger(String source) {
        Ehr known = ehr(source);
        CertificateWitness witness = tls.witness(source, known.settings().sslBundle());
        Duration longest = settings.ehr().longestPause();
        RetryAfter retryAfter = new RetryAfter(
                settings.ehr().shortestPause(),
                longest.compareTo(LONGEST_PAUSE_AT_A_STRANGER) < 0 ? longest : LONGEST_PAUSE_AT_A_STRANGER);
        Gate gate = gate(known.settings(), witness.context());
        FhirServer.Manners manners =
                new FhirServer.Manners(known.courtesy(), retryAfter, TRIES_AT_A_STRANGER, pause, clock);
        return new Stranger(ehr(source, known.settings(), gate, manners), witness);
    }

    private Ehr ehr(String source, EhrSettings.Source ehr) {
        Courtesy courtesy = new Courtesy(source, ehr.courtesy(), ehr.zoneOrUtc(), load, clock, pause::pause);
        RetryAfter retryAfter =
                new RetryAfter(settings.ehr().shortestPause(), settings.ehr().longestPause());
        return ehr(
                source,
                ehr,
                gate(ehr, tls.context(source, ehr.sslBundle())),
                new FhirServer.Manners(courtesy, retryAfter, ehr.attempts(), pause, clock));
    }

    private Ehr ehr(String source, EhrSettings.Source ehr, Gate gate, FhirServer.Manners manners) {
        Courtesy courtesy = manners.courtesy();
        Login login = logins.login(
                new Logins.Ehr(source, ehr.base(), gate.reach(), request -> courtesy.ask(() -> gate.send(request))),
                ehr.auth(),
                read(ehr));
        return new Ehr(ehr, new FhirServer(ehr.base(), gate, login, manners), gate, login, courtesy);
    }

    private static List<String> read(EhrSettings.Source ehr) {
        List<String> types = new ArrayList<>(ehr.types());
        if (!ehr.group().isBlank()) {
            types.add("Group");
        }
        return types;
    }

    private Gate gate(EhrSettings.Source ehr, SSLContext context) {
        EhrSettings.Ehr common = settings.ehr();
        Gate.Limits limits = new Gate.Limits(
                ehr.connectTimeout(),
                ehr.readTimeout(),
                common.fileTime(),
                (int) common.maxPage().toBytes(),
                common.maxFile().toBytes());
        Set<Origin> origins = new HashSet<>(Set.of(ehr.origin()));
        ehr.bulk().fileOrigins().forEach(uri -> origins.add(origin(uri)));
        ehr.auth().tokenOrigins().forEach(uri -> origins.add(origin(uri)));
        if (ehr.auth().tokenUrl() != null) {
            origins.add(origin(ehr.auth().tokenUrl()));
        }
        return new Gate(new Reach(origins, ehr.privateNetworks()), limits, context, origin(common.proxy()));
    }

    private static Origin origin(URI uri) {
        try {
            return uri == null ? null : Origin.of(uri);
        } catch (IOException e) {
            throw new IllegalStateException("was checked with the settings", e);
        }
    }

    @Override
    public void destroy() throws IOException {
        for (Ehr ehr : ehrs.values()) {
            ehr.gate().close();
        }
    }
}
