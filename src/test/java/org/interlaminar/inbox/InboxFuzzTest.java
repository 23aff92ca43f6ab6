package org.interlaminar.inbox;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.interlaminar.inbox.Interaction.Conditions;
import org.interlaminar.inbox.PushedBundle.Entry;
import org.interlaminar.intake.FhirXml;
import org.springframework.util.unit.DataSize;

/**
 * What strangers can send is read or refused, and nothing else happens. A build repeats the inputs beside this class's name in the
 * test resources; {@code JAZZER_FUZZ=1 mvn -B test -Djazzer.hooks=true -Dtest=InboxFuzzTest#bundle} looks for new ones.
 */
class InboxFuzzTest {
    private static final JsonReading JSON =
            new JsonReading(new InboxSettings(DataSize.ofMegabytes(16), 100, 64, 100_000, DataSize.ofMegabytes(48)));

    @FuzzTest(maxDuration = "2m")
    void bundle(byte[] body) {
        try {
            PushedBundle bundle = PushedBundle.of(body, JSON, 100);
            if (Notification.is(bundle)) {
                Notification.of(bundle, JSON);
            }
            LocalReferences references = new LocalReferences(Map.of("urn:uuid:a", "Patient/a"), query -> "one");
            for (Entry entry : bundle.entries()) {
                entry(bundle, entry, references);
            }
        } catch (Refused e) {
            isTold(e);
        }
    }

    private static void entry(PushedBundle bundle, Entry entry, LocalReferences references) throws Refused {
        if (entry.hasResource()) {
            ObjectNode resource = JSON.tree(bundle.bytes(), entry.from(), entry.to());
            references.replaceIn(resource);
            JSON.tree(JSON.write(resource), 0, JSON.write(resource).length);
        }
        try {
            Interaction.of(entry.requested("method"), entry.requested("url"), Conditions.of(entry));
        } catch (Refused e) {
            isTold(e);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void xml(byte[] body) {
        try {
            FhirXml.toJson(body);
        } catch (IOException e) {
            assert e.getMessage().equals("is no XML of a FHIR R4 resource");
        }
    }

    @FuzzTest(maxDuration = "1m")
    void headers(FuzzedDataProvider data) {
        try {
            Media.sent(data.consumeString(100));
        } catch (Refused e) {
            isTold(e);
        }
        try {
            Media.wanted(data.consumeBoolean() ? data.consumeString(50) : null, data.consumeString(200));
        } catch (Refused e) {
            isTold(e);
        }
        try {
            Interaction.of(
                    data.pickValue(new String[] {"POST", "PUT", "DELETE", "GET", "x"}),
                    data.consumeString(100),
                    new Conditions(data.consumeRemainingAsString(), null, null, null));
        } catch (Refused e) {
            isTold(e);
        }
    }

    private static void isTold(Refused why) {
        if (why.status() < 400 || why.status() >= 500 || why.getMessage().isBlank()) {
            throw new AssertionError("refused with " + why.status() + " " + why.getMessage());
        }
    }
}
