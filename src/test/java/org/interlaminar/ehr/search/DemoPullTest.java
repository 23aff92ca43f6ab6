package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.interlaminar.demo.DemoEhr;
import org.interlaminar.ehr.PullResult;
import org.interlaminar.ledger.Outcome;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** The demo EHR's bundled patients, pulled over HTTP, against the files they are served from. */
class DemoPullTest {
    private static final List<String> TYPES =
            List.of("Patient", "Condition", "Procedure", "Observation", "Encounter", "Organization", "Location");

    private final LandingStore store = LandingStore.shared();

    @Test
    void landsWhatTheFilesHoldAndNothingNewTheSecondTime() throws Exception {
        String pulled = store.newSource();
        String loaded = store.newSource();
        long lines = load(loaded);
        try (DemoEhr ehr = new DemoEhr(List.of(DemoEhr.Sample.whole("enriched")), 0)) {
            ehr.start();
            SearchPull pulling = pulling(pulled, ehr.base());

            PullResult first = pulling.pull(pulled, bytes -> {});

            assertThat(first.run().outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(first.run().received()).isEqualTo(lines);
            assertThat(first.run().expected()).isEqualTo(lines);
            assertThat(store.landedByType(pulled))
                    .isEqualTo(store.landedByType(loaded))
                    .isNotEmpty();
            assertThat(store.landedIds(pulled)).isEqualTo(store.landedIds(loaded));

            PullResult second = pulling.pull(pulled, bytes -> {});

            assertThat(second.run().outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(second.run().stored()).isZero();
        }
    }

    private SearchPull pulling(String source, URI base) {
        return new Pulling(store.service(), source, base.toString())
                .types(TYPES.toArray(String[]::new))
                .maxPage(DataSize.ofMegabytes(64))
                .pause(length -> {
                    throw new AssertionError("the demo EHR needs no repeat");
                })
                .node();
    }

    /** @return resources in the files */
    private long load(String source) throws Exception {
        long resources = 0;
        for (String type : TYPES) {
            resources += store.service()
                    .land(source, Path.of("src/main/resources/demo/enriched", type + ".ndjson.gz"))
                    .received();
        }
        return resources;
    }
}
