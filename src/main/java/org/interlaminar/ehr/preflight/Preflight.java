package org.interlaminar.ehr.preflight;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.SourceCheck;
import org.interlaminar.ledger.EhrLoad;
import org.springframework.stereotype.Component;

/**
 * Examines a source before it is pulled (EHR D): what its server does, not only what it claims. It asks for little, lands
 * nothing, and tells nothing of any record.
 */
@Component
public class Preflight {
    private final EhrSettings settings;
    private final Ehrs ehrs;
    private final Material material;
    private final EhrLoad load;
    private final Clock clock;

    Preflight(EhrSettings settings, Ehrs ehrs, SourceCheck check, EhrLoad load, Clock clock) {
        this.settings = settings;
        this.ehrs = ehrs;
        this.material = new Material(check);
        this.load = load;
        this.clock = clock;
    }

    /** Ids of the sources that can be examined. */
    public List<String> sources() {
        return settings.pulled();
    }

    /** @throws IllegalArgumentException when the source is none of {@link #sources} */
    public Report examine(String source, Options options) {
        EhrSettings.Source ehr = settings.source(source);
        Check atHome = material.look(source, ehr.auth().method());
        if (atHome.outcome() == Outcome.BAD) {
            return Examiner.nobodyAsked(source, ehr.base(), clock.instant(), atHome);
        }
        try (Ehrs.Stranger stranger = ehrs.stranger(source)) {
            Questions questions = new Questions(stranger.ehr(), clock);
            return new Examiner(new Examined(source, settings.ehr(), stranger, questions, options), atHome).examine();
        } catch (IOException e) {
            throw new IllegalStateException("the connections to the server cannot be closed", e);
        } finally {
            load.write(source);
        }
    }
}
