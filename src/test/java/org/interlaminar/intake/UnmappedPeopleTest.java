package org.interlaminar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.interlaminar.clinical.Code;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.UnmappedCodes;
import org.interlaminar.ledger.UnmappedCodes.Ranked;
import org.interlaminar.ledger.UnmappedTally;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** On how many people a local code was seen that nothing knows; most of its resources leave no row of their own. */
class UnmappedPeopleTest {
    private static final String LOCAL = "urn:oid:1.2.840.114350.1";
    private static Service service;

    @TempDir
    private Path folder;

    private String source;

    @BeforeAll
    static void start() {
        service = Service.started("interlaminar.intake.max-bundle=256KB");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void aSourceOfItsOwn(TestInfo test) {
        source = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    }

    @Test
    void aPersonInTwoFilesCountsOnceAlsoWhereNothingLands() throws Exception {
        RunSummary run = land(file("a.ndjson", ill("p1", "77"), ill("p2", "77")));
        land(file("b.ndjson", ill("p2", "77").withCondition(LOCAL, "77"), ill("p3", "77")));

        assertThat(run.stored()).isEqualTo(2);
        assertThat(run.filtered()).isEqualTo(2);
        assertThat(ranked()).containsExactly("77 of 3 exactly, 5 on [Condition]");
    }

    @Test
    void aFileThatIsLoadedAgainAddsNobody() throws Exception {
        Path file = file("a.ndjson", ill("p1", "77"), ill("p2", "77"), ill("p2", "78"));
        land(file);
        land(file);
        land(file);

        assertThat(ranked()).containsExactly("77 of 2 exactly, 6 on [Condition]", "78 of 1 exactly, 3 on [Condition]");
    }

    @Test
    void filesOfOneRunAndAllOfTheirChunksAreCountedTogether() throws Exception {
        String padding = "x".repeat(4000);
        List<PatientStory> long1 = new ArrayList<>();
        List<PatientStory> long2 = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            long1.add(ill("p" + i % 200, "77").note(padding));
            long2.add(ill("p" + i % 210, "77").note(padding));
        }
        Path first = file("a.ndjson", long1.toArray(PatientStory[]::new));
        Path second = file("b.ndjson", long2.toArray(PatientStory[]::new));
        assertThat(Files.size(first)).isGreaterThan(1 << 21);
        land(first, second);

        assertThat(ranked()).containsExactly("77 of 210 exactly, 1400 on [Condition]");
    }

    @Test
    void moreThanAFewHundredAreAboutSoMany() throws Exception {
        PatientStory[] many = new PatientStory[600];
        for (int i = 0; i < many.length; i++) {
            many[i] = ill("p" + i, "77");
        }
        land(file("a.ndjson", many));
        String once = ranked().get(0);
        land(file("b.ndjson", many));

        assertThat(once).containsPattern("77 of \\d+ about, 600 ");
        assertThat(ranked().get(0)).isEqualTo(once.replace(", 600 ", ", 1200 "));
        assertThat((double)
                        service.bean(UnmappedCodes.class).ranked(source).get(0).people())
                .isBetween(558.0, 642.0);
    }

    @Test
    void peopleOfTwoSourcesAreTwoPeople() throws Exception {
        Path file = file("a.ndjson", ill("p1", "77"));
        land(file);
        service.land(source + "-b", file);

        assertThat(ranked()).containsExactly("77 of 1 exactly, 1 on [Condition]");
        assertThat(service.bean(UnmappedCodes.class).ranked(null).stream()
                        .filter(one -> one.source().startsWith(source))
                        .map(Ranked::source))
                .containsExactly(source, source + "-b");
    }

    @Test
    void whatIsSeenOnMorePeopleComesFirstHoweverOftenTheOtherIsSeen() throws Exception {
        PatientStory chronic = ill("p1", "often");
        for (int i = 0; i < 9; i++) {
            chronic = chronic.withCondition(LOCAL, "often");
        }
        land(file(
                "a.ndjson",
                chronic,
                ill("p1", "of-two"),
                aPatient("p2").withProcedure(LOCAL, "of-two", on("2024-01-01"))));

        assertThat(ranked())
                .containsExactly(
                        "of-two of 2 exactly, 2 on [Condition, Procedure]", "often of 1 exactly, 10 on [Condition]");
    }

    @Test
    void pagesOfAPullAreCountedTogetherAndAPersonNamedByTheBundleIsThatPerson() throws Exception {
        Delivery all = Delivery.told(source, Way.PULL, Instant.parse("2026-01-01T00:00:00Z"), Scope.EVERYTHING);
        try (LandingRun run = service.bean(Landing.class).open(all)) {
            for (String page : List.of("1", "2")) {
                byte[] bundle = ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"resource\":"
                                + condition("c" + page, "Patient/p1")
                                + "},{\"fullUrl\":\"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0\",\"resource\":"
                                + "{\"resourceType\":\"Patient\",\"id\":\"p1\"}},{\"resource\":"
                                + condition("d" + page, "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0") + "}]}")
                        .getBytes(UTF_8);
                run.landBundle(all, "page " + page, bundle, null, AlsoInTransaction.NOTHING);
            }
            run.finish();
        }
        assertThat(ranked()).containsExactly("77 of 1 exactly, 4 on [Condition]");
    }

    @Test
    void aPartThatDoesNotLandHasCountedNobody() throws Exception {
        Path broken = folder.resolve("broken.json");
        String entry = "{\"resource\":" + condition("c1", "Patient/p1") + "}";
        Files.writeString(broken, "{\"resourceType\":\"Bundle\",\"entry\":[" + entry + "," + entry.substring(9));
        assertThat(land(broken).outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(ranked()).isEmpty();
    }

    @Test
    void aCodeThatNoKeyOfATableCanHoldKeepsNothingFromLanding() throws Exception {
        StringBuilder endless = new StringBuilder();
        new Random(1).ints(5000, 'a', 'z').forEach(letter -> endless.append((char) letter));
        RunSummary run = land(file("a.ndjson", ill("p1", endless.toString()), ill("p1", "77")));
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(ranked()).containsExactly("77 of 1 exactly, 1 on [Condition]");
    }

    @Test
    void twoThatCountAtTheSameTimeLoseNobody() throws Exception {
        int rounds = 30;
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<Void> even = pool.submit(counting(rounds, 0, together));
            Future<Void> odd = pool.submit(counting(rounds, 1, together));
            even.get();
            odd.get();
        } finally {
            pool.shutdownNow();
        }
        assertThat(ranked())
                .hasSize(40)
                .allMatch(one -> one.endsWith(" of " + 2 * rounds + " exactly, " + 2 * rounds + " on [Condition]"));
    }

    /** Each round brings another person on each of forty codes. */
    private Callable<Void> counting(int rounds, int which, CyclicBarrier together) {
        return () -> {
            for (int round = 0; round < rounds; round++) {
                UnmappedTally tally = new UnmappedTally();
                for (int code = 0; code < 40; code++) {
                    tally.add(new Code(LOCAL, "c" + code), 1, List.of("Condition"), 2L * round + which);
                }
                together.await();
                try (Connection connection = service.bean(DataSource.class).getConnection()) {
                    connection.setAutoCommit(false);
                    UnmappedCodes.count(connection, source, tally);
                    connection.commit();
                }
            }
            return null;
        };
    }

    // Words

    private static PatientStory ill(String patient, String code) {
        return aPatient(patient).withCondition(LOCAL, code);
    }

    private static String condition(String id, String reference) {
        return """
                {"resourceType":"Condition","id":"%s","code":{"coding":[{"system":"%s","code":"77"}]},\
                "subject":{"reference":"%s"}}"""
                .formatted(id, LOCAL, reference);
    }

    private Path file(String name, PatientStory... stories) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (PatientStory story : stories) {
            lines.append(story.ndjson());
        }
        return Files.writeString(folder.resolve(name), lines);
    }

    private RunSummary land(Path... files) throws Exception {
        return service.land(source, files);
    }

    private List<String> ranked() {
        return service.bean(UnmappedCodes.class).ranked(source).stream()
                .map(one -> one.code().value() + " of " + one.people() + (one.exact() ? " exactly, " : " about, ")
                        + one.seen() + " on " + one.types())
                .toList();
    }
}
