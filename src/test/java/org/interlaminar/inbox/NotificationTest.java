package org.interlaminar.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.interlaminar.fixture.SendingEhr;
import org.interlaminar.fixture.SendingEhr.Answer;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A notification has the source asked at once; nothing else of it is believed. */
class NotificationTest {
    private static final String SOURCE = "hospital";

    private static Service service;
    private static SendingEhr ehr;
    private static Turns turns;

    @BeforeAll
    static void serve() {
        service = Service.serving(
                "interlaminar.sources.hospital.base-url=https://ehr.hospital.example/fhir",
                "interlaminar.sources.hospital.auth.method=none",
                "interlaminar.sources.hospital.search.Encounter.changes=none",
                "interlaminar.ehr.enabled=false");
        ehr = SendingEhr.of(service, SOURCE);
        turns = service.bean(Turns.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void theSourceIsNotDue() {
        turns.putOff(Way.PULL, SOURCE, Duration.ofHours(1));
        service.sql().sql("delete from ledger.subscription").update();
        service.sql().sql("delete from ledger.watermark").update();
        service.sql().sql("delete from ledger.run").update();
    }

    private static boolean isDue() {
        return turns.of(Way.PULL, List.of(SOURCE)).get(0).due();
    }

    /** As R4 Backport writes it. */
    private static String notification(String type, int events, String focus) {
        String event = focus == null
                ? ""
                : ",{\"name\":\"notification-event\",\"part\":[{\"name\":\"event-number\",\"valueString\":\"" + events
                        + "\"},{\"name\":\"focus\",\"valueReference\":{\"reference\":\"" + focus + "\"}}]}";
        return "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[{\"fullUrl\":\"urn:uuid:1\",\"resource\":"
                + "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"subscription\",\"valueReference\":"
                + "{\"reference\":\"https://ehr.hospital.example/fhir/Subscription/s\"}},{\"name\":\"type\",\"valueCode\":\""
                + type + "\"},{\"name\":\"events-since-subscription-start\",\"valueString\":\"" + events + "\"}" + event
                + "]},\"request\":{\"method\":\"GET\",\"url\":\"Subscription/s/$status\"},\"response\":{\"status\":\"200\"}}]}";
    }

    private static void tell(String type, int events, String focus) throws Exception {
        Answer answer = ehr.post("", notification(type, events, focus));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void aHandshakeIsOnlyAnswered() throws Exception {
        tell("handshake", 0, null);
        assertThat(isDue()).isFalse();
    }

    @Test
    void anEventHasTheSourceAsked() throws Exception {
        tell("event-notification", 1, "https://ehr.hospital.example/fhir/Condition/c");
        assertThat(isDue()).isTrue();
        assertThat(service.sql()
                        .sql("select count(*) from landing.delivery")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aHeartbeatWithoutNewsIsOnlyHeard() throws Exception {
        tell("event-notification", 4, "Condition/c");
        turns.putOff(Way.PULL, SOURCE, Duration.ofHours(1));
        tell("heartbeat", 4, null);
        assertThat(isDue()).isFalse();
    }

    @Test
    void aHeartbeatTellsWhatWasMissed() throws Exception {
        tell("event-notification", 4, "Condition/c");
        turns.putOff(Way.PULL, SOURCE, Duration.ofHours(1));
        tell("heartbeat", 7, null);
        assertThat(isDue()).isTrue();
        assertThat(service.sql()
                        .sql("select events || ' ' || missed from ledger.subscription")
                        .query(String.class)
                        .list())
                .containsExactly("7 3");
    }

    @Test
    void anEmptyBodySaysThatSomethingHasChanged() throws Exception {
        Answer answer = ehr.send("POST", "", BodyPublishers.noBody());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(isDue()).isTrue();
    }

    @Test
    void whatCannotBeAskedForChangesIsAskedForWhole() throws Exception {
        service.sql()
                .sql("insert into ledger.run (source, way, started_at, outcome, screen_generation)"
                        + " values ('hospital', 'pull', now(), 'complete', 'g')")
                .update();
        service.sql()
                .sql(
                        "insert into ledger.watermark (source, type, upto, run, screen_generation) select 'hospital', type, now(),"
                                + " run, 'g' from ledger.run, unnest(array['Encounter', 'Condition']) type")
                .update();
        tell("event-notification", 1, "Encounter/e");
        tell("event-notification", 2, "Condition/c");
        assertThat(service.sql()
                        .sql("select type from ledger.watermark where screen_generation is null")
                        .query(String.class)
                        .list())
                .containsExactly("Encounter");
    }

    @Test
    void whatIsToldDuringAPullIsAskedForAfterIt() throws Exception {
        service.sql()
                .sql("with r as (insert into ledger.run (source, way, started_at, screen_generation)"
                        + " values ('hospital', 'pull', now() - interval '1 min', 'g') returning run)"
                        + " update ledger.source set run = (select run from r) where source = 'hospital'")
                .update();
        long run = service.sql()
                .sql("select run from ledger.source where source = 'hospital'")
                .query(Long.class)
                .single();
        tell("event-notification", 1, "Condition/c");
        turns.ended(Way.PULL, SOURCE, run, Duration.ofHours(1));
        assertThat(isDue()).isTrue();
        service.sql()
                .sql("update ledger.source set notified_at = now() - interval '1 hour'")
                .update();
        turns.ended(Way.PULL, SOURCE, run, Duration.ofHours(1));
        assertThat(isDue()).isFalse();
        service.sql().sql("update ledger.source set run = null").update();
    }

    @Test
    void anAddressInItIsNeverAsked() throws Exception {
        tell("event-notification", 1, "http://127.0.0.1:1/evil/Condition/c");
        assertThat(isDue()).isTrue();
        assertThat(service.sql()
                        .sql("select subscription from ledger.subscription")
                        .query(String.class)
                        .list())
                .containsExactly("https://ehr.hospital.example/fhir/Subscription/s");
    }
}
