package org.interlaminar.ehr;

import java.util.Collection;
import java.util.List;
import org.interlaminar.ehr.EhrSettings.Changes;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Way;
import org.springframework.stereotype.Component;

/**
 * What follows when a server says that something of it has changed: it is asked, at its configured base, now and not at its next
 * turn. What the notification itself holds is not believed.
 */
@Component
public class Notified {
    private final EhrSettings settings;
    private final Ledger ledger;
    private final Turns turns;

    Notified(EhrSettings settings, Ledger ledger, Turns turns) {
        this.settings = settings;
        this.ledger = ledger;
        this.turns = turns;
    }

    /** Whether the source is pulled at all: of any other a notification tells nothing that could be asked for. */
    public boolean canFollow(String source) {
        return settings.pulled().contains(source);
    }

    /** @param types that are named; none when it is not known which */
    public void changed(String source, Collection<String> types) {
        List<String> searched = settings.source(source).searched();
        Collection<String> meant = types.isEmpty() ? searched : types;
        // Such a server can only be asked for all it has of a type.
        ledger.pullWhole(
                source,
                searched.stream()
                        .filter(meant::contains)
                        .filter(type -> settings.source(source).changes(type) != Changes.LAST_UPDATED)
                        .toList());
        turns.notified(Way.PULL, source);
    }
}
