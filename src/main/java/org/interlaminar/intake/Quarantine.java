package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.store.TextColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was set aside, by cause. */
@Component
public class Quarantine {
    /**
     * A cause with how many records share it.
     *
     * @param message what is wrong with the first of them, without content
     */
    public record CauseCount(String source, String cause, long records, String message) {}

    /** One record: where it stands in which part, for the person who has to look at the file. */
    public record Entry(
            String source,
            String cause,
            String message,
            String type,
            String id,
            Long run,
            String part,
            Long position) {}

    /** A version that could not land, and whose person is known. */
    public record Unlanded(SourceRef ref, String cause, String message) {}

    private final JdbcClient jdbc;

    Quarantine(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What of these records could not land and has not been outdated by a version that did. */
    public Map<PersonKey, List<Unlanded>> unlanded(Connection connection, Collection<PersonKey> records)
            throws SQLException {
        Map<PersonKey, List<Unlanded>> unlanded = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select q.source, q.patient, q.type, q.id, q.content, q.cause, q.message from landing.quarantine q"
                        + " join unnest(?::text[], ?::text[]) r(source, patient) using (source, patient)"
                        + " where q.stage = 'landing' and not exists (select from landing.version v where v.source = q.source"
                        + " and v.type = q.type and v.id = q.id and coalesce(v.last_updated, v.delivered) > q.delivered)")) {
            TextColumns.bind(query, 1, records, PersonKey::source, PersonKey::patient);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    SourceRef ref = new SourceRef(
                            rows.getString(3), rows.getString(4), HexFormat.of().formatHex(rows.getBytes(5)));
                    unlanded.computeIfAbsent(
                                    new PersonKey(rows.getString(1), rows.getString(2)), any -> new ArrayList<>())
                            .add(new Unlanded(ref, rows.getString(6), rows.getString(7)));
                }
            }
        }
        return unlanded;
    }

    public List<CauseCount> byCause() {
        return jdbc.sql(
                        "select source, cause, count(*), min(message) from landing.quarantine group by 1, 2 order by 3 desc")
                .query((row, i) -> new CauseCount(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))
                .list();
    }

    public List<Entry> entries(int limit) {
        return jdbc.sql("select q.source, q.cause, q.message, q.type, q.id, q.run, p.name, q.position"
                        + " from landing.quarantine q left join ledger.part p on p.run = q.run and p.part = q.part"
                        + " order by q.source, q.cause, q.run, q.part, q.position limit ?")
                .param(limit)
                .query((row, i) -> new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getString(7),
                        row.getLong(8)))
                .list();
    }
}
