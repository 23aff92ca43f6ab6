package org.interlaminar.publication;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.interlaminar.publication.export.Regime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What leaves the service.
 *
 * @param regime of everything read over HTTP: safe_harbor gives years, limited_data_set gives dates
 * @param threshold smallest number of people a figure may show
 * @param refresh how old figures may be before they are worked out again
 */
@Validated
@ConfigurationProperties("interlaminar.publication")
public record PublicationSettings(
        @DefaultValue("safe_harbor") Regime regime,
        @DefaultValue("11") @Min(11) int threshold,
        @DefaultValue("30s") Duration refresh) {
    public PublicationSettings {
        if (regime == Regime.IDENTIFIED) {
            throw new IllegalArgumentException(
                    "interlaminar.publication.regime: safe_harbor or limited_data_set; identified rows are written by"
                            + " the command export alone");
        }
    }
}
