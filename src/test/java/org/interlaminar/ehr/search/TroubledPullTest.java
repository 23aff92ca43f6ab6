package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.interlaminar.ledger.LateRun;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pulls while the store is away, from an EHR that was restored from a backup, and of deletes told by history (G5, G8). */
class TroubledPullTest {
    private final LandingStore store = LandingStore.shared();
    private final String source = store.newSource();
    private final SmallEhr ehr = new SmallEhr();
    private final Pulling pulling = new Pulling(store.service(), source, ehr.base());

    @AfterEach
    void stopEhr() {
        ehr.close();
    }

    // A store that is away.

    @Test
    void aStoreThatIsAwayIsNoGapOfTheEhrAndMovesNothing() throws Exception {
        ehr.patients("p1", "p2");
        pulling.pull();
        String before = watermark();
        ehr.passes(Duration.ofMinutes(20));
        ehr.patients("p3");

        disconnectWhoeverLands("p3");
        try {
            assertThatThrownBy(pulling::pull).isInstanceOf(SQLException.class);
        } finally {
            letEverybodyLand();
        }

        RunSummary run = lastRun();
        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.reason()).isEqualTo(Ledger.CUT_OFF);
        assertThat(run.gaps()).isEmpty();
        assertThat(watermark()).isEqualTo(before);
        assertThat(store.landedIds(source)).containsExactly("p1", "p2");
        assertThat(due("30 s")).isTrue();
        assertThat(pulling.pull().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(store.landedIds(source)).containsExactly("p1", "p2", "p3");
    }

    @Test
    void aRunThatWasReplacedEndsAndAsksTheEhrForNothingMore() throws Exception {
        ehr.patients("p1", "p2", "p3");
        SearchPull late = pulling.pageSize(1).node();
        try (Pull pull = late.begin(source)) {
            late.fetch(pull);
            store.service()
                    .sql()
                    .sql("update ledger.source set run = run + 1000000 where source = ?")
                    .param(source)
                    .update();

            assertThatThrownBy(() -> late.land(pull)).isInstanceOf(LateRun.class);
        }
        assertThat(store.landedIds(source)).isEmpty();
        assertThat(lastRun().reason()).isEqualTo(Ledger.CUT_OFF);
        assertThat(lastRun().gaps()).isEmpty();
    }

    // An EHR that was restored from a backup.

    @Test
    void anEhrRestoredFromABackupIsPulledWholeInALaterLife() throws Exception {
        ehr.patients("p1", "p2", "p3", "p4");
        pulling.types("Patient", "Encounter").pull();
        var backup = ehr.backup();
        ehr.passes(Duration.ofHours(1));
        ehr.put("Patient", "p1", ",\"active\":false");
        ehr.put("Patient", "p1", ",\"gender\":\"female\"");
        ehr.put("Patient", "p2", ",\"gender\":\"male\"");
        ehr.patients("p9");
        pulling.pull();
        assertThat(contentOf("p2")).contains("male");

        ehr.passes(Duration.ofHours(1));
        ehr.restore(backup);
        ehr.passes(Duration.ofHours(1));
        ehr.put("Patient", "p1", ",\"active\":true");
        RunSummary alarmed = pulling.pull().run();

        assertThat(alarmed.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(alarmed.gaps())
                .containsExactly(
                        "Patient: the server shows older versions than before for 1 keys: restored from a backup?"
                                + " The next pull asks for everything again");
        assertThat(epoch()).isEqualTo(1);
        ehr.asked();

        RunSummary whole = pulling.pull().run();

        assertThat(whole.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(ehr.asked()).contains("Patient?_count=200", "Encounter?_count=200");
        assertThat(epoch()).isEqualTo(1);
        assertThat(contentOf("p1")).contains("\"active\":true");
        assertThat(contentOf("p2")).doesNotContain("male");
        // One of five is much: it waits.
        store.service().bean(org.interlaminar.intake.Deletions.class).confirm(source);
        assertThat(living()).containsExactly("p1", "p2", "p3", "p4");

        ehr.put("Patient", "p2", ",\"gender\":\"other\"");
        assertThat(pulling.pull().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(contentOf("p2")).contains("other");
    }

    @Test
    void aRestoredEhrIsNoticedByAResyncThatShowsWhatWasBefore() throws Exception {
        ehr.patients("p1", "p2");
        pulling.pull();
        var backup = ehr.backup();
        ehr.passes(Duration.ofHours(1));
        ehr.put("Patient", "p1", ",\"active\":false");
        pulling.pull();
        ehr.passes(Duration.ofHours(1));
        ehr.restore(backup);

        assertThat(pulling.whole().run().gaps()).singleElement().asString().contains("restored from a backup?");
        String before = watermark();
        assertThat(pulling.pull().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(contentOf("p1")).doesNotContain("active");
        assertThat(watermark()).isNotEqualTo(before);
    }

    @Test
    void aPullThatIsAlarmedMovesNoWatermarkAndIsStillAlarmedAfterACrash() throws Exception {
        ehr.patients("p1");
        ehr.put("Patient", "p1", ",\"active\":false");
        pulling.pull();
        String before = watermark();
        ehr.passes(Duration.ofHours(1));
        ehr.put("Patient", "p1", ",\"active\":true");
        ehr.rewrite(json -> json.replace("\"versionId\":\"3\"", "\"versionId\":\"1\""));
        SearchPull node = pulling.node();
        try (Pull pull = node.begin(source)) {
            node.fetch(pull);
            node.land(pull);
        }
        assertThat(watermark()).isEqualTo(before);
        assertThat(epoch()).isEqualTo(1);
        ehr.asked();
        pulling.pull();
        assertThat(ehr.asked()).contains("Patient?_count=200");
    }

    @Test
    void nothingIsAlarmedByWhatComesAgainOrLagsBehindOrWasDeletedAndCreatedAnew() throws Exception {
        ehr.patients("p1", "p2", "p3");
        pulling.withHistory().pull();
        ehr.passes(Duration.ofMinutes(2));
        ehr.put("Patient", "p1", ",\"active\":false");
        ehr.delete("Patient", "p3");
        // History tells the first version of p1 again, after the second one; the overlap shows p2 again.
        assertThat(pulling.pull().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(pulling.pull().run().outcome()).isEqualTo(Outcome.COMPLETE);

        ehr.passes(Duration.ofMinutes(2));
        ehr.rewrite(json -> json.replace("\"versionId\":\"2\"", "\"versionId\":\"1\"")
                .replace("\"active\":false", "\"active\":null"));
        assertThat(pulling.pull().run().outcome())
                .as("a replica that lags behind")
                .isEqualTo(Outcome.COMPLETE);

        ehr.passes(Duration.ofHours(2));
        ehr.put("Patient", "p3", ",\"active\":true");
        ehr.rewrite(json -> json.replace("\"versionId\":\"3\"", "\"versionId\":\"1\""));
        assertThat(pulling.pull().run().outcome()).as("created anew").isEqualTo(Outcome.COMPLETE);
        assertThat(epoch()).isZero();
        assertThat(living()).containsExactly("p1", "p2", "p3");
    }

    @Test
    void aHistoryThatTellsOldVersionsAlarmsNobody() throws Exception {
        ehr.patients("p1");
        ehr.passes(Duration.ofMinutes(1));
        ehr.put("Patient", "p1", ",\"active\":false");
        pulling.withHistory().pull();
        ehr.passes(Duration.ofMinutes(15));

        RunSummary run = pulling.pull().run();

        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(run.stored()).as("the first version, told by history only").isEqualTo(1);
        assertThat(epoch()).isZero();
        assertThat(contentOf("p1")).contains("false");
    }

    // Deletes told by history.

    @Test
    void c10ADeleteToldByHistoryLandsWithTheChanges() throws Exception {
        ehr.patients("p1", "p2");
        pulling.withHistory().pull();
        assertThat(ehr.asked()).noneMatch(address -> address.contains("_history"));
        ehr.passes(Duration.ofMinutes(20));
        ehr.delete("Patient", "p2");
        ehr.passes(Duration.ofMinutes(1));

        RunSummary run = pulling.pull().run();

        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(run.balances()).isTrue();
        assertThat(ehr.asked()).contains("Patient/_history?_since=2026-03-01T09:50:00Z&_count=200");
        assertThat(living()).containsExactly("p1");
        assertThat(watermark()).isEqualTo("2026-03-01T10:21:00Z");
        assertThat(pulling.pull().run().stored()).isZero();
    }

    @Test
    void c10AHistoryThatIsRefusedIsAGapAndKeepsTheWatermark() throws Exception {
        ehr.patients("p1");
        pulling.withHistory().pull();
        String before = watermark();
        ehr.passes(Duration.ofMinutes(20));
        ehr.patients("p2");
        ehr.refuse("_history", 405);

        assertThat(pulling.pull().run().gaps()).containsExactly("Patient history page 1: the server answered 405");

        assertThat(watermark()).isEqualTo(before);
        assertThat(living()).containsExactly("p1", "p2");
    }

    @Test
    void whatIsNoHistoryIsNotTakenForOne() throws Exception {
        ehr.patients("p1");
        pulling.withHistory().pull();
        ehr.rewrite(json -> json.replace("\"type\":\"history\"", "\"type\":\"searchset\""));

        assertThat(pulling.pull().run().gaps()).containsExactly("Patient history page 1: the answer is no history");
    }

    /** The connection of whoever lands this patient is cut by the server, as when the store is stopped. */
    private void disconnectWhoeverLands(String id) {
        store.service()
                .sql()
                .sql("create function test_cut() returns trigger language plpgsql as"
                        + " $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$")
                .update();
        store.service()
                .sql()
                .sql("create trigger test_cut before insert on landing.version for each row when (new.id = '" + id
                        + "' and new.source = '" + source + "') execute function test_cut()")
                .update();
    }

    private void letEverybodyLand() {
        store.service().sql().sql("drop function test_cut() cascade").update();
    }

    private boolean due(String within) {
        return store.service()
                .sql()
                .sql("select due <= now() + ?::interval from ledger.source where source = ?")
                .params(within, source)
                .query(Boolean.class)
                .single();
    }

    private RunSummary lastRun() {
        return store.ledger().latest(100).stream()
                .filter(run -> run.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private int epoch() {
        return store.service()
                .sql()
                .sql("select epoch from ledger.source where source = ?")
                .param(source)
                .query(Integer.class)
                .single();
    }

    private String watermark() {
        return store.ledger().watermark(source, "Patient").orElseThrow().toString();
    }

    private List<String> living() {
        return store.living(source, "Patient");
    }

    private String contentOf(String id) {
        return store.contentOf(source, "Patient", id);
    }
}
