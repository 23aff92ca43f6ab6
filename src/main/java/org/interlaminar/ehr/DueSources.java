package org.interlaminar.ehr;

import java.util.List;
import org.interlaminar.ledger.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sources of which something is to be done this way, and that may be asked now. */
public record DueSources(Way way, Schedule schedule, Ehrs ehrs) {
    private static final Logger LOG = LoggerFactory.getLogger(DueSources.class);

    /** In the order of the settings. */
    public List<String> list() {
        return schedule.due(way).stream().filter(this::mayBeAsked).toList();
    }

    /** One source with settings that cannot be used must not keep the others from being pulled. */
    private boolean mayBeAsked(String source) {
        try {
            return ehrs.ehr(source).courtesy().rests().isEmpty();
        } catch (IllegalArgumentException e) {
            LOG.error("source {} is stopped: {}", source, e.getMessage());
            schedule.stop(source, e.getMessage());
            return false;
        }
    }

    /**
     * Takes a source that is due.
     *
     * @throws NotDue when another node has taken it meanwhile
     */
    public String take(String source) throws NotDue {
        schedule.take(way, source);
        return source;
    }
}
