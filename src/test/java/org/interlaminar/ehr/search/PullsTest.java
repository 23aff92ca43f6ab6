package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.NotDue;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose turn it is (G10): several nodes on one store, each with a clock of its own. */
class PullsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMinutes(15);

    private final LandingStore store = LandingStore.shared();
    private final SmallEhr ehr = new SmallEhr();
    private final Pulling one = new Pulling(store.service(), store.newSource(), ehr.base());

    @AfterEach
    void stopEhr() {
        ehr.close();
    }

    @Test
    void takesASourceAtOnceAndThenAfterThePollSinceItsEnd() throws Exception {
        SearchPull node = one.node();
        assertThat(node.due()).containsExactly(one.source);

        node.take(one.source);
        node.pull(one.source, bytes -> {});

        assertThat(node.due()).isEmpty();
        passes(POLL.minusSeconds(20));
        assertThat(node.due()).isEmpty();
        passes(Duration.ofSeconds(21));
        assertThat(node.due()).containsExactly(one.source);
    }

    @Test
    void onlyOneOfSeveralNodesTakesADueSource() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                SearchPull node = one.node();
                all.add(() -> {
                    try {
                        node.take(one.source);
                        return true;
                    } catch (NotDue e) {
                        return false;
                    }
                });
            }
            int taken = 0;
            for (Future<Boolean> answer : nodes.invokeAll(all)) {
                taken += answer.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            nodes.shutdown();
        }
    }

    @Test
    void anotherNodeTakesOverSoonAfterTheOneThatPulledIsKilled() throws Exception {
        ehr.patients("p1");
        SearchPull killed = one.node();
        killed.take(one.source);
        Pull pull = killed.begin(one.source);
        killed.fetch(pull);
        // What a kill leaves: the lock is gone with its connection, the run says that it is running.
        pull.close();
        store.service()
                .sql()
                .sql("update ledger.run set outcome = 'running', finished_at = null where source = ?")
                .param(one.source)
                .update();

        SearchPull other = one.node();
        assertThat(other.due()).isEmpty();
        passes(SOON);

        assertThat(other.due()).containsExactly(one.source);
        other.take(one.source);
        assertThat(other.pull(one.source, bytes -> {}).run().gaps()).isEmpty();
        assertThat(store.landedIds(one.source)).containsExactly("p1");
    }

    @Test
    void aPullThatGoesOnIsNotDueForAnotherNode() throws Exception {
        ehr.patients("p1", "p2", "p3");
        SearchPull pulls = one.pageSize(1).node();
        SearchPull other = one.node();
        pulls.take(one.source);
        try (Pull pull = pulls.begin(one.source)) {
            while (pulls.hasMore(pull)) {
                passes(Duration.ofSeconds(20));
                pulls.fetch(pull);
                assertThat(other.due()).isEmpty();
                pulls.land(pull);
            }
            pulls.end(pull);
        }
        assertThat(store.landedIds(one.source)).containsExactly("p1", "p2", "p3");
    }

    @Test
    void aNodeThatWasReplacedNoLongerHoldsTheSource() throws Exception {
        SearchPull late = one.node();
        Pull pull = late.begin(one.source);
        store.landing();
        store.service()
                .sql()
                .sql("update ledger.source set run = run + 1000000, due = now() where source = ?")
                .param(one.source)
                .update();

        late.fetch(pull);

        assertThat(one.node().due()).containsExactly(one.source);
        pull.close();
    }

    @Test
    void aClockThatJumpsOnOneNodeChangesNothing() throws Exception {
        Pulling jumped = one.clock(Clock.fixed(Instant.parse("2031-01-01T00:00:00Z"), ZoneOffset.UTC));
        jumped.node().pull(one.source, bytes -> {});

        assertThat(jumped.node().due()).isEmpty();
        assertThat(one.clock(Clock.systemUTC()).node().due()).isEmpty();
        passes(POLL);
        assertThat(one.node().due()).containsExactly(one.source);
    }

    @Test
    void aBusySourceIsLeftAloneAndTriedAgainSoon() throws Exception {
        SearchPull node = one.node();
        try (LandingRun load = store.landing().open(Delivery.loaded(one.source, Way.LOAD, Instant.now()))) {
            node.take(one.source);
            assertThatThrownBy(() -> node.begin(one.source)).isInstanceOf(org.interlaminar.intake.SourceIsBusy.class);
            load.finish();
        }
        assertThat(node.due()).isEmpty();
        passes(SOON);
        assertThat(node.due()).containsExactly(one.source);
    }

    @Test
    void aPullThatWasStoppedHalfWayIsRepeatedSoon() throws Exception {
        ehr.patients("p1", "p2");
        SearchPull node = one.pageSize(1).node();
        Pull pull = node.begin(one.source);
        node.fetch(pull);
        node.land(pull);

        assertThat(node.end(pull).run().reason()).isEqualTo(Ledger.CUT_OFF);

        passes(SOON);
        assertThat(node.due()).containsExactly(one.source);
    }

    @Test
    void schedulesNothingWhereItIsDisabled() {
        assertThat(one.disabled().node().due()).isEmpty();
    }

    @Test
    void knowsWhenEverySourceHasEndedOnceHereOrElsewhere() throws Exception {
        EhrSettings settings = one.settings();
        Pulls here = new Pulls(settings);
        Schedule schedule = new Schedule(settings, store.service().bean(org.interlaminar.ledger.Turns.class), here);
        schedule.due(Way.PULL);
        assertThat(here.haveAllEndedOnce()).isFalse();
        schedule.take(Way.PULL, one.source);
        schedule.due(Way.PULL);
        assertThat(here.haveAllEndedOnce()).isFalse();

        one.node().pull(one.source, bytes -> {});
        schedule.due(Way.PULL);

        assertThat(here.haveAllEndedOnce()).isTrue();
        assertThat(here.last(one.source)).isEmpty();
    }

    /** Time passes at the store. */
    private void passes(Duration time) {
        store.service()
                .sql()
                .sql("update ledger.source set due = due - ? * interval '1 ms' where source = ?")
                .params(time.toMillis(), one.source)
                .update();
    }
}
