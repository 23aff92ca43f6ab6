package org.interlaminar.ehr;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What this process knows of pulls: its own, and that another's has ended. */
@Component
public class Pulls {
    private final EhrSettings settings;
    private final Map<String, PullResult> last = new LinkedHashMap<>();
    private final Set<String> resting = new HashSet<>();

    public Pulls(EhrSettings settings) {
        this.settings = settings;
    }

    /** Ids of the sources that are pulled, in the order of the settings. */
    public List<String> sources() {
        return settings.pulled();
    }

    /** Whether something of the source comes by search. */
    public boolean isSearched(String source) {
        return !settings.source(source).searched().isEmpty();
    }

    /** Whether something of the source comes by bulk export. */
    public boolean isExported(String source) {
        return !settings.source(source).exported().isEmpty();
    }

    /** Whether every source's first pull has ended, complete or not, in this process or, not long ago, in another. */
    public synchronized boolean haveAllEndedOnce() {
        return sources().stream().allMatch(source -> last.containsKey(source) || resting.contains(source));
    }

    /** How the source's last pull in this process ended. */
    public synchronized Optional<PullResult> last(String source) {
        return Optional.ofNullable(last.get(source));
    }

    synchronized void ended(PullResult result) {
        last.put(result.source(), result);
    }

    /** Nobody pulls the source now, and it is not due. */
    synchronized void rests(String source) {
        resting.add(source);
    }
}
