package org.interlaminar.publication;

import org.interlaminar.publication.export.Regime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What leaves the service.
 *
 * @param regime of everything read over HTTP: safe-harbor gives years, limited-data-set gives dates
 */
@Validated
@ConfigurationProperties("interlaminar.publication")
public record PublicationSettings(@DefaultValue("safe_harbor") Regime regime) {
    public PublicationSettings {
        if (regime == Regime.IDENTIFIED) {
            throw new IllegalArgumentException(
                    "interlaminar.publication.regime: safe_harbor or limited_data_set; identified rows are written by"
                            + " the command export alone");
        }
    }
}
