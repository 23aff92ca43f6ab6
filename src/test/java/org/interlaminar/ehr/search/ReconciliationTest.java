package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.interlaminar.ledger.Reconciliations;
import org.interlaminar.ledger.Reconciliations.Compared;
import org.interlaminar.ledger.Turns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What landed against what the source has. */
class ReconciliationTest {
    private final LandingStore store = LandingStore.shared();
    private final String source = store.newSource();
    private final SmallEhr ehr = new SmallEhr();
    private final Pulling pulling = new Pulling(store.service(), source, ehr.base()).types("Patient", "Condition");

    @BeforeEach
    void pullSome() throws Exception {
        ehr.patients(IntStream.rangeClosed(1, 30).mapToObj(i -> "p" + i).toArray(String[]::new));
        ehr.put("Condition", "c1", condition("spinal stenosis"));
        ehr.put("Condition", "c2", condition("something else"));
        ehr.passes(Duration.ofMinutes(1));
        pulling.pull();
        ehr.passes(Duration.ofMinutes(1));
        ehr.asked();
    }

    @AfterEach
    void stopEhr() {
        ehr.close();
    }

    @Test
    void findsNoDifferenceWhereThereIsNone() throws Exception {
        assertThat(compared("Patient")).satisfies(one -> {
            assertThat(one.theirs()).isEqualTo(30);
            assertThat(one.ours()).isEqualTo(30);
            assertThat(one.sampled()).isEqualTo(60);
            assertThat(one.remark()).isNull();
            assertThat(one.differs()).isFalse();
        });
        assertThat(ehr.asked())
                .allSatisfy(address -> assertThat(address.length()).isLessThan(2000));
    }

    @Test
    void comparesOfATypeThatLandsByCodeOnlyWhatIsInTheScreen() throws Exception {
        assertThat(compared("Condition")).satisfies(one -> {
            assertThat(one.theirs()).isEqualTo(2);
            assertThat(one.ours()).isNull();
            assertThat(one.sampled()).isEqualTo(2);
            assertThat(one.differs()).isFalse();
        });
    }

    @Test
    void findsWhatIsNotHere() throws Exception {
        store.service()
                .sql()
                .sql("delete from landing.version where source = ? and id in ('p3', 'c1')")
                .param(source)
                .update();

        assertThat(compared("Patient")).satisfies(one -> {
            assertThat(one.ours()).isEqualTo(29);
            assertThat(one.missingHere()).isEqualTo(1);
            assertThat(one.missingThere()).isZero();
            assertThat(one.differs()).isTrue();
        });
        assertThat(compared("Condition")).satisfies(one -> {
            assertThat(one.missingHere()).isEqualTo(1);
            assertThat(one.differs()).isTrue();
        });
    }

    @Test
    void findsWhatWasBuriedThoughItLives() throws Exception {
        ehr.hide("p3");
        pulling.whole();
        ehr.showAll();

        assertThat(compared("Patient")).satisfies(one -> {
            assertThat(one.ours()).isEqualTo(29);
            assertThat(one.missingHere()).isEqualTo(1);
        });
    }

    @Test
    void findsWhatIsNotThere() throws Exception {
        ehr.delete("Patient", "p3");

        assertThat(compared("Patient")).satisfies(one -> {
            assertThat(one.theirs()).isEqualTo(29);
            assertThat(one.missingThere()).isEqualTo(1);
            assertThat(one.missingHere()).isZero();
            assertThat(one.differs()).isTrue();
        });
    }

    @Test
    void findsAVersionThatWasMissed() throws Exception {
        ehr.put("Patient", "p3", ",\"active\":true");
        ehr.passes(Duration.ofHours(1));
        store.service()
                .sql()
                .sql("update ledger.watermark set upto = ? where source = ?")
                .params(Timestamp.from(ehr.now()), source)
                .update();

        assertThat(compared("Patient").missingHere()).isEqualTo(1);
    }

    @Test
    void doesNotCallADifferenceWhatChangedSinceTheLastPull() throws Exception {
        ehr.put("Patient", "p3", ",\"active\":true");
        ehr.patients("p31");

        assertThat(compared("Patient")).satisfies(one -> {
            assertThat(one.theirs()).isNull();
            assertThat(one.remark()).isEqualTo("the counts are 1 apart, and 2 changed since the last pull");
            assertThat(one.missingHere()).isZero();
            assertThat(one.differs()).isFalse();
        });
    }

    @Test
    void callsWhatStandsInQuarantineNotMissing() throws Exception {
        ehr.rewrite(json -> json.replace("\"id\":\"p3\"", "\"id\":\"p3\",\"implicitRules\":\"urn:unknown\""));
        ehr.put("Patient", "p3", "");
        ehr.passes(Duration.ofMinutes(1));
        pulling.pull();

        assertThat(compared("Patient").differs()).isFalse();
    }

    @Test
    void saysWhatKeptItFromComparing() throws Exception {
        ehr.refuse("_summary", 400);

        assertThat(compared("Patient")).satisfies(one -> {
            assertThat(one.theirs()).isNull();
            assertThat(one.remark()).isEqualTo("the server answered 400");
            assertThat(one.differs()).isFalse();
        });
    }

    @Test
    void asksNothingOfATypeThatWasNeverPulledCompletely() throws Exception {
        Pulling never = new Pulling(store.service(), store.newSource(), ehr.base());

        assertThat(never.reconciliation().compare(never.source))
                .singleElement()
                .satisfies(one -> assertThat(one.remark()).isEqualTo("the type has not been pulled completely yet"));
        assertThat(ehr.asked()).isEmpty();
    }

    @Test
    void theFirstNightIsTheOneAfterTheFirstLookAndOneNodeComparesAType() throws Exception {
        Reconciliation one = pulling.reconciliation();
        Reconciliation other = pulling.reconciliation();
        assertThat(one.due()).isEmpty();
        assertThat(one.due()).isEmpty();
        aDayPasses();

        assertThat(one.due()).containsExactly(source);
        assertThat(other.due()).containsExactly(source);
        one.compareDue(source);
        assertThat(ehr.asked()).isNotEmpty();
        other.compareDue(source);

        assertThat(ehr.asked()).isEmpty();
        assertThat(other.due()).isEmpty();
        assertThat(latest()).hasSize(2).allSatisfy(kept -> assertThat(kept.remark())
                .isNull());
    }

    @Test
    void leavesAloneByItselfWhatIsPausedOrStopped() {
        Turns turns = store.service().bean(Turns.class);
        pulling.reconciliation().due();
        aDayPasses();

        turns.pause(source);
        assertThat(pulling.reconciliation().due()).isEmpty();
        turns.resume(source);
        turns.stop(source, "invalid_client");
        assertThat(pulling.reconciliation().due()).isEmpty();
        turns.goOn(source);
        assertThat(pulling.reconciliation().due()).containsExactly(source);
    }

    @Test
    void comparesNothingByItselfWhereItIsDisabled() {
        pulling.reconciliation().due();
        aDayPasses();

        assertThat(pulling.disabled().reconciliation().due()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "03:00, 2026-03-01T02:59:59+01:00, 2026-02-28T03:00:00+01:00",
        "03:00, 2026-03-01T03:00:00+01:00, 2026-03-01T03:00:00+01:00",
        "23:30, 2026-03-01T12:00:00+01:00, 2026-02-28T23:30:00+01:00"
    })
    void knowsTheLastTimeOfDay(LocalTime at, ZonedDateTime now, ZonedDateTime last) {
        assertThat(Reconciliation.last(at, now.withZoneSameInstant(ZoneId.of("Europe/Berlin"))))
                .isEqualTo(last.toInstant());
    }

    private static String condition(String text) {
        return ",\"subject\":{\"reference\":\"Patient/p1\"},\"code\":{\"text\":\"" + text + "\"}";
    }

    private Compared compared(String type) throws Exception {
        pulling.reconciliation().compare(source);
        return latest().stream()
                .filter(one -> one.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private List<Compared> latest() {
        return store.service().bean(Reconciliations.class).latest().stream()
                .filter(one -> one.source().equals(source))
                .toList();
    }

    private void aDayPasses() {
        store.service()
                .sql()
                .sql("update ledger.reconciliation set at = at - interval '25 hours' where source = ?")
                .param(source)
                .update();
    }
}
