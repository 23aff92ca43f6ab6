package org.interlaminar.ehr;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What this process has pulled and when it pulls again. */
@Component
public class Pulls {
    /** After a pull that could not run at all (store away, source busy) the next try comes soon. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final EhrSettings settings;
    private final Map<String, Instant> due = new HashMap<>();
    private final Map<String, PullResult> last = new LinkedHashMap<>();

    Pulls(EhrSettings settings) {
        this.settings = settings;
    }

    /** Ids of the sources that are pulled, in the order of the settings. */
    public List<String> sources() {
        return settings.pulled();
    }

    /** Whether every source's first pull has ended in this process, complete or not. */
    public synchronized boolean haveAllEndedOnce() {
        return last.keySet().containsAll(sources());
    }

    /** How the source's last pull in this process ended. */
    public synchronized Optional<PullResult> last(String source) {
        return Optional.ofNullable(last.get(source));
    }

    /** Takes the sources whose time has come; until they have ended they come again soon, not at once. */
    synchronized List<String> takeDue(Instant now) {
        List<String> taken = new ArrayList<>();
        for (String source : settings.ehr().enabled() ? sources() : List.<String>of()) {
            if (!now.isBefore(due.getOrDefault(source, now))) {
                due.put(source, now.plus(shorter(SOON, settings.ehr().poll())));
                taken.add(source);
            }
        }
        return taken;
    }

    synchronized void ended(PullResult result) {
        last.put(result.source(), result);
        due.put(result.source(), result.endedAt().plus(settings.ehr().poll()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
