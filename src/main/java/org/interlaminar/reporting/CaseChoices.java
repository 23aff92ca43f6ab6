package org.interlaminar.reporting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.cases.FollowUpWindow;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What the site has chosen about cases; the settings records of the deriving room validate it. */
@Component
public class CaseChoices {
    /** How one source writes what FHIR leaves open; not private, or the binder passes it over. */
    record Source(String zone, String odiScale) {
        boolean saysNothing() {
            return zone == null && odiScale == null;
        }
    }

    private final List<FollowUpWindow> windows;
    private final String fingerprint;

    CaseChoices(Environment environment) {
        Binder settings = Binder.get(environment);
        windows = settings.bind("interlaminar.derive.windows", Bindable.listOf(FollowUpWindow.class))
                .orElse(FollowUpWindow.DEFAULTS);
        boolean nonSurgical = settings.bind("interlaminar.derive.non-surgical-reintervention-is-failure", Boolean.class)
                .orElse(true);
        Map<String, Source> sources =
                new TreeMap<>(settings.bind("interlaminar.sources", Bindable.mapOf(String.class, Source.class))
                        .orElse(Map.of()));
        sources.values().removeIf(Source::saysNothing);
        fingerprint = fingerprint(windows + " " + nonSurgical + " " + sources);
    }

    /** Baseline first, not overlapping. */
    public List<FollowUpWindow> windows() {
        return windows;
    }

    /** Name of the window that holds the day, or unscheduled; null without a day. */
    static String window(List<FollowUpWindow> windows, Long day) {
        if (day == null) {
            return null;
        }
        return windows.stream()
                .filter(window -> window.holds(day))
                .map(FollowUpWindow::name)
                .findFirst()
                .orElse(FollowUpWindow.UNSCHEDULED);
    }

    /** Equal settings, equal fingerprint: windows, what counts as treatment failure, zones and scales of the sources. */
    String fingerprint() {
        return fingerprint;
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
