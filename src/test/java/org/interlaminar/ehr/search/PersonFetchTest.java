package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.interlaminar.intake.Backfills;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People whose bodies had been given up and are wanted back. */
class PersonFetchTest {
    /** Of its own, since people are derived here. */
    private static final LandingStore store = new LandingStore();

    private final String source = store.newSource();
    private final SmallEhr ehr = new SmallEhr();
    private final Pulling pulling =
            new Pulling(store.service(), source, ehr.base()).types("Patient", "Encounter", "Organization");

    @BeforeEach
    void twoPeopleWhoseBodiesWereGivenUp() throws Exception {
        ehr.patients("p1", "p2");
        for (String id : List.of("e1", "e2", "e3")) {
            ehr.put("Encounter", id, ",\"subject\":{\"reference\":\"Patient/p1\"}");
        }
        ehr.put("Encounter", "f1", ",\"subject\":{\"reference\":\"Patient/p2\"}");
        ehr.put("Organization", "o1", "");
        pulling.pull();
        ehr.passes(Duration.ofHours(1));
        pulling.pull();
        store.service()
                .sql()
                .sql(
                        "update landing.version set kind = 'shrunk', body = null, anchor = patient = 'p1' where source = ? and patient is not null")
                .param(source)
                .update();
        order("p1");
    }

    @AfterEach
    void stopEhr() {
        store.service()
                .sql()
                .sql("delete from landing.backfill where source = ?")
                .param(source)
                .update();
        ehr.close();
    }

    @Test
    void fetchesWhatIsThereOfAPersonBeforeThePullAndBuriesWhatIsNot() throws Exception {
        ehr.delete("Encounter", "e3");
        ehr.asked();

        pulling.pageSize(1).pull();

        assertThat(ehr.asked())
                .startsWith(
                        "Patient?_id=p1&_count=1",
                        "Encounter?patient=p1&_count=1",
                        "Encounter?patient=p1&_count=1&_from=1",
                        "metadata");
        RunSummary run = lastBackfill();
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(run.balances()).isTrue();
        assertThat(kinds())
                .containsExactly(
                        "Encounter/e1 whole",
                        "Encounter/e2 whole",
                        "Encounter/e3 tombstone",
                        "Encounter/f1 shrunk",
                        "Patient/p1 whole",
                        "Patient/p2 shrunk");
    }

    @Test
    void asksForAPersonAsTheSettingsOfTheSourceSay() throws Exception {
        ehr.asked();
        pulling.set("search.Encounter.person", "subject")
                .set("search.Encounter.parameters", "class=AMB,class=IMP")
                .pull();
        assertThat(ehr.asked())
                .anyMatch(address -> address.matches("Encounter\\?subject=.*&_count=200&class=AMB"))
                .anyMatch(address -> address.matches("Encounter\\?subject=.*&_count=200&class=IMP"))
                .noneMatch(address -> address.contains("patient="));
    }

    @Test
    void anOrderIsServedOnceAndGoneWhenThePersonHasBeenDerived() throws Exception {
        pulling.pull();
        store.service().derive();
        ehr.asked();

        pulling.pull();

        assertThat(ehr.asked()).noneMatch(address -> address.contains("p1"));
        assertThat(store.service().bean(Backfills.class).waiting())
                .noneMatch(order -> order.record().source().equals(source));
    }

    @Test
    void aPersonWhoDidNotComeCompletelyLosesNothingAndWaits() throws Exception {
        ehr.delete("Encounter", "e3");
        ehr.refuse("Encounter?patient", 403);

        pulling.pull();

        assertThat(lastBackfill().gaps()).containsExactly("Encounter of person 1 page 1: the server answered 403");
        assertThat(kinds()).contains("Encounter/e1 shrunk", "Encounter/e3 shrunk", "Patient/p1 whole");
        store.service().derive();
        assertThat(store.service().bean(Backfills.class).waiting())
                .anyMatch(order -> order.record().source().equals(source));
    }

    @Test
    void whatIsShownAndCannotLandIsNotGone() throws Exception {
        ehr.rewrite(json -> json.replace("\"id\":\"e2\"", "\"id\":\"e2\",\"implicitRules\":\"urn:unknown\""));

        pulling.pull();

        assertThat(lastBackfill().quarantined()).isEqualTo(1);
        assertThat(kinds()).contains("Encounter/e1 whole", "Encounter/e2 shrunk");
    }

    @Test
    void aRefusalForOnePersonDoesNotStopTheOthersButATroubledServerDoes() throws Exception {
        order("p2");
        ehr.refuse("_id=p1", 403);
        pulling.pull();
        assertThat(kinds()).contains("Patient/p1 shrunk", "Patient/p2 whole");

        ehr.refuseNothing();
        ehr.refuse("_id=p", 503);
        ehr.asked();
        pulling.pull();
        assertThat(ehr.asked()).filteredOn(address -> address.contains("_id=p")).hasSize(3);
    }

    @Test
    void peopleWhoCannotBeServedDoNotKeepOthersWaiting() throws Exception {
        order("p2");
        SearchPull node = pulling.node();
        ehr.refuse("_id=p1", 503);
        node.pull(source, bytes -> {});
        assertThat(kinds()).contains("Patient/p2 shrunk");

        node.pull(source, bytes -> {});

        assertThat(kinds()).contains("Patient/p1 shrunk", "Patient/p2 whole");
    }

    private void order(String patient) {
        store.service()
                .sql()
                .sql("insert into landing.backfill (source, patient, ordered_at, versions, parts)"
                        + " values (?, ?, now(), 1, '')")
                .params(source, patient)
                .update();
    }

    private RunSummary lastBackfill() {
        return store.ledger().latest(100).stream()
                .filter(run -> run.source().equals(source) && run.way().equals("backfill"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> kinds() {
        return store.service()
                .sql()
                .sql("select type || '/' || id || ' ' || kind from landing.current where source = ?"
                        + " and patient is not null or source = ? and kind = 'tombstone' order by 1")
                .params(source, source)
                .query(String.class)
                .list();
    }
}
