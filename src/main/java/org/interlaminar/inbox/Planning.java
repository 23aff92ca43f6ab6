package org.interlaminar.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.interlaminar.inbox.Interaction.Conditions;
import org.interlaminar.inbox.PushedBundle.Entry;
import org.interlaminar.intake.Pushes;
import org.interlaminar.reading.Bytes;
import org.interlaminar.reading.Identifier;
import org.springframework.stereotype.Component;

/** Makes out what the entries of a transaction or batch ask for, and writes their resources as they will be acknowledged. */
@Component
class Planning {
    private final Pushes pushes;
    private final JsonReading json;

    Planning(Pushes pushes, JsonReading json) {
        this.pushes = pushes;
        this.json = json;
    }

    /** One step for each entry, in their order. */
    List<Step> plan(String source, PushedBundle bundle) {
        return new Plan(source, bundle).steps();
    }

    private final class Plan {
        private final String source;
        private final PushedBundle bundle;
        private final Map<Integer, Interaction> interactions = new HashMap<>();
        private final Map<Integer, Refused> refusals = new HashMap<>();
        private final Map<String, String> names = new HashMap<>();
        private final Map<Identifier, Set<String>> patients = new HashMap<>();
        private final Set<String> keys = new HashSet<>();

        Plan(String source, PushedBundle bundle) {
            this.source = source;
            this.bundle = bundle;
        }

        List<Step> steps() {
            for (Entry entry : bundle.entries()) {
                try {
                    interactions.put(entry.number(), interaction(entry));
                } catch (Refused e) {
                    refusals.put(entry.number(), e.at(entry.number()));
                }
            }
            LocalReferences references = new LocalReferences(names, this::onlyPatient);
            List<Step> steps = new ArrayList<>();
            for (Entry entry : bundle.entries()) {
                steps.add(step(entry, references));
            }
            return steps;
        }

        private Interaction interaction(Entry entry) throws Refused {
            Interaction asked = Interaction.of(entry.requested("method"), entry.requested("url"), Conditions.of(entry));
            Interaction found = asked.kind() == Interaction.Kind.CREATE ? asked.of(idOfNew(entry)) : asked;
            if (asked.kind() != Interaction.Kind.DELETE) {
                requireResource(entry, asked);
                name(entry, found);
            }
            if (!keys.add(found.key())) {
                throw new Refused(400, IssueType.DUPLICATE, "Two entries are about the same resource.");
            }
            return found;
        }

        private void requireResource(Entry entry, Interaction asked) throws Refused {
            if (!entry.hasResource()) {
                throw Refused.malformed("There is no resource.");
            }
            if (!asked.type().equals(entry.head().type())) {
                throw Refused.malformed("The url and the resource name different types, or the resource none.");
            }
            if (asked.kind() == Interaction.Kind.UPDATE
                    && !asked.id().equals(entry.head().id())) {
                throw Refused.malformed("The url and the resource have different ids, or the resource none.");
            }
        }

        /** An id of its own, that of the Patient known by its identifier, or one that the same resource always gets. */
        private String idOfNew(Entry entry) throws Refused {
            if (!entry.hasResource()) {
                throw Refused.malformed("There is no resource.");
            }
            ResourceHead head = entry.head();
            if (Interaction.isId(head.id())) {
                return head.id();
            }
            if (head.identifiers().isEmpty()) {
                return uuid(Arrays.copyOfRange(bundle.bytes(), entry.from(), entry.to()));
            }
            Identifier first = head.identifiers().get(0);
            List<String> known = "Patient".equals(head.type()) ? pushes.patients(source, first) : List.of();
            if (known.size() > 1) {
                throw severalPatients();
            }
            return known.isEmpty()
                    ? uuid((head.type() + "|" + first.system() + "|" + first.value()).getBytes(StandardCharsets.UTF_8))
                    : known.get(0);
        }

        private static String uuid(byte[] of) {
            ByteBuffer digest = ByteBuffer.wrap(Bytes.sha256(of));
            return new UUID(digest.getLong(), digest.getLong()).toString();
        }

        private void name(Entry entry, Interaction found) {
            String url = entry.fullUrl();
            if (url != null && (url.startsWith("urn:") || !url.endsWith("/" + found.key()))) {
                names.put(url, found.key());
            }
            if (found.type().equals("Patient")) {
                entry.head().identifiers().forEach(one -> patients.computeIfAbsent(one, any -> new HashSet<>())
                        .add(found.id()));
            }
        }

        private Step step(Entry entry, LocalReferences references) {
            Refused refused = refusals.get(entry.number());
            if (refused != null) {
                return Step.refused(entry.number(), refused);
            }
            Interaction interaction = interactions.get(entry.number());
            if (interaction.kind() == Interaction.Kind.DELETE) {
                return new Step(entry.number(), interaction, null, null);
            }
            try {
                return new Step(entry.number(), interaction, acknowledged(entry, interaction, references), null);
            } catch (Refused e) {
                return Step.refused(entry.number(), e.at(entry.number()));
            }
        }

        /** Byte for byte what came, where nothing in it has to be replaced. */
        private byte[] acknowledged(Entry entry, Interaction interaction, LocalReferences references) throws Refused {
            ObjectNode resource = json.tree(bundle.bytes(), entry.from(), entry.to());
            boolean changed = references.replaceIn(resource);
            if (!interaction.id().equals(entry.head().id())) {
                resource.put("id", interaction.id());
                changed = true;
            }
            return changed ? json.write(resource) : Arrays.copyOfRange(bundle.bytes(), entry.from(), entry.to());
        }

        private String onlyPatient(String query) throws Refused {
            if (!query.startsWith("identifier=") || query.contains("&")) {
                throw new Refused(
                        412,
                        IssueType.NOTSUPPORTED,
                        "A reference can ask for a Patient by one identifier, no other way.");
            }
            String asked = URLDecoder.decode(query.substring("identifier=".length()), StandardCharsets.UTF_8);
            int bar = asked.indexOf('|');
            Identifier identifier = new Identifier(bar < 0 ? "" : asked.substring(0, bar), asked.substring(bar + 1));
            Set<String> found = new HashSet<>(patients.getOrDefault(identifier, Set.of()));
            found.addAll(pushes.patients(source, identifier));
            if (found.isEmpty()) {
                throw new Refused(412, IssueType.NOTFOUND, "A reference asks for a Patient that is not known here.");
            }
            if (found.size() > 1) {
                throw severalPatients();
            }
            return found.iterator().next();
        }
    }

    private static Refused severalPatients() {
        return new Refused(412, IssueType.MULTIPLEMATCHES, "An identifier is that of several Patients.");
    }
}
