package org.interlaminar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.interlaminar.ehr.search.SearchPull;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.InputFile;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pull whose N-th request fails, and a load whose N-th read fails, for N from 1 until nothing fails any more: what is missing
 * is said, and once it has been asked for again everything is as if nothing had happened. {@code -Dthorough=true} lets each
 * request fail in every way.
 */
@Timeout(120)
class FailureAtEveryRequestAndReadTest {
    enum Failure implements PagedEhr.Oddity {
        BREAKS_OFF {
            @Override
            public boolean happen(HttpExchange request) {
                return false;
            }
        },
        ANSWERS_500 {
            @Override
            public boolean happen(HttpExchange request) throws IOException {
                request.sendResponseHeaders(500, -1);
                return false;
            }
        },
        IS_CUT_SHORT {
            @Override
            public boolean happen(HttpExchange request) throws IOException {
                request.sendResponseHeaders(200, 1_000);
                request.getResponseBody().write(new byte[10]);
                request.getResponseBody().flush();
                return false;
            }
        }
    }

    private static final boolean EVERY_WAY = Boolean.getBoolean("thorough");

    @TempDir
    private static Path folder;

    private static PagedEhr ehr;
    private static Service service;

    @BeforeAll
    static void start() throws IOException {
        ehr = new PagedEhr(3);
        service = Service.started(
                "interlaminar.sources.hospital-a.base-url=" + ehr.base(),
                "interlaminar.sources.hospital-a.attempts=1",
                "interlaminar.sources.hospital-a.overlap=0s",
                "interlaminar.sources.hospital-a.types=" + String.join(",", PagedEhr.TYPES));
    }

    @AfterAll
    static void stop() {
        service.close();
        ehr.close();
    }

    @Test
    void aPullAsksAgainForWhatItDidNotGet() throws Exception {
        Map<String, String> undisturbed = pulledFrom(0, Failure.BREAKS_OFF);
        int clean = ehr.requests();
        assertThat(clean).isGreaterThan(PagedEhr.TYPES.size());
        for (int n = 1; n <= clean; n++) {
            for (Failure failure : EVERY_WAY ? List.of(Failure.values()) : List.of(Failure.values()[n % 3])) {
                assertThat(pulledFrom(n, failure))
                        .as("request " + n + " of " + clean + " " + failure)
                        .isEqualTo(undisturbed);
            }
        }
    }

    /** The analyst's tables after a pull that may fail and one that does not. */
    private static Map<String, String> pulledFrom(int fatal, Failure failure) throws Exception {
        SmallDelivery.forget(service.sql());
        ehr.at(fatal, failure);
        RunSummary disturbed = pull();
        assertThat(disturbed.gaps()).hasSize(disturbed.outcome() == Outcome.PARTIAL ? 1 : 0);
        // The client asks by itself once more when a connection it had used before is closed without an answer.
        if (failure != Failure.BREAKS_OFF) {
            assertThat(disturbed.outcome()).isEqualTo(Outcome.PARTIAL);
        }
        if (fatal > 0) {
            ehr.at(0, failure);
            assertThat(pull().outcome()).isEqualTo(Outcome.COMPLETE);
        }
        service.derive();
        SmallDelivery.assertAccounted(service.sql());
        return service.martHashes();
    }

    private static RunSummary pull() throws Exception {
        return service.bean(SearchPull.class)
                .pull(SmallDelivery.SOURCE, bytes -> {})
                .run();
    }

    @Test
    void aLoadLeavesOutAFileThatCannotBeReadToItsEndAndSaysSo() throws Exception {
        Path file = Files.writeString(
                folder.resolve("people.ndjson"),
                String.join(
                        "",
                        SmallDelivery.stories(2).stream()
                                .map(story -> story.ndjson())
                                .toList()));
        SmallDelivery.forget(service.sql());
        assertThat(load(new InputFile(file, "people.ndjson")).outcome()).isEqualTo(Outcome.COMPLETE);
        service.derive();
        Map<String, String> undisturbed = SmallDelivery.outcome(service.sql());

        boolean failed = true;
        for (int n = 1; failed; n++) {
            SmallDelivery.forget(service.sql());
            RunSummary disturbed = load(new InputFile(unreadableAt(n, file), "people.ndjson"));
            failed = disturbed.outcome() == Outcome.PARTIAL;
            assertThat(disturbed.gaps()).hasSize(failed ? 1 : 0);
            assertThat(disturbed.stored() == 0)
                    .as("nothing of the file at read " + n)
                    .isEqualTo(failed);
            assertThat(n).as("the file is read in a few reads").isLessThan(50);
            load(new InputFile(file, "people.ndjson"));
            service.derive();
            assertThat(SmallDelivery.outcome(service.sql())).as("read " + n).isEqualTo(undisturbed);
        }
    }

    private static RunSummary load(InputFile file) throws Exception {
        Delivery delivery = Delivery.loaded(
                SmallDelivery.SOURCE, Way.LOAD, service.bean(Clock.class).instant());
        return service.bean(FileIntake.class).land(delivery, List.of(file), bytes -> {});
    }

    /** The file on a disk whose n-th read fails; it gives at most a thousand bytes at once. */
    private static Path unreadableAt(int n, Path file) throws IOException {
        FileSystemProvider provider = mock(FileSystemProvider.class);
        FileSystem disk = mock(FileSystem.class);
        Path path = mock(Path.class);
        AtomicInteger reads = new AtomicInteger();
        when(path.getFileSystem()).thenReturn(disk);
        when(path.getFileName()).thenReturn(file.getFileName());
        when(path.toFile()).thenReturn(file.toFile());
        when(disk.provider()).thenReturn(provider);
        when(provider.newInputStream(any())).thenAnswer(asked -> new FilterInputStream(Files.newInputStream(file)) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (reads.incrementAndGet() == n) {
                    throw new IOException("Input/output error");
                }
                return super.read(bytes, from, Math.min(length, 1_000));
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }
        });
        return path;
    }
}
