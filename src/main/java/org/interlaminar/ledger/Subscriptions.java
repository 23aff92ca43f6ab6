package org.interlaminar.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Up to which event each subscription has been heard. */
@Component
public class Subscriptions {
    private final JdbcClient jdbc;

    Subscriptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes that a subscription was heard of.
     *
     * @param events number of its last event, as the server counts; a number below the last one begins anew
     * @param told events that this notification tells
     * @return whether there is an event that has not been heard of before, told here or missed
     */
    public boolean heard(String source, String subscription, long events, long told) {
        return jdbc.sql("with before as (select events from ledger.subscription where source = ? and subscription = ?),"
                        + " heard as (insert into ledger.subscription as s (source, subscription, events, heard_at)"
                        + " values (?, ?, ?, now()) on conflict (source, subscription) do update set"
                        + " events = excluded.events, heard_at = excluded.heard_at, missed = s.missed"
                        + " + greatest(0, excluded.events - s.events - ?))"
                        + " select ? <> coalesce((select events from before), 0)")
                .params(source, subscription, source, subscription, events, told, events)
                .query(Boolean.class)
                .single();
    }
}
