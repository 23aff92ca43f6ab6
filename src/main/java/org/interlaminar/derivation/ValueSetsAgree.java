package org.interlaminar.derivation;

import java.sql.SQLException;
import org.interlaminar.ledger.TerminologyInForce;
import org.interlaminar.ledger.TerminologyInForce.Terms;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Refuses to serve beside nodes with other value sets: what one derives the other would derive back. */
@Component
@Profile("!command")
class ValueSetsAgree implements ApplicationListener<ApplicationStartedEvent> {
    private final TerminologyInForce inForce;
    private final Terms ours;

    ValueSetsAgree(TerminologyInForce inForce, FhirProfiles profiles) {
        this.inForce = inForce;
        this.ours =
                new Terms(profiles.screenGeneration(), profiles.terminology().fingerprint());
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent started) {
        try {
            inForce.require(ours);
        } catch (SQLException e) {
            throw new IllegalStateException("The store does not say which value sets it goes by.", e);
        }
    }
}
