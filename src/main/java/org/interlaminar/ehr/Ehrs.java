package org.interlaminar.ehr;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
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
import org.interlaminar.outbound.Gate;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Reach;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** The configured EHRs with their servers. */
@Component
public class Ehrs implements DisposableBean {
    /** One of them, as it is asked. */
    public record Ehr(EhrSettings.Source settings, FhirServer server, Gate gate, Login login, Courtesy courtesy) {}

    private final EhrSettings settings;
    private final Logins logins;
    private final EhrLoad load;
    private final SslBundles bundles;
    private final Pause pause;
    private final Clock clock;
    private final Map<String, Ehr> ehrs = new ConcurrentHashMap<>();

    public Ehrs(EhrSettings settings, Logins logins, EhrLoad load, SslBundles bundles, Pause pause, Clock clock) {
        this.settings = settings;
        this.logins = logins;
        this.load = load;
        this.bundles = bundles;
        this.pause = pause;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException naming the key that is missing or wrong, when nothing can be pulled from the source */
    public Ehr ehr(String source) {
        EhrSettings.Source ehr = settings.source(source);
        return ehrs.computeIfAbsent(source, id -> ehr(id, ehr));
    }

    private Ehr ehr(String source, EhrSettings.Source ehr) {
        Gate gate = gate(source, ehr);
        Login login = logins.login(source, ehr.base(), ehr.auth(), read(ehr), gate);
        Courtesy courtesy = new Courtesy(source, ehr.courtesy(), ehr.zoneOrUtc(), load, clock, pause::pause);
        RetryAfter retryAfter =
                new RetryAfter(settings.ehr().shortestPause(), settings.ehr().longestPause());
        FhirServer server = new FhirServer(
                ehr.base(), gate, login, new FhirServer.Manners(courtesy, retryAfter, ehr.attempts(), pause, clock));
        return new Ehr(ehr, server, gate, login, courtesy);
    }

    private static List<String> read(EhrSettings.Source ehr) {
        List<String> types = new ArrayList<>(ehr.types());
        if (!ehr.group().isBlank()) {
            types.add("Group");
        }
        return types;
    }

    private Gate gate(String source, EhrSettings.Source ehr) {
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
        return new Gate(
                new Reach(origins, ehr.privateNetworks()),
                limits,
                tls(source, ehr.sslBundle()),
                origin(common.proxy()));
    }

    private SSLContext tls(String source, String bundle) {
        try {
            return bundle.isBlank() ? null : bundles.getBundle(bundle).createSslContext();
        } catch (NoSuchSslBundleException e) {
            throw new IllegalArgumentException("interlaminar.sources." + source + ".ssl-bundle names '" + bundle
                    + "', which is not below spring.ssl.bundle.");
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException("interlaminar.sources." + source + ".ssl-bundle names '" + bundle
                    + "', whose files below spring.ssl.bundle cannot be used.");
        }
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
