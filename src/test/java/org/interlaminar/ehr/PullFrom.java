package org.interlaminar.ehr;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Landing;
import org.interlaminar.ledger.Ledger;
import org.springframework.util.unit.DataSize;

/** A pull of one source that a test sets up for itself; it never waits before it asks again. */
public final class PullFrom {
    private PullFrom() {}

    public static SearchPull server(
            Service service, String source, URI base, List<String> types, int pageSize, Duration overlap) {
        EhrSettings settings = new EhrSettings(
                new EhrSettings.Ehr(
                        true,
                        Duration.ofMinutes(15),
                        DataSize.ofMegabytes(4),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5)),
                Map.of(
                        source,
                        new EhrSettings.Source(
                                base, types, pageSize, overlap, Duration.ofSeconds(10), Duration.ofSeconds(60), 2)));
        return new SearchPull(
                settings,
                service.bean(Landing.class),
                service.bean(Ledger.class),
                new Pulls(settings),
                wait -> {},
                Clock.systemUTC());
    }
}
