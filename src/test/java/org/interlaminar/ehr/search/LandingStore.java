package org.interlaminar.ehr.search;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Landing;
import org.interlaminar.ledger.Ledger;

/** A real store to pull into, started once for all tests that ask; each takes a source of its own. */
public final class LandingStore {
    private static final AtomicInteger SOURCES = new AtomicInteger();
    private static LandingStore shared;

    private final Service service = Service.started();

    public static synchronized LandingStore shared() {
        if (shared == null) {
            shared = new LandingStore();
        }
        return shared;
    }

    public String newSource() {
        return "source-" + SOURCES.incrementAndGet();
    }

    public Landing landing() {
        return service.bean(Landing.class);
    }

    public Ledger ledger() {
        return service.bean(Ledger.class);
    }

    public Service service() {
        return service;
    }

    public List<String> landedIds(String source) {
        return service.sql()
                .sql("select distinct id from landing.version where source = ? order by id")
                .param(source)
                .query(String.class)
                .list();
    }

    /** Ids of a type whose current version is no delete. */
    public List<String> living(String source, String type) {
        return service.sql()
                .sql("select id from landing.current where source = ? and type = ? and kind <> 'tombstone' order by id")
                .params(source, type)
                .query(String.class)
                .list();
    }

    /** The current version, as received. */
    public String contentOf(String source, String type, String id) {
        return service.sql()
                .sql("select body, body_bytes from landing.current where source = ? and type = ? and id = ?")
                .params(source, type, id)
                .query((row, i) -> inflated(row.getBytes(1), row.getInt(2)))
                .single();
    }

    private static String inflated(byte[] body, int size) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(body);
            byte[] bytes = new byte[size];
            inflater.inflate(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (DataFormatException e) {
            throw new AssertionError("a body that was not deflated by us", e);
        } finally {
            inflater.end();
        }
    }

    public Map<String, Long> landedByType(String source) {
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
