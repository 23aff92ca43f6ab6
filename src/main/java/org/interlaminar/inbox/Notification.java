package org.interlaminar.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.inbox.PushedBundle.Entry;

/**
 * A notification of a subscription: a Bundle of type history that begins with its status, as
 * <a href="https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/">R4 Backport</a> writes it, or an empty body.
 *
 * @param type handshake, heartbeat, event-notification and others; empty when not told
 * @param subscription its reference on the source's server
 * @param events number of its last event, or -1
 * @param told how many events it tells
 * @param types of what they are about; none when not told
 */
record Notification(String type, String subscription, long events, long told, Set<String> types) {
    /** A rest-hook without a payload says that something has changed, and not what. */
    static final Notification EMPTY = new Notification("", "", -1, 0, Set.of());

    private static final Set<String> STATUS = Set.of("Parameters", "SubscriptionStatus");
    private static final Pattern TYPED = Pattern.compile("(?:.*/)?([A-Z][A-Za-z]+)/[^/]+(?:/_history/[^/]+)?");

    static boolean is(PushedBundle bundle) {
        return "history".equals(bundle.type())
                && !bundle.entries().isEmpty()
                && bundle.entries().get(0).head() != null
                && bundle.entries().get(0).head().type() != null
                && STATUS.contains(bundle.entries().get(0).head().type());
    }

    static Notification of(PushedBundle bundle, JsonReading json) throws Refused {
        Entry first = bundle.entries().get(0);
        ObjectNode status = json.tree(bundle.bytes(), first.from(), first.to());
        Reading reading = new Reading();
        if (status.path("resourceType").asText().equals("Parameters")) {
            reading.parameters(status);
        } else {
            reading.status(status);
        }
        for (Entry entry : bundle.entries()) {
            if (entry != first && entry.head() != null && entry.head().type() != null) {
                reading.types.add(entry.head().type());
            }
        }
        return new Notification(reading.type, reading.subscription, reading.events, reading.told, reading.types);
    }

    boolean isHandshake() {
        return type.equals("handshake");
    }

    boolean isHeartbeat() {
        return type.equals("heartbeat");
    }

    private static final class Reading {
        private String type = "";
        private String subscription = "";
        private long events = -1;
        private long told;
        private final Set<String> types = new TreeSet<>();

        void parameters(JsonNode status) {
            for (JsonNode parameter : status.path("parameter")) {
                switch (parameter.path("name").asText()) {
                    case "type" -> type = parameter.path("valueCode").asText();
                    case "subscription" -> subscription =
                            parameter.at("/valueReference/reference").asText();
                    case "events-since-subscription-start" -> events = number(parameter);
                    case "notification-event" -> {
                        told++;
                        for (JsonNode part : parameter.path("part")) {
                            focus(part.at("/valueReference/reference").asText());
                        }
                    }
                    default -> {}
                }
            }
        }

        void status(JsonNode status) {
            type = status.path("type").asText();
            subscription = status.at("/subscription/reference").asText();
            events = status.path("eventsSinceSubscriptionStart").asLong(-1);
            for (JsonNode event : status.path("notificationEvent")) {
                told++;
                focus(event.at("/focus/reference").asText());
            }
        }

        /** Versions of the guide count as text, as an integer, and as an unsigned one. */
        private static long number(JsonNode parameter) {
            for (String value : Set.of("valueString", "valueInteger", "valueUnsignedInt", "valueInteger64")) {
                if (parameter.has(value)) {
                    return parameter.path(value).asLong(-1);
                }
            }
            return -1;
        }

        private void focus(String reference) {
            Matcher typed = TYPED.matcher(reference);
            if (typed.matches()) {
                types.add(typed.group(1));
            }
        }
    }
}
