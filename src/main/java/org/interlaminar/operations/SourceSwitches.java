package org.interlaminar.operations;

import org.interlaminar.ledger.CohortMembers;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Way;
import org.interlaminar.operations.Standing.State;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What an operator can do about a source. All of it goes through the store: whichever node runs does what is wanted. */
@Component
class SourceSwitches {
    /**
     * What came of it.
     *
     * @param done whether anything was changed
     */
    record Answer(String source, boolean done, String words) {}

    private final Turns turns;
    private final Ledger ledger;
    private final CohortMembers members;

    SourceSwitches(Turns turns, Ledger ledger, CohortMembers members) {
        this.turns = turns;
        this.ledger = ledger;
        this.members = members;
    }

    /** Has it pulled as soon as a node looks. */
    @Transactional
    public Answer run(SourceCard card) {
        if (!card.isPulled()) {
            return notPulled(card);
        }
        if (card.isHeldBack()) {
            return no(card, card.id() + " is held back (" + card.standing().word() + "): nothing was changed.");
        }
        if (card.is(State.PULLING)) {
            return no(card, card.id() + " is being pulled already.");
        }
        if (card.search() == null && card.isExporting()) {
            return no(card, "The export of " + card.id() + " is under way: its server says when it is asked again.");
        }
        bringForward(card);
        return yes(card, card.id() + " " + soon(card) + ".");
    }

    @Transactional
    public Answer pause(SourceCard card) {
        if (!card.isPulled()) {
            return notPulled(card);
        }
        turns.pause(card.id());
        return yes(
                card,
                card.id() + " is paused." + (card.running() == null ? "" : " The run under way goes on to its end."));
    }

    /** Takes back a pause, and what had stopped it. */
    @Transactional
    public Answer resume(SourceCard card) {
        if (!card.mayResume() && !card.isHeldBack()) {
            return no(card, card.id() + " is neither paused nor stopped.");
        }
        turns.resume(card.id());
        return yes(card, card.id() + " goes on.");
    }

    /** Has everything asked for again, of every type and everybody; what does not come then is gone. */
    @Transactional
    public Answer askAgain(SourceCard card) {
        if (!card.isPulled()) {
            return notPulled(card);
        }
        ledger.pullWhole(card.id());
        members.readAllWhole(card.id());
        String when = " as soon as it is resumed.";
        if (card.is(State.PULLING)) {
            when = " after the pull under way.";
        } else if (!card.isHeldBack()) {
            bringForward(card);
            when = card.isExporting()
                    ? "; what comes by export with the export after the one under way."
                    : ", and " + card.id() + " " + soon(card) + ".";
        }
        return yes(card, "Everything of " + card.id() + " is asked for again" + when);
    }

    /** Somebody asked for it without saying so. */
    Answer notSure(SourceCard card) {
        return no(card, "Nothing was changed: the box was not ticked.");
    }

    /** A server that works on an export has said when it wants to be asked, and some lock out who asks sooner (EHR B3). */
    private void bringForward(SourceCard card) {
        if (card.search() != null) {
            turns.bringForward(Way.PULL, card.id());
        }
        if (card.export() != null && !card.isExporting()) {
            turns.bringForward(Way.BULK, card.id());
        }
    }

    private static String soon(SourceCard card) {
        return card.is(State.RESTING)
                ? "is pulled when its rest ends, at "
                        + StatusReport.minute(card.standing().until())
                : "is pulled within seconds by the service";
    }

    private static Answer notPulled(SourceCard card) {
        return no(card, card.id() + " is not pulled: interlaminar.sources." + card.id() + ".base-url is not set.");
    }

    private static Answer yes(SourceCard card, String words) {
        return new Answer(card.id(), true, words);
    }

    private static Answer no(SourceCard card, String words) {
        return new Answer(card.id(), false, words);
    }
}
