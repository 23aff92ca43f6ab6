package org.interlaminar.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Tally;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges that meet in the store: those of the same keys go in the order of the keys, and a deadlock is only a delay. */
class MergeTest {
    private static final int KEYS = 1500;
    private static Service service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void mergesOfTheSameKeysInOppositeOrderDoNotDeadlock() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 1; round <= 3; round++) {
                List<String> lines = patients("r" + round);
                List<String> reversed = new ArrayList<>(lines);
                Collections.reverse(reversed);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Long> one = pool.submit(merge(lines, 1, together));
                Future<Long> other = pool.submit(merge(reversed, 2, together));
                assertThat(one.get() + other.get()).isEqualTo(KEYS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Callable<Long> merge(List<String> lines, int run, CyclicBarrier together) {
        return () -> {
            try (Connection connection = service.bean(DataSource.class).getConnection()) {
                connection.setAutoCommit(false);
                try {
                    Staging staging = new Staging(
                            connection,
                            Delivery.loaded("two-at-once", Way.LOAD, Instant.EPOCH),
                            new Lineage(run, 1, 0),
                            false);
                    staging.add(Screening.of(service, lines.toArray(String[]::new)), false);
                    together.await();
                    Tally merged = staging.merge();
                    connection.commit();
                    return merged.of("Patient", Tally.State.STORED);
                } finally {
                    connection.rollback();
                }
            }
        };
    }

    @Test
    void aMergeThatLosesADeadlockIsDoneAgain() throws Exception {
        loseDeadlocks("tried-again", 4);
        RunSummary run = load("tried-again", "p2");
        assertThat(run.stored()).isEqualTo(1);
        assertThat(run.balances()).isTrue();
        assertThat(tries("tried-again")).isEqualTo(5);
    }

    @Test
    void aMergeThatLosesEveryDeadlockGivesUpAndLeavesNothing() throws Exception {
        loseDeadlocks("given-up", 1000);
        assertThatThrownBy(() -> load("given-up", "p2"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("lost on purpose");
        assertThat(tries("given-up")).isEqualTo(5);
        assertThat(service.sql()
                        .sql("select count(*) from landing.version where source = 'given-up'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** The store says 40P01 so many times; counted by a sequence, because a sequence does not roll back. */
    private void loseDeadlocks(String source, int times) throws Exception {
        load(source, "p1");
        String name = source.replace('-', '_');
        service.sql().sql("create sequence landing.tries_" + name).update();
        service.sql()
                .sql("create function landing.lose_" + name + "() returns trigger language plpgsql as $$ begin"
                        + " if nextval('landing.tries_" + name + "') <= " + times + " then"
                        + " raise exception 'lost on purpose' using errcode = '40P01'; end if; return new; end $$")
                .update();
        service.sql()
                .sql("create trigger lose_" + name + " before insert on landing.version for each row"
                        + " when (new.source = '" + source + "') execute function landing.lose_" + name + "()")
                .update();
    }

    private static long tries(String source) {
        return service.sql()
                .sql("select last_value from landing.tries_" + source.replace('-', '_'))
                .query(Long.class)
                .single();
    }

    private RunSummary load(String source, String id) throws Exception {
        return service.land(source, Files.writeString(folder.resolve(id + ".ndjson"), patient(id)));
    }

    private static List<String> patients(String prefix) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            lines.add(patient("%s-%05d".formatted(prefix, i)));
        }
        return lines;
    }

    private static String patient(String id) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}";
    }
}
