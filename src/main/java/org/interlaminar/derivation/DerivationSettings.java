package org.interlaminar.derivation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.interlaminar.cases.CaseSettings;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.recognition.OdiScale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How landed versions become cases.
 *
 * @param derive the step's size and the study's choices
 * @param sources what is known of a source's data, by source id
 */
@Validated
@ConfigurationProperties("interlaminar")
public record DerivationSettings(@Valid @DefaultValue Derive derive, @DefaultValue Map<String, Source> sources) {

    /**
     * The derive step.
     *
     * @param poll from the end of one look for dirty people to the next, as a number with s or m
     * @param people people in one transaction
     * @param workers transactions at the same time
     * @param nonSurgicalReinterventionIsFailure whether a lumbar epidural injection, ablation or stimulation after the index
     *     counts as treatment failure, as in the trials
     * @param timeLimit longest work on one person; a person who takes longer is set aside after three tries
     * @param maxVersions a person with more current versions is set aside
     * @param maxBytes a person with more bytes of current versions, as received, is set aside
     * @param windows follow-up windows instead of the standard ones, baseline first, in days from the index
     */
    public record Derive(
            @DefaultValue("5s") Duration poll,
            @DefaultValue("200") @Min(1) @Max(5000) int people,
            @DefaultValue("2") @Min(1) @Max(32) int workers,
            @DefaultValue("true") boolean nonSurgicalReinterventionIsFailure,
            @DefaultValue("30s") Duration timeLimit,
            @DefaultValue("50000") @Min(1) long maxVersions,
            @DefaultValue("64MB") DataSize maxBytes,
            @DefaultValue List<FollowUpWindow> windows) {}

    /**
     * How one source writes what FHIR leaves open.
     *
     * @param zone local time zone of instants that end in Z; UTC when not given, and the settings check warns
     * @param odiScale scale of an Oswestry score that does not say its own: percent, raw or unknown
     */
    public record Source(ZoneId zone, @DefaultValue("unknown") OdiScale odiScale) {
        static final Source UNKNOWN = new Source(null, OdiScale.UNKNOWN);

        public boolean zoneIsAssumed() {
            return zone == null;
        }

        ZoneId zoneOrUtc() {
            return zone == null ? ZoneOffset.UTC : zone;
        }
    }

    public DerivationSettings {
        List<FollowUpWindow> windows = derive.windows();
        if (!windows.isEmpty() && !windows.get(0).isBaseline()) {
            throw new IllegalArgumentException("interlaminar.derive.windows: the first window must be named baseline");
        }
        for (int i = 0; i < windows.size(); i++) {
            FollowUpWindow window = windows.get(i);
            if (window.from() > window.to()
                    || i > 0 && window.from() <= windows.get(i - 1).to()) {
                throw new IllegalArgumentException("interlaminar.derive.windows[" + i + "] (" + window.name()
                        + ") must begin after the window before it and not end before it begins");
            }
        }
    }

    Source source(String id) {
        return sources.getOrDefault(id, Source.UNKNOWN);
    }

    /** By what a source's cases are assembled. */
    public CaseSettings caseSettings(String source) {
        return new CaseSettings(
                derive.windows().isEmpty() ? FollowUpWindow.DEFAULTS : derive.windows(),
                derive.nonSurgicalReinterventionIsFailure(),
                source(source).odiScale());
    }
}
