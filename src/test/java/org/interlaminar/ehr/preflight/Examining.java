package org.interlaminar.ehr.preflight;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.SourceCheck;
import org.interlaminar.ehr.login.Logins;
import org.interlaminar.fixture.Bound;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.EhrLoad;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

/** A pre-flight of one source as a test wants it; it never waits. */
final class Examining {
    private static final AtomicInteger SOURCES = new AtomicInteger();
    private static Service shared;

    final String source = "examined-" + SOURCES.incrementAndGet();
    private final Map<String, Object> settings = new TreeMap<>();
    private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
    private Clock clock = Clock.systemUTC();

    private Examining(String base) {
        set("base-url", base).set("connect-timeout", "2s").set("types", "Patient,Condition");
    }

    static Examining server(String base) {
        return new Examining(base);
    }

    static Examining server(ClaimingEhr ehr) {
        return new Examining(ehr.base()).by(ehr.clock());
    }

    /** Started once for all tests that ask. */
    private static synchronized Service store() {
        if (shared == null) {
            shared = Service.started();
        }
        return shared;
    }

    /** Any setting of the source. */
    Examining set(String key, Object value) {
        settings.put("interlaminar.sources." + source + "." + key, value);
        return this;
    }

    Examining types(String... names) {
        return set("types", String.join(",", names));
    }

    Examining proxy(String address) {
        settings.put("interlaminar.ehr.proxy", address);
        return this;
    }

    Examining bundle(String name, SslBundle bundle) {
        bundles.registerBundle(name, bundle);
        return set("ssl-bundle", name);
    }

    Examining by(Clock ours) {
        clock = ours;
        return this;
    }

    /** What a check of the source found. */
    Check check(String name) {
        return named(examine().checks(), name);
    }

    /** What a check of one type found. */
    Check check(String type, String name) {
        return of(examine(), type, name);
    }

    Plan plan(String type) {
        return type(examine(), type).plan();
    }

    static Check of(Report report, String name) {
        return named(report.checks(), name);
    }

    static Check of(Report report, String type, String name) {
        return named(type(report, type).checks(), name);
    }

    static TypeReport type(Report report, String type) {
        return report.types().stream()
                .filter(one -> one.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was found for " + type + ": " + report.checks()));
    }

    private static Check named(List<Check> checks, String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Report examine() {
        return examine(new Options(false));
    }

    Report examine(Options options) {
        EhrSettings bound = Bound.settings(EhrSettings.class, settings);
        EhrLoad load = store().bean(EhrLoad.class);
        Ehrs ehrs = new Ehrs(bound, store().bean(Logins.class), load, bundles, length -> {}, clock);
        return new Preflight(bound, ehrs, new SourceCheck(bound, bundles, name -> null), load, clock)
                .examine(source, options);
    }
}
