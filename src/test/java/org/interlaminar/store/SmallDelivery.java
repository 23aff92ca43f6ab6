package org.interlaminar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.monthsAgo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.SourceIsBusy;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two files of a few people, landed one after the other and then derived: the first is copied straight, the second is staged
 * and merged. Some records fall through the screen and one is set aside, so that the ledger has all its states to add up.
 */
final class SmallDelivery {
    static final String SOURCE = "hospital-a";
    private static final String OTHER_CONDITION = "J45.909";

    private final Path people;
    private final Path events;
    private int acknowledged;

    SmallDelivery(Path folder, int patients) throws IOException {
        people = write(folder.resolve("1-people.ndjson"), patients, line -> !isEvent(line), "not json\n");
        events = write(folder.resolve("2-events.ndjson"), patients, SmallDelivery::isEvent, "");
    }

    static List<PatientStory> stories(int patients) {
        return IntStream.rangeClosed(1, patients)
                .mapToObj(n -> aPatient("p" + n)
                        .born(1940 + n % 20)
                        .withLumbarStenosisAndClaudication()
                        .withCondition(OTHER_CONDITION)
                        .afterMildProcedure(monthsAgo(12 + n % 5))
                        .withOdi(40 + n % 10, daysAfterIndex(-10))
                        .withOdi(20 + n % 10, daysAfterIndex(90)))
                .toList();
    }

    private static boolean isEvent(String line) {
        return line.contains("\"Procedure\"") || line.contains("\"Observation\"");
    }

    private static Path write(Path file, int patients, Predicate<String> which, String more) throws IOException {
        StringBuilder lines = new StringBuilder();
        stories(patients).stream()
                .flatMap(story -> story.resources().stream())
                .filter(which)
                .forEach(line -> lines.append(line).append('\n'));
        return Files.writeString(file, lines.append(more));
    }

    /** From the beginning again. */
    SmallDelivery again() {
        acknowledged = 0;
        return this;
    }

    /**
     * Does what has not been acknowledged yet, and counts what is. A server notices a broken connection a moment after us, and
     * holds what that connection had locked until then.
     */
    void goOn(Service service) {
        while (acknowledged < 3) {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> done(service));
            acknowledged++;
        }
    }

    private boolean done(Service service) throws IOException, SQLException {
        if (acknowledged == 2) {
            service.derive();
            return service.bean(Derivation.class).waiting() == 0;
        }
        try {
            service.land(SOURCE, acknowledged == 0 ? people : events);
            return true;
        } catch (SourceIsBusy e) {
            return false;
        }
    }

    /** What is in the store, without the number of a run in it. */
    static Map<String, String> outcome(JdbcClient sql) {
        assertAccounted(sql);
        Map<String, String> outcome = Service.martHashes(sql);
        outcome.put(
                "versions",
                sql.sql("select count(*) || ' ' || md5(string_agg(type || id || encode(content, 'hex'), ','"
                                + " order by type, id, content)) from landing.version")
                        .query(String.class)
                        .single());
        return outcome;
    }

    /** Everybody is derived; all that was counted is there, and nothing else. */
    static void assertAccounted(JdbcClient sql) {
        assertThat(number(sql, "select count(*) from landing.dirty"))
                .as("people left to derive")
                .isZero();
        assertThat(number(
                        sql,
                        "select count(*) from ledger.part p where received <> (select coalesce(sum(versions), 0)"
                                + " from ledger.tally t where t.run = p.run and t.part = p.part)"))
                .as("parts that do not add up")
                .isZero();
        assertThat(number(
                        sql,
                        "select count(*) from (select run, part, sum(versions) as told from ledger.tally"
                                + " where state = 'stored' group by 1, 2) t full join (select run, part, count(*) as there"
                                + " from landing.version group by 1, 2) v using (run, part)"
                                + " where told is distinct from there"))
                .as("parts whose stored versions are not there")
                .isZero();
    }

    static void forget(JdbcClient sql) {
        String tables = sql.sql("select string_agg(format('%I.%I', schemaname, tablename), ', ') from pg_tables"
                        + " where schemaname in ('landing', 'ledger', 'cases', 'xwalk', 'frozen', 'aggregate')"
                        + " and tablename <> 'decision'")
                .query(String.class)
                .single();
        sql.sql("truncate " + tables).update();
    }

    private static long number(JdbcClient sql, String question) {
        return sql.sql(question).query(Long.class).single();
    }
}
