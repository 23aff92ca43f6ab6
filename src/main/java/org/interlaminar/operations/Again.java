package org.interlaminar.operations;

import java.util.Optional;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.intake.Holdings;
import org.interlaminar.ledger.CohortMembers;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.RunSummary;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What it costs to ask a source for everything again. */
@Component
class Again {
    /**
     * The cost.
     *
     * @param held what stands here of the source
     * @param last the last run in which everything of some type was asked for, or null
     * @param requests about how many requests that took or would take, or null where nobody can tell
     */
    record Cost(Holdings.Held held, RunSummary last, Long requests) {}

    private final EhrSettings settings;
    private final Holdings holdings;
    private final CohortMembers members;
    private final Ledger ledger;

    Again(EhrSettings settings, Holdings holdings, CohortMembers members, Ledger ledger) {
        this.settings = settings;
        this.holdings = holdings;
        this.members = members;
        this.ledger = ledger;
    }

    /** @param source one that is pulled */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Cost cost(String source) {
        Optional<RunSummary> last = ledger.lastWhole(source);
        return new Cost(holdings.of(source), last.orElse(null), requests(settings.source(source), source, last));
    }

    /** An export takes some requests and much of the server's time, which nobody can tell beforehand. */
    private Long requests(EhrSettings.Source settings, String source, Optional<RunSummary> last) {
        if (settings.searched().isEmpty()) {
            return null;
        }
        if (settings.cohort().isUsed()) {
            return members.size(source) * settings.searched().size();
        }
        return last.filter(run -> settings.exported().isEmpty())
                .map(run -> run.received() / settings.pageSize()
                        + settings.searched().size())
                .orElse(null);
    }
}
