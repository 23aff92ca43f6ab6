package org.interlaminar.ehr;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Landing;
import org.interlaminar.ledger.Ledger;

/** A real store to pull into, started once for all tests that ask; each takes a source of its own. */
final class LandingStore {
    private static final AtomicInteger SOURCES = new AtomicInteger();
    private static LandingStore shared;

    private final Service service = Service.started();

    static synchronized LandingStore shared() {
        if (shared == null) {
            shared = new LandingStore();
        }
        return shared;
    }

    String newSource() {
        return "source-" + SOURCES.incrementAndGet();
    }

    Landing landing() {
        return service.bean(Landing.class);
    }

    Ledger ledger() {
        return service.bean(Ledger.class);
    }

    Service service() {
        return service;
    }

    List<String> landedIds(String source) {
        return service.sql()
                .sql("select distinct id from landing.version where source = ? order by id")
                .param(source)
                .query(String.class)
                .list();
    }

    Map<String, Long> landedByType(String source) {
        Map<String, Long> counts = new TreeMap<>();
        service.sql()
                .sql("select type, count(*) as versions from landing.version where source = ? group by type")
                .param(source)
                .query(row -> {
                    counts.put(row.getString("type"), row.getLong("versions"));
                });
        return counts;
    }
}
