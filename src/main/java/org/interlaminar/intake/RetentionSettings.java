package org.interlaminar.intake;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long bodies of people are kept whom nothing concerns us about.
 *
 * @param unanchoredDays days from the last delivery of a person without a stenosis or MILD candidate until the bodies of that
 *     person's records are given up; 0 means never
 */
@Validated
@ConfigurationProperties("interlaminar.retention")
public record RetentionSettings(@DefaultValue("30") @Min(0) int unanchoredDays) {

    /** Deliveries before this are old enough; empty when bodies are kept for ever. */
    Optional<Instant> before(Instant now) {
        return unanchoredDays == 0 ? Optional.empty() : Optional.of(now.minus(Duration.ofDays(unanchoredDays)));
    }
}
