package org.interlaminar.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two whole services on one store, each a process with routes and pages of its own. */
class TwoNodesTest {
    private static final int PEOPLE = 40;

    private final String store = TestStore.freshDatabase();
    private final JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(store, "postgres", ""));

    @TempDir
    private Path folder;

    private StubEhr ehr;
    private Fork one;
    private Fork two;

    @BeforeEach
    void anEhrAndAStore() throws Exception {
        ehr = new StubEhr();
        new Stories("p", new Random(1)).next(PEOPLE).forEach(ehr::store);
        try (Service migrated = Service.startedOn(store)) {
            migrated.derive();
        }
        watchWhoDerives();
    }

    @AfterEach
    void stop() {
        for (Fork node : new Fork[] {one, two}) {
            if (node != null) {
                node.close();
            }
        }
        ehr.close();
    }

    @Test
    void theySharePullsAndDerivingAndNeverMeetAtOneSourceOrOnePerson() throws Exception {
        one = node("one");
        two = node("two");
        one.ready();
        two.ready();
        await().atMost(Duration.ofSeconds(120)).until(() -> cases() == PEOPLE && marks() == 0);

        await().atMost(Duration.ofSeconds(120)).until(() -> {
            if (marks() == 0) {
                markEverybody();
            }
            return derivers().equals(List.of("node_one", "node_two"));
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> marks() == 0);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> ehr.pulls().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        > 2);
        assertThat(ehr.overlaps()).isEmpty();
        assertThat(twiceAtOnce()).isEmpty();
        assertThat(sql.sql("select count(*) from landing.version")
                        .query(Long.class)
                        .single())
                .isEqualTo(5 * PEOPLE);
        assertNothingIsHalfDone();
    }

    @Test
    void whatAKilledNodeWasPullingTheOtherPulls() throws Exception {
        ehr.holdBack("one");
        one = node("one").ready();
        await().atMost(Duration.ofSeconds(60)).until(() -> ehr.isHeld("one"));
        two = node("two").ready();
        assertThat(sql.sql("select outcome from ledger.run").query(String.class).list())
                .containsExactly("running");

        one.kill();
        ehr.forget("one");
        ehr.letGo("one");

        await().atMost(Duration.ofSeconds(120)).until(() -> cases() == PEOPLE && marks() == 0);
        assertThat(ehr.overlaps()).isEmpty();
        assertThat(sql.sql("select reason from ledger.run where outcome = 'partial'")
                        .query(String.class)
                        .list())
                .containsExactly("the run was cut off before its end");
    }

    @Test
    void whomAKilledNodeWasDerivingTheOtherDerives() throws Exception {
        two = node("two").ready();
        await().atMost(Duration.ofSeconds(120)).until(() -> cases() == PEOPLE && marks() == 0);
        try (Connection connection = DriverManager.getConnection(store, "postgres", "");
                Gate gate = Gate.shut(connection)) {
            one = node("one").ready();
            await().atMost(Duration.ofSeconds(120)).until(() -> {
                markEverybody();
                return gate.somebodyWaits();
            });
            one.kill();
            ehr.forget("one");
        }
        await().atMost(Duration.ofSeconds(120)).until(() -> marks() == 0);
        assertThat(twiceAtOnce()).isEmpty();
        assertThat(cases()).isEqualTo(PEOPLE);
    }

    private Fork node(String name) throws IOException {
        return Fork.of(
                folder,
                "--interlaminar.store.url=" + store,
                "--interlaminar.store.user=node_" + name,
                "--interlaminar.sources.ehr.base-url=" + ehr.base(name),
                "--interlaminar.sources.ehr.types=" + StubEhr.TYPES_SETTING,
                "--interlaminar.ehr.poll=1s",
                "--interlaminar.derive.poll=1s",
                "--interlaminar.derive.people=2",
                "--server.port=0",
                "--management.server.port=0");
    }

    /** Each node is a user of its own; a trigger writes down who takes marks, and when two are at one person at once. */
    private void watchWhoDerives() {
        for (String statement : List.of(
                "create schema watch",
                "create table watch.derived (node text, person text)",
                "create table watch.twice (node text, person text)",
                "create function watch.taken() returns trigger language plpgsql as $$ begin"
                        + " if current_user = 'node_one' then perform pg_advisory_xact_lock_shared(" + Gate.KEY
                        + "); end if;"
                        + " if not pg_try_advisory_xact_lock(hashtextextended(old.source || '/' || old.patient, 77)) then"
                        + "   insert into watch.twice values (current_user, old.patient); end if;"
                        + " insert into watch.derived values (current_user, old.patient); return old; end $$",
                "create trigger taken before delete on landing.dirty for each row execute function watch.taken()")) {
            sql.sql(statement).update();
        }
        for (String node : List.of("node_one", "node_two")) {
            sql.sql("do $$ begin if not exists (select from pg_roles where rolname = '" + node + "') then create role "
                            + node + " superuser login; end if; end $$")
                    .update();
        }
    }

    private void markEverybody() {
        sql.sql("insert into landing.dirty (source, patient) select source, patient from cases.person_case")
                .update();
    }

    private List<String> derivers() {
        return sql.sql("select distinct node from watch.derived order by 1")
                .query(String.class)
                .list();
    }

    private List<String> twiceAtOnce() {
        return sql.sql("select node || ' ' || person from watch.twice")
                .query(String.class)
                .list();
    }

    private long cases() {
        return sql.sql("select count(*) from cases.person_case")
                .query(Long.class)
                .single();
    }

    private long marks() {
        return sql.sql("select count(*) from landing.dirty").query(Long.class).single();
    }

    private void assertNothingIsHalfDone() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> new Findings(sql).halfDone().isEmpty());
        assertThat(new Findings(sql).doubled()).isEmpty();
    }
}
