package org.interlaminar.ehr;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The configured EHRs with their servers. */
@Component
class Ehrs {
    /** One of them. */
    record Ehr(EhrSettings.Source settings, FhirServer server) {}

    private final EhrSettings settings;
    private final Pause pause;
    private final Clock clock;
    private final Map<String, FhirServer> servers = new ConcurrentHashMap<>();

    Ehrs(EhrSettings settings, Pause pause, Clock clock) {
        this.settings = settings;
        this.pause = pause;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException naming the missing key when nothing can be pulled from the source */
    Ehr ehr(String source) {
        EhrSettings.Source ehr = settings.source(source);
        return new Ehr(ehr, servers.computeIfAbsent(source, any -> server(ehr)));
    }

    private FhirServer server(EhrSettings.Source ehr) {
        EhrSettings.Ehr common = settings.ehr();
        HttpExchange http = new HttpExchange(
                ehr.connectTimeout(), ehr.readTimeout(), (int) common.maxPage().toBytes());
        return new FhirServer(
                http, new RetryAfter(common.shortestPause(), common.longestPause()), ehr.attempts(), pause, clock);
    }
}
