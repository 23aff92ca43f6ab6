package org.interlaminar.ledger;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where each source's tokens are asked for, as its server said the first time. */
@Component
public class TokenEndpoints {
    private final JdbcClient jdbc;

    TokenEndpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the address told first, which is this one when there was none */
    public String firstTold(String source, String endpoint) {
        return jdbc.sql(
                        "insert into ledger.source as s (source, token_endpoint, token_endpoint_since) values (?, ?, now())"
                                + " on conflict (source) do update set"
                                + " token_endpoint = coalesce(s.token_endpoint, excluded.token_endpoint),"
                                + " token_endpoint_since = coalesce(s.token_endpoint_since, excluded.token_endpoint_since)"
                                + " returning token_endpoint")
                .params(source, endpoint)
                .query(String.class)
                .single();
    }

    /** The address told first, and when, by the store's clock. */
    public record Told(String endpoint, Instant since) {}

    public Optional<Told> told(String source) {
        return jdbc.sql("select token_endpoint, token_endpoint_since from ledger.source"
                        + " where source = ? and token_endpoint is not null")
                .param(source)
                .query((row, i) ->
                        new Told(row.getString(1), row.getTimestamp(2).toInstant()))
                .optional();
    }
}
