package org.interlaminar.publication.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.interlaminar.fixture.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RefreshedTest {
    private static final Duration KEEP = Duration.ofSeconds(30);
    private static final Duration TOOK = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock(Instant.parse("2026-07-01T12:00:00Z"));
    private final AtomicInteger worked = new AtomicInteger();
    private volatile CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch mayEnd = new CountDownLatch(0);
    private Refreshed<Integer> figure = new Refreshed<>(this::work, KEEP, clock);

    private int work() {
        begun.countDown();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        clock.pass(TOOK);
        return worked.incrementAndGet();
    }

    @AfterEach
    void close() {
        figure.close();
    }

    @Test
    void isWorkedOutOnceAndKept() {
        assertThat(figure.get()).isEqualTo(1);
        clock.pass(KEEP.minusSeconds(1));
        assertThat(figure.get()).isEqualTo(1);
        assertThat(worked).hasValue(1);
    }

    @Test
    void whatIsKnownIsGivenWhileTheNewerIsWorkedOut() throws Exception {
        figure.get();
        clock.pass(KEEP.plusSeconds(1));
        begun = new CountDownLatch(1);
        mayEnd = new CountDownLatch(1);

        assertThat(figure.get()).isEqualTo(1);
        begun.await();
        assertThat(figure.get()).isEqualTo(1);

        mayEnd.countDown();
        clock.pass(KEEP);
        assertThat(figure.get()).isGreaterThan(1);
    }

    @Test
    void nobodyIsGivenWhatIsOlderThanThatAndTheTimeItTook() {
        figure.get();
        clock.pass(KEEP.plus(TOOK));

        assertThat(figure.get()).isEqualTo(2);
    }

    @Test
    void allWhoWaitAreGivenTheSame() throws Exception {
        mayEnd = new CountDownLatch(1);
        CompletableFuture<Integer> one = CompletableFuture.supplyAsync(figure::get);
        begun.await();
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(figure::get);
        mayEnd.countDown();

        assertThat(one.get()).isEqualTo(1);
        assertThat(other.get()).isEqualTo(1);
    }

    @Test
    void whatFailsIsToldToWhoWaitedAndTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        figure.close();
        figure = new Refreshed<>(
                () -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("the store is away");
                    }
                    return 7;
                },
                KEEP,
                clock);

        assertThatThrownBy(figure::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the store is away");
        assertThat(figure.get()).isEqualTo(7);
    }

    @Test
    void withoutAnyTimeToKeepItIsWorkedOutForEachWhoAsks() {
        figure.close();
        figure = new Refreshed<>(worked::incrementAndGet, Duration.ZERO, clock);

        assertThat(figure.get()).isEqualTo(1);
        assertThat(figure.get()).isEqualTo(2);
    }
}
