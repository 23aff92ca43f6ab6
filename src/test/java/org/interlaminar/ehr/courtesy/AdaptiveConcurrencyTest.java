package org.interlaminar.ehr.courtesy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.interlaminar.fixture.Seeds;
import org.junit.jupiter.api.Test;

/** Additive increase, multiplicative decrease (EHR C7). */
class AdaptiveConcurrencyTest {
    private static final Duration USUAL = Duration.ofMillis(300);
    private static final Duration SLOW = Duration.ofMillis(2000);

    private final AdaptiveConcurrency concurrency = new AdaptiveConcurrency(8);
    private final Deque<Integer> underWay = new ArrayDeque<>();

    @Test
    void beginsWithOneAndAddsOneWithEachRoundUpToTheMost() throws Exception {
        List<Integer> limits = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            limits.add(concurrency.limit());
            roundOf(USUAL);
        }
        assertThat(limits).containsExactly(1, 2, 2, 3, 4, 5, 6, 7, 7, 8, 8, 8);
    }

    @Test
    void aLimitThatIsNotUsedDoesNotGrow() throws Exception {
        for (int i = 0; i < 100; i++) {
            enter();
            leave(USUAL);
        }
        assertThat(concurrency.limit())
                .as("two at the same time were never tried")
                .isEqualTo(2);
    }

    @Test
    void halvesOnceForAllAnswersOfARound() throws Exception {
        grow(8);
        fill();
        while (!underWay.isEmpty()) {
            leaveTooMuch();
            assertThat(concurrency.limit()).isEqualTo(4);
        }

        fill();
        assertThat(underWay).hasSize(4);
        leaveTooMuch();
        assertThat(concurrency.limit())
                .as("and again for one that was sent later")
                .isEqualTo(2);
    }

    @Test
    void anOldAnswerThatComesLateHalvesNothing() throws Exception {
        grow(8);
        fill();
        int old = underWay.removeLast();
        leaveTooMuch();
        while (!underWay.isEmpty()) {
            leave(USUAL);
        }
        int limit = concurrency.limit();

        concurrency.tooMuch(old);
        concurrency.leave();

        assertThat(concurrency.limit()).isEqualTo(limit);
    }

    @Test
    void neverGoesBelowOne() throws Exception {
        for (int i = 0; i < 10; i++) {
            enter();
            leaveTooMuch();
            assertThat(concurrency.limit()).isEqualTo(1);
        }
        enter();
        leave(USUAL);
        assertThat(concurrency.limit()).as("it recovers").isEqualTo(2);
    }

    @Test
    void anAnswerThatTakesFarLongerThanUsualHalves() throws Exception {
        grow(8);
        fill();
        leave(SLOW);
        assertThat(concurrency.limit()).isEqualTo(4);
    }

    @Test
    void slownessNobodyFeelsIsNoise() throws Exception {
        for (int round = 0; round < 20; round++) {
            roundOf(Duration.ofMillis(10));
        }
        fill();
        leave(Duration.ofMillis(199));
        assertThat(concurrency.limit()).isEqualTo(8);
    }

    @Test
    void aServerThatHasBecomeSlowForGoodIsTheUsualAfterAWhile() throws Exception {
        grow(8);
        for (int round = 0; round < 30; round++) {
            roundOf(SLOW);
        }
        assertThat(concurrency.limit()).isEqualTo(8);
    }

    @Test
    void theFirstAnswerIsTheUsual() throws Exception {
        enter();
        leave(Duration.ofSeconds(30));
        assertThat(concurrency.limit()).isEqualTo(2);
    }

    @Test
    void whoComesTooManyWaitsUntilOneHasLeft() throws Exception {
        enter();
        Thread second = new Thread(() -> {
            try {
                concurrency.enter();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        second.start();
        await().until(() -> second.getState() == Thread.State.WAITING);

        concurrency.leave();

        second.join(10_000);
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void whateverComesTheLimitStaysWithinItsBoundsAndHalvesAtMostOnceARound() throws Exception {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            int most = 1 + random.nextInt(16);
            AdaptiveConcurrency any = new AdaptiveConcurrency(most);
            List<Integer> sent = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                int before = any.limit();
                if (sent.size() < before && random.nextBoolean()) {
                    sent.add(any.enter());
                } else if (!sent.isEmpty()) {
                    int one = sent.remove(random.nextInt(sent.size()));
                    switch (random.nextInt(4)) {
                        case 0 -> any.tooMuch(one);
                        case 1 -> any.wentWell();
                        default -> any.answered(one, Duration.ofMillis(random.nextInt(3000)));
                    }
                    any.leave();
                }
                assertThat(any.limit())
                        .as(Seeds.named(seed, i))
                        .isBetween(Math.max(1, before / 2), Math.min(most, before + 1));
            }
        }
    }

    private void grow(int to) throws InterruptedException {
        while (concurrency.limit() < to) {
            roundOf(USUAL);
        }
    }

    /** As many answers as may be under way, each followed by the next request. */
    private void roundOf(Duration took) throws InterruptedException {
        for (int answers = concurrency.limit(); answers > 0; answers--) {
            fill();
            leave(took);
        }
    }

    private void fill() throws InterruptedException {
        while (underWay.size() < concurrency.limit()) {
            enter();
        }
    }

    private void enter() throws InterruptedException {
        underWay.add(concurrency.enter());
    }

    private void leave(Duration took) {
        concurrency.answered(underWay.remove(), took);
        concurrency.leave();
    }

    private void leaveTooMuch() {
        concurrency.tooMuch(underWay.remove());
        concurrency.leave();
    }
}
