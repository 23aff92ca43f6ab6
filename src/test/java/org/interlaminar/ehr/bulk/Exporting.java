package org.interlaminar.ehr.bulk;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Pause;
import org.interlaminar.fixture.Bound;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.SourceIsBusy;

/** Nodes of the service with one source that exports; waiting moves the test's clock, and nothing else does. */
final class Exporting {
    final String source;
    final TestClock clock;
    private final Service service;
    private final Map<String, Object> settings = new TreeMap<>();
    private final List<Duration> waited = new ArrayList<>();

    Exporting(Service service, String source, BulkEhr ehr) {
        this.service = service;
        this.source = source;
        this.clock = new TestClock(ehr.now());
        set("base-url", ehr.base()).set("types", "Patient,Condition").set("bulk.level", "system");
    }

    /** Any setting of the source. */
    Exporting set(String key, Object value) {
        settings.put("interlaminar.sources." + source + "." + key, value);
        return this;
    }

    /** Any other setting. */
    Exporting common(String key, Object value) {
        settings.put("interlaminar." + key, value);
        return this;
    }

    /** A node of its own: what it knows is what the store tells. */
    BulkPull node() {
        Pause pause = length -> {
            waited.add(length);
            clock.pass(length);
        };
        return ExportFrom.node(service, Bound.settings(EhrSettings.class, settings), pause, clock);
    }

    /** One export from beginning to end. */
    Step export() throws SourceIsBusy, SQLException, InterruptedException {
        return node().pull(source, false, bytes -> {}, said -> {});
    }

    Step whole() throws SourceIsBusy, SQLException, InterruptedException {
        return node().pull(source, true, bytes -> {}, said -> {});
    }

    /** How long it waited between steps and before repeats, since the last time. */
    List<Duration> waited() {
        List<Duration> all = List.copyOf(waited);
        waited.clear();
        return all;
    }
}
