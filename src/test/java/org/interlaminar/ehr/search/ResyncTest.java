package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.Deletions;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.reading.FhirProfiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole pulls: what the source no longer shows is gone (EHR C3, C10; G6). */
class ResyncTest {
    private static final String[] FORTY = IntStream.rangeClosed(1, 40)
            .mapToObj(i -> String.format("p%02d", i))
            .toArray(String[]::new);

    private final LandingStore store = LandingStore.shared();
    private final String source = store.newSource();
    private final SmallEhr ehr = new SmallEhr();
    private final Pulling pulling = new Pulling(store.service(), source, ehr.base());
    private final Deletions deletions = store.service().bean(Deletions.class);

    @AfterEach
    void stopEhr() {
        ehr.close();
    }

    @Test
    void theFirstPullOfATypeIsWholeAndSaysUnderWhichScreen() throws Exception {
        ehr.patients(FORTY);

        assertThat(pulling.pull().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(generation())
                .isEqualTo(store.service().bean(FhirProfiles.class).screenGeneration());
        assertThat(living()).containsExactly(FORTY);
    }

    @Test
    void c3AWholePullAsksForEverythingAndBuriesWhatIsGone() throws Exception {
        firstPull();
        ehr.delete("Patient", "p07");

        assertThat(pulling.pull().run().stored()).isZero();
        assertThat(living()).contains("p07");
        ehr.asked();

        RunSummary whole = pulling.whole().run();

        assertThat(ehr.asked()).contains("Patient?_count=200");
        assertThat(whole.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(whole.balances()).isTrue();
        assertThat(whole.stored()).isEqualTo(1);
        assertThat(living()).hasSize(39).doesNotContain("p07");
        assertThat(listed()).isZero();
    }

    @Test
    void whatSlidPastBetweenTwoPagesIsAskedForByItsIdAndIsNotGone() throws Exception {
        firstPull();
        SearchPull node = pulling.pageSize(10).node();
        ehr.meanwhile(() -> ehr.delete("Patient", "p01"));
        ehr.asked();

        RunSummary whole = node.pull(source, true, bytes -> {}).run();

        assertThat(whole.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(ehr.asked()).contains("Patient?_id=p11&_count=25");
        assertThat(living()).containsExactly(FORTY);
        assertThat(pulling.whole().run().stored()).isEqualTo(1);
        assertThat(living()).hasSize(39).doesNotContain("p01");
    }

    @Test
    void aServerThatDoesNotLookUpIdsIsBelievedWithoutThem() throws Exception {
        firstPull();
        ehr.delete("Patient", "p07");
        ehr.refuse("_id=", 400);

        assertThat(pulling.whole().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(living()).hasSize(39).doesNotContain("p07");
    }

    @Test
    void aServerThatIgnoresIdsIsBelievedWithoutThem() throws Exception {
        firstPull();
        ehr.delete("Patient", "p07");
        ehr.ignoreIds();

        assertThat(pulling.whole().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(living()).hasSize(39).doesNotContain("p07");
    }

    /** As many as are asked for at once look like an answer; the page after it tells. */
    @Test
    void aServerThatIgnoresIdsIsNotReadToItsEndForThem() throws Exception {
        String[] many =
                IntStream.range(0, 600).mapToObj(i -> String.format("m%03d", i)).toArray(String[]::new);
        ehr.patients(many);
        pulling.pull();
        ehr.passes(Duration.ofMinutes(1));
        List.of(many).subList(100, 125).forEach(id -> ehr.delete("Patient", id));
        ehr.ignoreIds();
        ehr.asked();

        assertThat(pulling.whole().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(ehr.asked().stream().filter(address -> address.contains("_id=")))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(living()).hasSize(575).doesNotContain("m100", "m124");
    }

    @Test
    void whatCannotBeAskedForBecauseTheServerIsInTroubleIsNotGone() throws Exception {
        firstPull();
        ehr.delete("Patient", "p07");
        ehr.refuse("_id=", 500);

        assertThat(pulling.whole().run().gaps())
                .containsExactly("Patient by id, question 1 page 1: the server answered 500, 3 times");

        assertThat(living()).containsExactly(FORTY);
    }

    /** The compare-and-set still goes by the watermark that stood when the pull began. */
    @Test
    void aWholePullMovesTheWatermarkOnlyWithWhatIsGone() throws Exception {
        firstPull();
        String before = watermark();
        ehr.delete("Patient", "p07");
        SearchPull node = pulling.pageSize(25).node();
        Pull pull = wholeBegun(node);
        failLandingOf("Patient gone");
        try {
            while (node.hasMore(pull)) {
                node.fetch(pull);
                node.land(pull);
            }
        } finally {
            failNothing();
        }
        assertThat(node.end(pull).run().gaps()).singleElement().asString().startsWith("Patient gone: ");
        assertThat(watermark()).isEqualTo(before);
        assertThat(living()).contains("p07");

        pulling.resync(Duration.ofMillis(1)).pull();

        assertThat(watermark()).isNotEqualTo(before);
        assertThat(living()).doesNotContain("p07");
    }

    @Test
    void c3PullsWholeAgainWhenTheLastTimeIsTooLongAgo() throws Exception {
        firstPull();
        ehr.delete("Patient", "p07");
        pulling.pull();
        assertThat(living()).contains("p07");
        ehr.asked();

        aWeekPasses();
        pulling.pull();

        assertThat(ehr.asked()).contains("Patient?_count=200");
        assertThat(living()).doesNotContain("p07");
        pulling.pull();
        assertThat(ehr.asked()).noneMatch("Patient?_count=200"::equals);
    }

    @Test
    void doesNotAskForEverythingAtEveryPullFromAServerThatNeverSendsAll() throws Exception {
        firstPull();
        aWeekPasses();
        TestClock clock = new TestClock(Instant.now());
        SearchPull node = pulling.clock(clock).node();
        ehr.rewrite(json -> json.replaceFirst("\"type\":\"searchset\"", "\"type\":\"searchset\",\"total\":100"));
        node.pull(source, bytes -> {});
        assertThat(ehr.asked()).contains("Patient?_count=200");

        node.pull(source, bytes -> {});
        assertThat(ehr.asked()).noneMatch("Patient?_count=200"::equals);

        clock.pass(Duration.ofDays(1));
        node.pull(source, bytes -> {});
        assertThat(ehr.asked()).contains("Patient?_count=200");
    }

    @Test
    void neverPullsWholeByItselfWhenTheSettingSaysSo() throws Exception {
        firstPull();
        ehr.asked();
        store.service()
                .sql()
                .sql("delete from ledger.tally using ledger.run r where r.run = tally.run and r.source = ?")
                .param(source)
                .update();
        store.service()
                .sql()
                .sql("delete from ledger.part using ledger.run r where r.run = part.run and r.source = ?")
                .param(source)
                .update();

        pulling.resync(Duration.ZERO).pull();

        assertThat(ehr.asked()).noneMatch("Patient?_count=200"::equals);
    }

    @Test
    void pullsWholeWhatWasPulledUnderAnotherScreen() throws Exception {
        firstPull();
        store.service()
                .sql()
                .sql("update ledger.watermark set screen_generation = 'older' where source = ?")
                .param(source)
                .update();
        ehr.asked();

        pulling.pull();

        assertThat(ehr.asked()).contains("Patient?_count=200");
        assertThat(generation())
                .isEqualTo(store.service().bean(FhirProfiles.class).screenGeneration());
        pulling.pull();
        assertThat(ehr.asked()).noneMatch("Patient?_count=200"::equals);
    }

    @Test
    void c3AsksForEverythingEachTimeWhereChangesCannotBeAskedForAndEveryPullIsToBeWhole() throws Exception {
        firstPull();
        ehr.delete("Patient", "p07");
        ehr.asked();

        pulling.withoutLastUpdated().resync(Duration.ZERO).pull();

        assertThat(ehr.asked()).contains("Patient?_count=200").noneMatch(address -> address.contains("_lastUpdated"));
        assertThat(living()).doesNotContain("p07");
    }

    @Test
    void c3AsksForNothingBetweenWholePullsWhereChangesCannotBeAskedFor() throws Exception {
        firstPull();
        ehr.asked();

        RunSummary run = pulling.withoutLastUpdated().pull().run();

        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(ehr.asked()).containsExactly("metadata");
    }

    @Test
    void c3KnowsForEachTypeWhatTheServerCanBeAskedFor() throws Exception {
        pulling.types("Patient", "Encounter", "Organization")
                .set("search.Encounter.changes", "none")
                .set("search.Organization.changes", "created-only");
        pulling.pull();
        ehr.asked();

        pulling.pull();

        assertThat(ehr.asked())
                .hasSize(3)
                .anyMatch(address -> address.matches("Patient\\?.*_lastUpdated.*"))
                .anyMatch(address -> address.matches("Organization\\?.*_lastUpdated.*"));
    }

    @Test
    void aTypeThatDidNotComeCompletelyIsNeverTakenForGone() throws Exception {
        firstPull();
        String before = watermark();
        ehr.hide("p07");
        ehr.rewrite(json -> json.replaceFirst("\"type\":\"searchset\"", "\"type\":\"searchset\",\"total\":40"));
        assertThat(pulling.whole().run().gaps()).containsExactly("Patient: the server announced 40 and sent 39");

        ehr.rewrite(json -> json);
        ehr.refuse("_from=30", 500);
        assertThat(pulling.pageSize(30).whole().run().gaps())
                .containsExactly("Patient page 2: the server answered 500, 3 times");

        ehr.refuseNothing();
        ehr.rewrite(json ->
                json.replace("\"entry\":[", "\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"name\":[]}},"));
        RunSummary unnamed = pulling.whole().run();
        assertThat(unnamed.quarantined()).isPositive();

        assertThat(living()).containsExactly(FORTY);
        assertThat(watermark()).as("something unreadable holds nothing back").isNotEqualTo(before);
    }

    @Test
    void whatIsShownAndCannotLandIsNotGone() throws Exception {
        firstPull();
        ehr.rewrite(json -> json.replace("\"id\":\"p07\"", "\"id\":\"p07\",\"implicitRules\":\"urn:unknown\"")
                .replace("\"id\":\"p08\",\"meta\":{", "\"id\":\"p08\",\"meta\":{\"tag\":[{\"code\":\"SUBSETTED\"}],"));

        RunSummary whole = pulling.whole().run();

        assertThat(whole.quarantined()).isEqualTo(1);
        assertThat(whole.filtered()).isEqualTo(1);
        assertThat(living()).containsExactly(FORTY);
    }

    @Test
    void whatIsCreatedDuringAResyncIsNotGone() throws Exception {
        firstPull();
        ehr.meanwhile(() -> {
            ehr.passes(Duration.ofMinutes(1));
            ehr.patients("a-new-one", "z-new-one");
        });

        pulling.pageSize(25).whole();
        assertThat(living()).contains("z-new-one");
        pulling.pull();

        assertThat(living()).hasSize(42).contains("a-new-one", "z-new-one");
    }

    /** A server that cuts its pages anew skips one when an earlier one goes; the next whole pull shows it, unchanged. */
    @Test
    void whatWasSkippedAndCannotBeAskedForComesBackWithTheNextResync() throws Exception {
        firstPull();
        ehr.refuse("_id=", 400);
        ehr.meanwhile(() -> ehr.delete("Patient", "p01"));
        pulling.pageSize(25).whole();
        assertThat(living()).doesNotContain("p26").contains("p01");

        ehr.passes(Duration.ofDays(7));
        pulling.whole();

        assertThat(living()).contains("p26").doesNotContain("p01").hasSize(39);
    }

    @Test
    void whatChangedWhilePagingAndWasSkippedComesBackWithItsChange() throws Exception {
        firstPull();
        ehr.meanwhile(() -> {
            ehr.passes(Duration.ofMinutes(1));
            ehr.hide("p30");
        });
        pulling.pageSize(25).whole();
        assertThat(living()).doesNotContain("p30");

        ehr.showAll();
        ehr.put("Patient", "p30", ",\"active\":true");
        ehr.passes(Duration.ofMinutes(15));
        pulling.pull();

        assertThat(living()).containsExactly(FORTY);
    }

    @Test
    void c3MuchThatIsGoneWaitsForAPersonWhoConfirmsItOnce() throws Exception {
        firstPull();
        ehr.hide("p01", "p02", "p03");

        RunSummary whole = pulling.whole().run();

        assertThat(whole.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(living()).hasSize(40);
        assertThat(waiting()).singleElement().satisfies(one -> {
            assertThat(one.type()).isEqualTo("Patient");
            assertThat(one.missing()).isEqualTo(3);
            assertThat(one.held()).isEqualTo(40);
        });

        RunSummary confirmed = deletions.confirm(source);

        assertThat(confirmed.stored()).isEqualTo(3);
        assertThat(living()).hasSize(37).doesNotContain("p01", "p02", "p03");
        assertThatThrownBy(() -> deletions.confirm(source)).isInstanceOf(Deletions.NothingWaits.class);
        assertThat(listed()).isZero();
    }

    @Test
    void whatIsSeenAgainBeforeItIsConfirmedStaysAlive() throws Exception {
        firstPull();
        ehr.passes(Duration.ofHours(1));
        ehr.hide("p01", "p02", "p03");
        pulling.whole();
        ehr.showAll();
        ehr.passes(Duration.ofMinutes(5));
        ehr.put("Patient", "p02", ",\"active\":true");
        ehr.passes(Duration.ofMinutes(5));
        pulling.pull();

        deletions.confirm(source);

        assertThat(living()).contains("p02").doesNotContain("p01", "p03");
    }

    @Test
    void whatIsSeenAgainUnchangedBeforeItIsConfirmedStaysAlive() throws Exception {
        firstPull();
        ehr.passes(Duration.ofMinutes(5));
        ehr.hide("p01", "p02", "p03");
        pulling.whole();
        ehr.showAll();
        ehr.hide("p01", "p03");
        // Within the overlap it is shown as it was.
        pulling.pull();

        deletions.confirm(source);

        assertThat(living()).contains("p02").doesNotContain("p01", "p03");
    }

    @Test
    void aLaterResyncAnswersWhatWaits() throws Exception {
        firstPull();
        ehr.hide("p01", "p02", "p03");
        pulling.whole();
        ehr.showAll();
        ehr.hide("p03", "p04", "p05", "p06");
        ehr.passes(Duration.ofHours(1));

        pulling.whole();

        assertThat(waiting()).singleElement().satisfies(one -> assertThat(one.missing())
                .isEqualTo(4));
        deletions.confirm(source);
        assertThat(living()).hasSize(36).contains("p01", "p02").doesNotContain("p03", "p04", "p05", "p06");
    }

    @Test
    void aLaterResyncThatShowsEverythingLeavesNothingWaiting() throws Exception {
        firstPull();
        ehr.hide("p01", "p02", "p03");
        pulling.whole();
        ehr.showAll();

        pulling.whole();

        assertThat(waiting()).isEmpty();
        assertThat(living()).containsExactly(FORTY);
        assertThat(listed()).isZero();
    }

    @Test
    void whatIsDismissedStaysAndIsAskedAgainOnlyByAnotherResync() throws Exception {
        firstPull();
        ehr.hide("p01", "p02", "p03");
        pulling.whole();

        deletions.dismiss(source);

        assertThat(waiting()).isEmpty();
        assertThat(living()).containsExactly(FORTY);
        assertThat(listed()).isZero();
        assertThatThrownBy(() -> deletions.dismiss(source)).isInstanceOf(Deletions.NothingWaits.class);
        pulling.pull();
        assertThat(waiting()).isEmpty();
        pulling.whole();
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void remembersNoLongerThanTheRunWhatWasSeen() throws Exception {
        firstPull();
        pulling.whole();

        assertThat(store.service()
                        .sql()
                        .sql("select count(*) from landing.seen s join ledger.run r using (run) where r.source = ?")
                        .param(source)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void firstPull() throws Exception {
        ehr.patients(FORTY);
        pulling.pull();
        ehr.passes(Duration.ofMinutes(1));
    }

    private void aWeekPasses() {
        store.service()
                .sql()
                .sql("update ledger.part p set landed_at = landed_at - interval '7 days 1 hour' from ledger.run r"
                        + " where r.run = p.run and r.source = ? and p.name = 'Patient gone'")
                .param(source)
                .update();
    }

    private Pull wholeBegun(SearchPull node) throws Exception {
        store.service()
                .sql()
                .sql("update ledger.watermark set screen_generation = null where source = ?")
                .param(source)
                .update();
        return node.begin(source);
    }

    private void failLandingOf(String part) {
        store.service()
                .sql()
                .sql("alter table ledger.part add constraint test_fails check (gap is not null or name <> '" + part
                        + "') not valid")
                .update();
    }

    private void failNothing() {
        store.service()
                .sql()
                .sql("alter table ledger.part drop constraint test_fails")
                .update();
    }

    private List<String> living() {
        return store.living(source, "Patient");
    }

    private List<Deletions.Waiting> waiting() {
        return deletions.waiting().stream()
                .filter(one -> one.source().equals(source))
                .toList();
    }

    private long listed() {
        return store.service()
                .sql()
                .sql("select count(*) from landing.gone g join ledger.run r using (run) where r.source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    private String watermark() {
        return store.ledger().watermark(source, "Patient").orElseThrow().toString();
    }

    private String generation() {
        return store.service()
                .sql()
                .sql("select screen_generation from ledger.watermark where source = ?")
                .param(source)
                .query(String.class)
                .single();
    }
}
