package org.interlaminar.ehr;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Pulls a source by FHIR search (<a href="https://hl7.org/fhir/R4/http.html#search">R4 search</a>): in one call, or step by
 * step as the route does.
 */
@Component
public class SearchPull {
    private static final Logger LOG = LoggerFactory.getLogger(SearchPull.class);

    private final EhrSettings settings;
    private final Landing landing;
    private final Ledger ledger;
    private final Pulls pulls;
    private final Pause pause;
    private final Clock clock;
    private final Map<String, FhirServer> servers = new ConcurrentHashMap<>();

    SearchPull(EhrSettings settings, Landing landing, Ledger ledger, Pulls pulls, Pause pause, Clock clock) {
        this.settings = settings;
        this.landing = landing;
        this.ledger = ledger;
        this.pulls = pulls;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * One whole pull.
     *
     * @param progress is told the bytes of each page
     * @throws SourceIsBusy when another run holds the source
     * @throws SQLException when the store is away; what has landed stays, the run is partial
     * @throws IllegalArgumentException naming the missing key when the source has no base URL
     */
    public PullResult pull(String source, LongConsumer progress) throws SourceIsBusy, SQLException {
        try (Pull pull = begin(source)) {
            pull.onProgress(progress);
            while (hasMore(pull)) {
                fetch(pull);
                land(pull);
            }
            return end(pull);
        }
    }

    /** Sources whose time to be pulled has come. */
    public List<String> due() {
        return pulls.takeDue(clock.instant());
    }

    /** Opens a run on the source and asks its server what it speaks. */
    public Pull begin(String source) throws SourceIsBusy, SQLException {
        EhrSettings.Source ehr = settings.source(source);
        FhirServer server = servers.computeIfAbsent(source, any -> server(ehr));
        LandingRun run = landing.open(Delivery.told(source, Way.PULL, clock.instant(), Delivery.Scope.CHANGES));
        Pull pull = new Pull(
                source,
                run,
                ledger,
                ehr.types(),
                type -> new TypeSearch(
                        server, ehr, type, ledger.watermark(source, type).orElse(null), clock.instant()));
        try {
            Capabilities.require(server.get(URI.create(ehr.base() + "/metadata")));
        } catch (PageFailed e) {
            refused(pull, "metadata: " + e.getMessage());
        }
        return pull;
    }

    /** Whether the pull has a further page to ask for. */
    public boolean hasMore(Pull pull) {
        return pull.hasMore();
    }

    /** Fetches the next page. */
    public void fetch(Pull pull) throws SQLException {
        pull.fetch();
    }

    /** Commits the page fetched. */
    public void land(Pull pull) throws SQLException {
        pull.land();
    }

    /** Ends the run. */
    public PullResult end(Pull pull) throws SQLException {
        RunSummary run = pull.finish();
        PullResult result = new PullResult(pull.source(), clock.instant(), run);
        pulls.ended(result);
        LOG.info(
                "pull of {}, run {}: {}, {} received, {} stored, {} duplicate, {} filtered, {} quarantined, {} gaps",
                run.source(),
                run.run(),
                run.outcome().word(),
                run.received(),
                run.stored(),
                run.duplicate(),
                run.filtered(),
                run.quarantined(),
                run.gaps().size());
        return result;
    }

    private static void refused(Pull pull, String why) throws SQLException {
        try {
            pull.refused(why);
        } catch (SQLException | RuntimeException e) {
            pull.close();
            throw e;
        }
    }

    private FhirServer server(EhrSettings.Source ehr) {
        EhrSettings.Ehr common = settings.ehr();
        HttpExchange http = new HttpExchange(
                ehr.connectTimeout(), ehr.readTimeout(), (int) common.maxPage().toBytes());
        return new FhirServer(
                http, new RetryAfter(common.shortestPause(), common.longestPause()), ehr.attempts(), pause, clock);
    }
}
