package org.interlaminar.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class PushSettingsTest {
    private static final String A = "interlaminar.sources.a.push.jwt.";
    private static final String B = "interlaminar.sources.b.push.jwt.";

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(PushSettings.class)
    static class Settings {}

    @Test
    void sourcesThatSayNothingOfPushingSignNothing() {
        application
                .withPropertyValues("interlaminar.sources.a.base-url=https://a.example/fhir")
                .run(context ->
                        assertThat(context.getBean(PushSettings.class).signed()).isEmpty());
    }

    @Test
    void twoSourcesMayShareAnIssuer() {
        both().withPropertyValues(B + "subject=client-b")
                .run(context -> assertThat(context.getBean(PushSettings.class).signed())
                        .hasEntrySatisfying("a", jwt -> {
                            assertThat(jwt.algorithms()).containsExactly("RS384", "ES384");
                            assertThat(jwt.maxLife()).hasMinutes(5);
                            assertThat(jwt.reusable()).isFalse();
                            assertThat(jwt.subjectClaim()).isEqualTo("sub");
                        })
                        .containsKey("b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.push.jwt.issuer= | a.push.jwt.issuer must be the iss",
                "a.push.jwt.audience= | a.push.jwt.audience must be",
                "a.push.jwt.subject= | a.push.jwt.subject must be",
                "a.push.jwt.subject-claim= | a.push.jwt.subject-claim must be",
                "a.push.jwt.algorithms=none | a.push.jwt.algorithms must be of",
                "a.push.jwt.algorithms=RS384,HS256 | a.push.jwt.algorithms must be of",
                "a.push.jwt.algorithms=ES256K | a.push.jwt.algorithms must be of",
                "a.push.jwt.max-life=0s | a.push.jwt.max-life must be",
                "a.push.jwt.max-life=25h | a.push.jwt.max-life must be",
                "b.push.jwt.subject=client-a | .push.jwt.subject is the client of another source",
                "b.push.jwt.subject-claim=azp | .push.jwt.subject-claim must be the same",
                "c.push.jwt.issuer=https://c.example | c.push.jwt.audience must be",
                "A_.push.jwt.issuer=https://c.example | is no source id"
            })
    void whatCannotBeIsRefusedByItsKey(String setting, String sentence) {
        both().withPropertyValues(B + "subject=client-b")
                .withPropertyValues("interlaminar.sources." + setting)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(sentence));
    }

    @Test
    void withoutAFileOfKeysThereIsNoStart() {
        application
                .withPropertyValues(A + "issuer=i", A + "audience=u", A + "subject=s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage(A + "jwks must be a file with the public keys, a JWK set."));
    }

    private ApplicationContextRunner both() {
        ApplicationContextRunner both = application;
        for (String source : new String[] {A, B}) {
            both = both.withPropertyValues(
                    source + "issuer=https://login.example",
                    source + "audience=https://registry.example/inbox/fhir",
                    source + "jwks=/etc/interlaminar/keys.json");
        }
        return both.withPropertyValues(A + "subject=client-a");
    }
}
