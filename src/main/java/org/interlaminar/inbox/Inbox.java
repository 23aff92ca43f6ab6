package org.interlaminar.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.interlaminar.ehr.Notified;
import org.interlaminar.inbox.PushedBundle.Entry;
import org.interlaminar.intake.Push;
import org.interlaminar.intake.Push.Conflict;
import org.interlaminar.intake.Push.Landed;
import org.interlaminar.intake.Pushes;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.Subscriptions;
import org.interlaminar.ledger.TerminologyDiffers;
import org.interlaminar.reading.Bytes;
import org.interlaminar.store.StoreUnavailable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Has what was pushed landed, and says what became of it. What it answers with 2xx is durable. */
@Component
class Inbox {
    static final Duration AGAIN = Duration.ofSeconds(30);

    private static final Set<String> DELIVERIES = Set.of("collection", "searchset", "history");

    private final Pushes pushes;
    private final Planning planning;
    private final JsonReading json;
    private final InboxSettings settings;
    private final Notified notified;
    private final Subscriptions subscriptions;

    Inbox(
            Pushes pushes,
            Planning planning,
            JsonReading json,
            InboxSettings settings,
            Notified notified,
            Subscriptions subscriptions) {
        this.notified = notified;
        this.subscriptions = subscriptions;
        this.pushes = pushes;
        this.planning = planning;
        this.json = json;
        this.settings = settings;
    }

    /** Takes a Bundle. */
    Reply bundle(Sender sender, ReceivedBody body) throws Refused {
        byte[] bytes = body.media().toJson(body.bytes());
        PushedBundle bundle = PushedBundle.of(bytes, json, settings.maxEntries());
        if (!bundle.isBundle()) {
            throw Refused.malformed("At the base a Bundle is taken; a single resource goes to its type.");
        }
        String type = bundle.type() == null ? "" : bundle.type();
        if (Notification.is(bundle)) {
            return notified(sender, Notification.of(bundle, json));
        }
        if (type.equals("transaction") || type.equals("batch")) {
            return OneByOne.of(this, sender, body, bundle).reply();
        }
        if (type.equals("message")) {
            return message(sender, body, bundle);
        }
        if (DELIVERIES.contains(type)) {
            return Reply.of(
                    200, Answers.counts(asItStands(sender, body, bundle, null).counts()));
        }
        throw Refused.unsupported(
                "A Bundle that is pushed is a transaction, batch, message, collection, searchset or history.");
    }

    /** Has the source asked for what it says has changed. */
    Reply notified(Sender sender, Notification notification) throws Refused {
        if (!notified.canFollow(sender.source())) {
            throw Refused.unsupported(
                    "This source is not pulled, so a notification cannot be followed: push the resources.");
        }
        try {
            boolean isNew = notification.events() < 0
                    || subscriptions.heard(
                            sender.source(), notification.subscription(), notification.events(), notification.told());
            if (!notification.isHandshake() && (isNew || !notification.isHeartbeat())) {
                notified.changed(sender.source(), notification.types());
            }
        } catch (DataAccessException e) {
            throw Refused.forNow(AGAIN, "The store is away.");
        }
        return Reply.of(200, Answers.heard());
    }

    /** Takes one resource, or a delete of one. @param body null for a delete */
    Done single(Sender sender, ReceivedBody body, Map<String, String> request) throws Refused {
        return OneByOne.of(this, sender, body, alone(body, request)).only();
    }

    /** One resource as a Bundle of one. @param body null for a delete */
    private PushedBundle alone(ReceivedBody body, Map<String, String> request) throws Refused {
        if (body == null) {
            Entry only = new Entry(0, null, -1, -1, null, request);
            return new PushedBundle(new byte[0], null, "transaction", null, List.of(only));
        }
        byte[] bytes = body.media().toJson(body.bytes());
        ResourceHead head = json.read(bytes, 0, bytes.length, parser -> {
            parser.nextToken();
            ResourceHead first = ResourceHead.of(parser);
            if (parser.nextToken() != null) {
                throw Refused.malformed("The body is more than one JSON object.");
            }
            return first;
        });
        Entry only = new Entry(0, null, 0, bytes.length, head, request);
        return new PushedBundle(bytes, head.type(), "transaction", null, List.of(only));
    }

    List<Step> plan(Sender sender, PushedBundle bundle) {
        return planning.plan(sender.source(), bundle);
    }

    Pushes pushes() {
        return pushes;
    }

    private Reply message(Sender sender, ReceivedBody body, PushedBundle bundle) throws Refused {
        Entry first = bundle.entries().isEmpty() ? null : bundle.entries().get(0);
        if (first == null
                || first.head() == null
                || !"MessageHeader".equals(first.head().type())) {
            throw Refused.malformed("The first entry of a message is its MessageHeader.");
        }
        String identifier = bundle.identifier() != null || first.head().id() == null
                ? bundle.identifier()
                : "MessageHeader/" + first.head().id();
        if (identifier == null) {
            throw new Refused(
                    400,
                    IssueType.REQUIRED,
                    "A message has an identifier, or its MessageHeader an id, by which a repeat is known.");
        }
        ObjectNode header = json.tree(bundle.bytes(), first.from(), first.to());
        Type event = event(header);
        Push.Message message = new Push.Message(
                identifier,
                landed -> Media.JSON.write(Answers.messageAnswer(
                        identifier, header.path("id").asText(""), event, landed.receivedAt(), landed.counts())));
        return Reply.kept(asItStands(sender, body, bundle, message).answer());
    }

    private static Type event(ObjectNode header) throws Refused {
        JsonNode coding = header.path("eventCoding");
        if (coding.isObject()) {
            return new Coding(
                    coding.path("system").asText(null), coding.path("code").asText(null), null);
        }
        if (!header.path("eventUri").isTextual()) {
            throw new Refused(400, IssueType.REQUIRED, "A MessageHeader has an event.");
        }
        return new UriType(header.path("eventUri").asText());
    }

    private Landed asItStands(Sender sender, ReceivedBody body, PushedBundle bundle, Push.Message message)
            throws Refused {
        try {
            return land(push(sender, body, Map.of(), message), pushes.sort(sender.source(), bundle.bytes()));
        } catch (IOException e) {
            throw Refused.malformed("The Bundle cannot be split into its entries.");
        } catch (Conflict e) {
            throw new Refused(409, IssueType.CONFLICT, "This message cannot be taken: " + e.getMessage() + ".");
        }
    }

    static Push push(Sender sender, ReceivedBody body, Map<Integer, String> expected, Push.Message message) {
        byte[] bytes = body == null ? new byte[0] : body.bytes();
        return new Push(
                sender.source(),
                sender.request(),
                sender.receivedAt(),
                body == null ? Media.JSON.toString() : body.media().toString(),
                bytes.length,
                Bytes.sha256(bytes),
                new HashMap<>(expected),
                message);
    }

    Landed land(Push push, Pushes.Sorted sorted) throws Refused, Conflict {
        try {
            return pushes.land(push, sorted);
        } catch (SourceIsBusy e) {
            throw Refused.forNow(AGAIN, "A file or page of this source is landing; its turn comes after that.");
        } catch (StoreUnavailable e) {
            throw Refused.forNow(AGAIN, "The store is away. Nothing was kept.");
        } catch (TerminologyDiffers e) {
            throw Refused.forNow(AGAIN, "The value sets are being changed.");
        }
    }
}
