package org.interlaminar.ehr;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.ehr.login.AuthSettings;
import org.interlaminar.ehr.login.Logins;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Our public keys, for EHRs that fetch them (EHR A7): of all sources, current and next ones, read from the key files at each
 * request, so that a new key is known without a restart. A key file that cannot be used is told by the source, not here.
 */
@RestController
class JwksEndpoint {
    static final String PATH = "/.well-known/jwks.json";

    private final EhrSettings settings;
    private final Logins logins;

    JwksEndpoint(EhrSettings settings, Logins logins) {
        this.settings = settings;
        this.logins = logins;
    }

    @GetMapping(path = PATH, produces = "application/json")
    ResponseEntity<String> keys() {
        List<JWK> open = new ArrayList<>();
        for (EhrSettings.Source source : settings.sources().values()) {
            if (source.auth().method() == AuthSettings.Method.SMART) {
                open.addAll(logins.openKeys(source.auth()));
            }
        }
        String body = new JWKSet(open.stream().distinct().toList()).toString(true);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(java.time.Duration.ofMinutes(5)))
                .body(body);
    }
}
