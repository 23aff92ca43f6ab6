package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.fixture.Bound;
import org.junit.jupiter.api.Test;

class PulledSourceTest {
    @Test
    void saysHowASourceIsPulledWithoutItsSecrets() {
        assertThat(line(Map.of(
                        "base-url", "https://fhir.hospital.example/r4/",
                        "auth.method", "smart",
                        "auth.client-id", "interlaminar",
                        "auth.key-file", "/etc/interlaminar/keys.json",
                        "courtesy.requests-per-minute", "60",
                        "courtesy.quiet-hours", "07:00-18:30",
                        "ssl-bundle", "hospital",
                        "group", "spine")))
                .isEqualTo("https://fhir.hospital.example/r4; login smart as interlaminar with"
                        + " /etc/interlaminar/keys.json; at most 4 requests at once, 60 a minute, any a day, none in"
                        + " 07:00-18:30; certificates of the bundle hospital; Group spine");
        assertThat(line(Map.of("base-url", "http://localhost:1/fhir")))
                .isEqualTo(
                        "http://localhost:1/fhir; login none; at most 4 requests at once, any a minute, any a day; no"
                                + " Group");
        assertThat(line(Map.of(
                        "base-url", "https://fhir.hospital.example/r4",
                        "auth.method", "basic",
                        "auth.user", "reader",
                        "auth.secret-variable", "PASSWORD")))
                .contains("; login basic as reader;");
    }

    private static String line(Map<String, String> source) {
        Map<String, String> settings = new TreeMap<>();
        source.forEach((key, value) -> settings.put("interlaminar.sources.a." + key, value));
        return PulledSource.inALine(Bound.settings(EhrSettings.class, settings).source("a"));
    }
}
