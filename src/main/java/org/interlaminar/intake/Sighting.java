package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.interlaminar.intake.ScreenedChunk.Candidate;
import org.interlaminar.reading.Screened;
import org.interlaminar.reading.Screened.State;

/**
 * What a source tells by showing a resource at all, new or not, when it is asked: that the resource is there, and how old the
 * source itself is.
 */
final class Sighting {
    private static final String COME = "unnest(?::text[], ?::text[], ?::bytea[], ?::bigint[], ?::timestamptz[])"
            + " c(type, id, content, version_number, last_updated)";

    // A replica that lags behind shows older versions too, for some minutes.
    private static final String LAG = "interval '10 min'";

    private final Connection connection;
    private final Delivery delivery;
    private final Lineage lineage;

    Sighting(Connection connection, Delivery delivery, Lineage lineage) {
        this.connection = connection;
        this.delivery = delivery;
        this.lineage = lineage;
    }

    /** @return keys that are shown in an older version than the source itself had shown before */
    long of(ScreenedChunk chunk) throws SQLException {
        List<Candidate> shown = chunk.candidates.stream()
                .filter(candidate -> candidate.screened().state() != State.DELETED)
                .toList();
        if (shown.isEmpty()) {
            return 0;
        }
        takeOffTheList(shown);
        revive(shown);
        return older(shown);
    }

    /** What waits to be confirmed as gone and is shown again no longer waits. */
    private void takeOffTheList(List<Candidate> shown) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from landing.gone g using " + COME
                + " where g.type = c.type and g.id = c.id and g.run in (select d.run from ledger.deletion d"
                + " where d.source = ? and d.type = g.type and d.state = 'waiting' and d.clock <= ?)")) {
            bind(delete, shown);
            delete.setString(6, delivery.source());
            delete.setTimestamp(7, Timestamp.from(delivery.clock()));
            delete.executeUpdate();
        }
    }

    /** A bare tombstone outdates every version from before it, so one that the source has outdated itself must not stay. */
    private void revive(List<Candidate> shown) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("with revived as (delete from landing.version v using "
                        + COME + " where v.source = ? and v.type = c.type and v.id = c.id and v.kind = 'tombstone'"
                        + " and v.last_updated is null and v.version_number is null and v.delivered < ? and v.epoch <= ?"
                        + " returning v.type, v.id)"
                        + " insert into landing.dirty (source, patient, run) select distinct v.source, v.patient, ?::bigint"
                        + " from revived r join landing.version v on v.source = ? and v.type = r.type and v.id = r.id"
                        + " where v.patient is not null")) {
            bind(delete, shown);
            delete.setString(6, delivery.source());
            delete.setTimestamp(7, Timestamp.from(delivery.clock()));
            delete.setInt(8, lineage.epoch());
            delete.setLong(9, lineage.run());
            delete.setString(10, delivery.source());
            delete.executeUpdate();
        }
    }

    private long older(List<Candidate> shown) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select count(distinct (c.type, c.id)) from " + COME
                + " join " + CurrentVersion.of("?", "c.type", "c.id")
                + " had on had.epoch = ? and had.kind <> 'tombstone' and had.content <> c.content"
                + " and (c.last_updated < had.last_updated or c.version_number < had.version_number)"
                + " and coalesce(had.last_updated, had.delivered) < ?::timestamptz - " + LAG
                + " join ledger.run r on r.run = had.run and r.way in ('pull', 'bulk', 'backfill')")) {
            bind(query, shown);
            query.setString(6, delivery.source());
            query.setInt(7, lineage.epoch());
            query.setTimestamp(8, Timestamp.from(delivery.clock()));
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getLong(1);
            }
        }
    }

    private void bind(PreparedStatement statement, List<Candidate> shown) throws SQLException {
        List<Screened> screened = shown.stream().map(Candidate::screened).toList();
        array(statement, 1, "text", screened.stream().map(Screened::type).toArray());
        array(statement, 2, "text", screened.stream().map(Screened::id).toArray());
        array(statement, 3, "bytea", shown.stream().map(Candidate::content).toArray(byte[][]::new));
        array(
                statement,
                4,
                "bigint",
                screened.stream().map(Screened::versionNumber).toArray());
        array(
                statement,
                5,
                "timestamptz",
                screened.stream()
                        .map(one -> one.lastUpdated() == null ? null : Timestamp.from(one.lastUpdated()))
                        .toArray());
    }

    private void array(PreparedStatement statement, int at, String type, Object[] values) throws SQLException {
        statement.setArray(at, connection.createArrayOf(type, values));
    }
}
