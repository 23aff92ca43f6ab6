package org.interlaminar.access;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Signed tokens that are good once, on whichever node and after whichever restart. */
@Component
class UsedTokenIds {
    private static final int USES_BETWEEN_SWEEPS = 256;

    /** Clocks of nodes differ: what one has swept, another must not take for good. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AtomicInteger uses = new AtomicInteger();

    UsedTokenIds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param expires from when the token is refused for its age @return whether this is its first use */
    boolean isFirstUse(String issuer, String id, Instant expires) {
        if (uses.getAndIncrement() % USES_BETWEEN_SWEEPS == 0) {
            jdbc.sql("delete from access.used_token_id where expires_at < ?")
                    .param(Timestamp.from(clock.instant().minus(CLOCKS_DIFFER)))
                    .update();
        }
        return jdbc.sql("insert into access.used_token_id (issuer, jti_hash, expires_at) values (?, ?, ?)"
                                + " on conflict do nothing")
                        .param(issuer)
                        .param(Sha256.of(id.getBytes(StandardCharsets.UTF_8)))
                        .param(Timestamp.from(expires))
                        .update()
                == 1;
    }
}
