package org.interlaminar.ehr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EhrSettingsTest {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(EhrSettings.class)
    static class Settings {}

    @Test
    void pullsOnlySourcesWithABaseUrl() {
        application
                .withPropertyValues(
                        "interlaminar.sources.b.base-url=https://b.example/fhir/",
                        "interlaminar.sources.b.auth.method=none",
                        "interlaminar.sources.a.base-url=https://a.example/fhir",
                        "interlaminar.sources.a.auth.method=none",
                        "interlaminar.sources.files.zone=UTC",
                        "interlaminar.sources.later.page-size=10")
                .run(context -> {
                    EhrSettings settings = context.getBean(EhrSettings.class);
                    assertThat(settings.pulled()).containsExactlyInAnyOrder("a", "b");
                    assertThat(settings.source("b").base()).isEqualTo("https://b.example/fhir");
                    assertThat(settings.source("a").types()).hasSize(8).startsWith("Patient");
                    assertThat(settings.ehr().poll()).isEqualTo(Duration.ofMinutes(15));
                });
    }

    @ParameterizedTest
    @CsvSource({"03:00, 03:00", "780, 13:00", "23:59:30, 23:59:30"})
    void takesATimeOfDayAlsoAsYamlTakesIt(String written, LocalTime meant) {
        application.withPropertyValues("interlaminar.reconcile.at=" + written).run(context -> assertThat(
                        context.getBean(EhrSettings.class).reconcile().time())
                .contains(meant));
    }

    @Test
    void knowsWhatAServerCannotDo() {
        application
                .withPropertyValues(
                        "interlaminar.sources.a.base-url=https://a.example/fhir",
                        "interlaminar.sources.a.auth.method=none",
                        "interlaminar.sources.a.last-updated=no",
                        "interlaminar.sources.a.history=true",
                        "interlaminar.sources.b.base-url=https://b.example/fhir",
                        "interlaminar.sources.b.auth.method=none",
                        "interlaminar.reconcile.at=")
                .run(context -> {
                    EhrSettings settings = context.getBean(EhrSettings.class);
                    assertThat(settings.source("a").lastUpdated()).isFalse();
                    assertThat(settings.source("a").history()).isTrue();
                    assertThat(settings.source("b").lastUpdated()).isTrue();
                    assertThat(settings.source("b").history()).isFalse();
                    assertThat(settings.source("b").resync()).isEqualTo(Duration.ofDays(7));
                    assertThat(settings.reconcile().time()).isEmpty();
                });
    }

    @Test
    void startsWithoutAnySource() {
        application.run(context ->
                assertThat(context.getBean(EhrSettings.class).pulled()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "interlaminar.sources.a.base-url,           ftp://a.example/fhir",
        "interlaminar.sources.a.base-url,           https://user:secret@a.example/fhir",
        "interlaminar.sources.a.base-url,           https:///fhir",
        "interlaminar.sources.a.base-url,           https://a.example/fhir?x=1",
        "interlaminar.sources.a.page-size,          0",
        "interlaminar.sources.a.page-size,          1001",
        "interlaminar.sources.a.types,              'Patient,Patient'",
        "interlaminar.sources.a.types,              patient",
        "interlaminar.sources.a.overlap,            -1s",
        "interlaminar.sources.a.connect-timeout,    0s",
        "interlaminar.sources.a.read-timeout,       0s",
        "interlaminar.sources.a.attempts,           0",
        "interlaminar.sources.a.resync,             -1s",
        "interlaminar.reconcile.at,                 25:00",
        "interlaminar.reconcile.at,                 9999",
        "interlaminar.reconcile.at,                 at night",
        "interlaminar.ehr.poll,                     0s",
        "interlaminar.ehr.max-page,                 2GB",
        "interlaminar.ehr.shortest-pause,           0s",
        "interlaminar.ehr.longest-pause,            1ms"
    })
    void refusesNonsenseAndNamesTheKey(String key, String value) {
        application
                .withPropertyValues(
                        "interlaminar.sources.a.base-url=https://a.example/fhir",
                        "interlaminar.sources.a.auth.method=none",
                        key + "=" + value)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith(key + " ")
                        .hasMessageNotContaining("secret"));
    }
}
