package org.interlaminar.ehr;

import java.time.Duration;
import java.util.List;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Turns.Turn;
import org.interlaminar.ledger.Way;
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

    /** Sources whose time has come, in the order of the settings. @param way PULL for search, or BULK */
    public List<String> due(Way way) {
        if (!settings.ehr().enabled()) {
            return List.of();
        }
        List<Turn> all = turns.of(way, settings.pulled(way));
        all.stream().filter(turn -> !turn.due() && turn.ended()).forEach(turn -> pulls.rests(turn.source()));
        return all.stream().filter(Turn::due).map(Turn::source).toList();
    }

    /** @throws NotDue when another node has taken it */
    public void take(Way way, String source) throws NotDue {
        if (!turns.take(way, source, soon())) {
            throw new NotDue(source);
        }
    }

    /** Tells the other nodes that the run is alive. */
    public void goesOn(Way way, String source, long run) {
        turns.push(way, source, run, soon());
    }

    /** From the end of a pull to the next. */
    public void ended(String source, long run) {
        turns.ended(Way.PULL, source, run, settings.ehr().poll());
    }

    /** Something is to be done about the source's export after this time. */
    public void exportGoesOnIn(String source, Duration time) {
        turns.putOff(Way.BULK, source, time);
    }

    public void told(PullResult result) {
        pulls.ended(result);
    }

    /** From the end of a pull to the next. */
    public Duration poll() {
        return settings.ehr().poll();
    }

    private Duration soon() {
        Duration poll = settings.ehr().poll();
        return SOON.compareTo(poll) < 0 ? SOON : poll;
    }

    /** Whether an operator or the source's own answers keep it from being asked. */
    public boolean isLeftAlone(String source) {
        return turns.of(Way.PULL, List.of(source)).stream().anyMatch(turn -> turn.paused() || turn.stopped() != null);
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
