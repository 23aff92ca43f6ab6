package org.interlaminar.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.stereotype.Component;

/** Tokens of programs. The store is asked for each request, so that one that is removed opens nothing from then on. */
@Component
public class Tokens implements Bearers {
    /**
     * A token as it may be shown, which is without itself.
     *
     * @param source null unless the role is {@code ehr}
     * @param expires null when it is good for any time
     */
    public record Token(String name, String role, String source, Instant created, Instant expires) {}

    /** A program that reads. */
    private record Reader(String name) implements AuthenticatedPrincipal {
        @Override
        public String getName() {
            return name;
        }
    }

    /** What a program can be given: nothing that a person has to answer for. */
    private static final Set<Role> ROLES = Set.of(Role.ANALYST, Role.AGGREGATE_READER, Role.EHR);

    /** Scanners for secrets in files and commits look for such a beginning. */
    private static final String BEGINNING = "ilm_";

    private static final Pattern FORM = Pattern.compile(BEGINNING + "[A-Za-z0-9_-]{43}");

    private final JdbcClient jdbc;
    private final Clock clock;

    Tokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether a token may have this role. */
    public static boolean isFor(Role role) {
        return ROLES.contains(role);
    }

    /**
     * Makes a token.
     *
     * @param source id of the source whose data it pushes; null for every role but {@link Role#EHR}
     * @param life how long it is good; null for any time
     * @return the token, which is stored nowhere
     * @throws IllegalArgumentException when the name is taken or cannot be one, or the source does not go with the role
     */
    public String add(String name, Role role, String source, Duration life) {
        Access.check("A token", name, role, source);
        if (!isFor(role)) {
            throw new IllegalArgumentException("A token cannot be for the role " + role.word() + ".");
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant now = clock.instant();
        int made = jdbc.sql("insert into access.token (name, hash, role, source, created_at, expires_at)"
                        + " select ?, ?, ?, ?, ?, ? where not exists (select from access.account where name = ?)"
                        + " on conflict (name) do nothing")
                .param(name)
                .param(hash(token))
                .param(role.word())
                .param(source)
                .param(Timestamp.from(now))
                .param(life == null ? null : Timestamp.from(now.plus(life)))
                .param(name)
                .update();
        if (made != 1) {
            throw new IllegalArgumentException("There is a token or an account named " + name + " already.");
        }
        return token;
    }

    /** By name. */
    public List<Token> all() {
        return jdbc.sql("select name, role, source, created_at, expires_at from access.token order by name")
                .query((row, i) -> new Token(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getTimestamp(5) == null ? null : row.getTimestamp(5).toInstant()))
                .list();
    }

    /** @throws IllegalArgumentException when there is no such token */
    public void remove(String name) {
        if (jdbc.sql("delete from access.token where name = ?").param(name).update() != 1) {
            throw new IllegalArgumentException("There is no token named " + name + ".");
        }
    }

    @Override
    public Optional<Bearer> of(String credential) {
        if (!FORM.matcher(credential).matches()) {
            return Optional.empty();
        }
        return jdbc.sql("select name, role, source from access.token where hash = ?"
                        + " and (expires_at is null or expires_at > ?)")
                .param(hash(credential))
                .param(Timestamp.from(clock.instant()))
                .query((row, i) ->
                        bearer(row.getString(1), Role.of(row.getString(2)).orElseThrow(), row.getString(3)))
                .optional();
    }

    private static Bearer bearer(String name, Role role, String source) {
        return new Bearer(source == null ? new Reader(name) : new Pusher(source, name), role);
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.US_ASCII));
    }
}
