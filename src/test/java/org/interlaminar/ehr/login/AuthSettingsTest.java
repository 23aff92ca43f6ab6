package org.interlaminar.ehr.login;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.fixture.Bound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins that are told completely, and those that are not (EHR A8). */
class AuthSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "method=none",
                "method=none token-origins=https://files.example.org",
                "method=smart client-id=us key-file=/keys",
                "method=smart client-id=us key-variable=KEYS algorithm=ES384 token-url=https://login.example/token",
                "method=client-secret client-id=us secret-file=/secret",
                "method=client_secret client-id=us secret-variable=SECRET",
                "method=basic user=us secret-file=/secret",
                "method=token secret-file=/secret token-origins=https://files.example.org"
            })
    void takesWhatIsComplete(String settings) {
        assertThatCode(() -> bound(settings).check("auth")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            client-id=us                                | auth.method must say how to log in: smart, client-secret, basic, token or none.
            secret-variable=SECRET                      | auth.method must say how to log in: smart, client-secret, basic, token or none.
            token-url=https://login.example/token       | auth.method must say how to log in: smart, client-secret, basic, token or none.
            method=smart key-file=/keys                 | auth.client-id must be the one the EHR gave.
            method=smart client-id=us                   | auth.key-file must name a file with a private key; 'keys create' makes one.
            method=client-secret secret-file=/secret    | auth.client-id must be the one the EHR gave.
            method=client-secret client-id=us           | auth.secret-file must name a file with the client secret.
            method=basic secret-file=/secret            | auth.user must be a name without a colon.
            method=basic secret-file=/secret user=a:b   | auth.user must be a name without a colon.
            method=basic user=us                        | auth.secret-file must name a file with the password.
            method=token                                | auth.secret-file must name a file with the token.
            method=none secret-file=/secret             | auth.method is none, but there is a secret.
            method=none key-variable=KEYS               | auth.method is none, but there is a secret.
            method=none algorithm=RS256                 | auth.algorithm must be RS384 or ES384.
            method=none token-url=login.example         | auth.token-url must be an https or http address.
            method=none token-url=ftp://login.example   | auth.token-url must be an https or http address.
            method=none token-url=https://u:p@login.example | auth.token-url must be an https or http address.
            method=none token-origins=files.example.org | auth.token-origins must be addresses, as in https://files.example.org.
            """)
    void refusesWhatIsNotAndNamesTheKey(String settings, String sentence) {
        assertThatThrownBy(() -> bound(settings).check("auth"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private static AuthSettings bound(String settings) {
        Map<String, Object> values = new TreeMap<>();
        for (String setting : settings.isEmpty() ? new String[0] : settings.split(" ")) {
            String[] both = setting.split("=", 2);
            values.put("interlaminar." + both[0], both[1]);
        }
        return Bound.settings(AuthSettings.class, values);
    }
}
