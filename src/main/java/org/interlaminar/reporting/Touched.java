package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.store.TextColumns;
import org.springframework.stereotype.Component;

/** Marks whose handed-out resources changed, on the transaction that changed them. */
@Component
class Touched {
    private final Clock clock;

    Touched(Clock clock) {
        this.clock = clock;
    }

    /** In the order of surrogates: two that mark the same people wait for each other and never in a circle. */
    void mark(Connection connection, List<PersonKey> records) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert =
                connection.prepareStatement("insert into cases.touched as t (person, at, present)"
                        + " select x.person, ?, exists (select from cases.person_case c where c.source = x.source"
                        + " and c.patient = x.patient) from xwalk.person x where"
                        + " (x.source, x.patient) in (select * from unnest(?::text[], ?::text[])) order by x.person"
                        + " on conflict (person) do update set at = greatest(excluded.at, t.at + interval '1 millisecond'),"
                        + " xact = pg_current_xact_id(), present = excluded.present")) {
            upsert.setTimestamp(1, Timestamp.from(clock.instant()));
            TextColumns.bind(upsert, 2, records, PersonKey::source, PersonKey::patient);
            upsert.executeUpdate();
        }
    }
}
