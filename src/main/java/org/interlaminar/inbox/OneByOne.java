package org.interlaminar.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.interlaminar.intake.Fate;
import org.interlaminar.intake.Push.Conflict;
import org.interlaminar.intake.Push.Landed;
import org.interlaminar.intake.Pushed;
import org.interlaminar.intake.Pushes.Sorted;

/**
 * Entries that are answered one by one. Of a transaction one refused entry refuses all; of a batch the others are taken.
 */
final class OneByOne {
    private static final String UNKNOWN_MODIFIER = "unknown-modifier";
    private static final Set<String> BADLY_FORMED = Set.of("bad-json", "duplicate-key", "not-a-resource");

    private final Inbox inbox;
    private final Sender sender;
    private final ReceivedBody body;
    private final boolean isBatch;
    private final List<Step> steps;
    private final Map<Integer, Refused> refusals = new TreeMap<>();
    private final Map<Integer, Done> done = new HashMap<>();

    private OneByOne(Inbox inbox, Sender sender, ReceivedBody body, PushedBundle bundle) {
        this.inbox = inbox;
        this.sender = sender;
        this.body = body;
        this.isBatch = "batch".equals(bundle.type());
        this.steps = inbox.plan(sender, bundle);
    }

    /** @throws Refused when a transaction is refused; nothing has landed */
    static OneByOne of(Inbox inbox, Sender sender, ReceivedBody body, PushedBundle bundle) throws Refused {
        OneByOne all = new OneByOne(inbox, sender, body, bundle);
        for (Step step : all.steps) {
            if (step.refused() != null) {
                all.refuse(step.entry(), step.refused());
            }
        }
        while (!all.landed()) {
            // Each round leaves out at least one entry more.
            continue;
        }
        return all;
    }

    private void refuse(int entry, Refused why) throws Refused {
        if (!isBatch) {
            throw why.at(entry);
        }
        refusals.put(entry, why.at(entry));
    }

    /** @return false when another entry had to be refused: then nothing has landed */
    private boolean landed() throws Refused {
        List<Step> taken =
                steps.stream().filter(one -> !refusals.containsKey(one.entry())).toList();
        if (taken.isEmpty()) {
            return true;
        }
        Sorted sorted = inbox.pushes().sort(sender.source(), pushed(taken));
        int before = refusals.size();
        for (int i = 0; i < taken.size(); i++) {
            Refused unreadable = unreadable(sorted.fates().get(i));
            if (unreadable != null) {
                refuse(taken.get(i).entry(), unreadable);
            }
        }
        return refusals.size() == before && landed(taken, sorted);
    }

    private boolean landed(List<Step> taken, Sorted sorted) throws Refused {
        Map<Integer, String> expected = new HashMap<>();
        for (int i = 0; i < taken.size(); i++) {
            if (taken.get(i).interaction().ifMatch() != null) {
                expected.put(i, taken.get(i).interaction().ifMatch());
            }
        }
        try {
            Landed landed = inbox.land(Inbox.push(sender, body, expected, null), sorted);
            for (int i = 0; i < taken.size(); i++) {
                boolean isNew = landed.created().contains(i);
                Instant at = landed.receivedAt();
                done.put(
                        taken.get(i).entry(),
                        new Done(taken.get(i).interaction(), landed.fates().get(i), isNew, at));
            }
            return true;
        } catch (Conflict e) {
            for (int entry : e.entries()) {
                refuse(
                        taken.get(entry).entry(),
                        new Refused(412, IssueType.CONFLICT, "Another version than the one in If-Match counts now."));
            }
            return false;
        }
    }

    private static Pushed pushed(List<Step> taken) {
        Pushed pushed = new Pushed();
        for (Step step : taken) {
            if (step.json() == null) {
                pushed.deletion(step.interaction().type(), step.interaction().id());
            } else {
                pushed.resource(step.json());
            }
        }
        return pushed;
    }

    /** What has no place in quarantine, because its sender is there to be told. @return null when it can be taken */
    private static Refused unreadable(Fate fate) {
        if (fate.isOfAnotherServer()) {
            return new Refused(
                    422, IssueType.BUSINESSRULE, "It is about a Patient of another server than this source's own.");
        }
        if (fate.kind() != Fate.Kind.SET_ASIDE || fate.cause().equals(UNKNOWN_MODIFIER)) {
            return null;
        }
        String message = "The resource cannot be read: " + fate.message() + ".";
        if (fate.cause().equals("unknown-type")) {
            return new Refused(404, IssueType.NOTSUPPORTED, message);
        }
        return BADLY_FORMED.contains(fate.cause())
                ? Refused.malformed(message)
                : new Refused(422, IssueType.INVALID, message);
    }

    /** A Bundle of responses in the order of the entries. */
    Reply reply() {
        List<BundleEntryComponent> entries = new ArrayList<>();
        for (Step step : steps) {
            Refused refused = refusals.get(step.entry());
            entries.add(refused == null ? Answers.done(done.get(step.entry())) : Answers.refused(refused));
        }
        return Reply.of(
                200, Answers.responses(isBatch ? BundleType.BATCHRESPONSE : BundleType.TRANSACTIONRESPONSE, entries));
    }

    /** What became of the only entry. */
    Done only() {
        return done.get(0);
    }
}
