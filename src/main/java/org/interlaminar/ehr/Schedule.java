package org.interlaminar.ehr;

import java.time.Duration;
import java.util.List;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Turns.Turn;
import org.springframework.stereotype.Component;

/** Which source this node pulls next, agreed with all others through the store. */
@Component
public class Schedule {
    /** A node that says nothing for so long is taken for dead; a pull that could not run at all is tried again after it. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final EhrSettings settings;
    private final Turns turns;
    private final Pulls pulls;

    public Schedule(EhrSettings settings, Turns turns, Pulls pulls) {
        this.settings = settings;
        this.turns = turns;
        this.pulls = pulls;
    }

    /** Sources whose time has come, in the order of the settings. */
    public List<String> due() {
        if (!settings.ehr().enabled()) {
            return List.of();
        }
        List<Turn> all = turns.of(pulls.sources());
        all.stream().filter(turn -> !turn.due() && turn.ended()).forEach(turn -> pulls.rests(turn.source()));
        return all.stream().filter(Turn::due).map(Turn::source).toList();
    }

    /** @throws NotDue when another node has taken it */
    public void take(String source) throws NotDue {
        if (!turns.take(source, soon())) {
            throw new NotDue(source);
        }
    }

    /** Tells the other nodes that the run is alive. */
    public void goesOn(String source, long run) {
        turns.push(source, run, soon());
    }

    /** From the end of a pull to the next. */
    public void ended(String source, long run) {
        turns.push(source, run, settings.ehr().poll());
    }

    public void told(PullResult result) {
        pulls.ended(result);
    }

    private Duration soon() {
        Duration poll = settings.ehr().poll();
        return SOON.compareTo(poll) < 0 ? SOON : poll;
    }

    /** Nothing stops the source: it could be asked. */
    public void goesWell(String source) {
        turns.goOn(source);
    }

    /** It is not pulled by itself until somebody has looked (EHR A9). */
    public void stop(String source, String why) {
        turns.stop(source, why);
    }
}
