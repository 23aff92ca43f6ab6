package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What is gone: keys of a type that are alive here and that a complete resync did not show. A few are taken for deleted; many
 * wait for a person, because a server that suddenly answers far fewer rows is more often ill than tidy.
 */
final class SetDifference {
    /** Share of the living keys of a type that may vanish unasked. */
    private static final double UNASKED = 0.05;

    private static final String OF_PEOPLE_READ = " and c.patient = any(?)";

    private static final String OF_PEOPLE_SHOWN = " and c.patient in (select p.id from landing.seen s"
            + " join landing.version p on p.key_hash = s.key_hash and p.source = c.source and p.type = 'Patient'"
            + " where s.run = ?)";

    private static final String ALIVE =
            " from (select c.type, c.id, c.key_hash, coalesce(c.last_updated, c.delivered) <= ?"
                    + " and not exists (select from landing.seen s where s.run = ? and s.key_hash = c.key_hash) as gone"
                    + " from landing.current c where c.source = ? and c.type = ? and c.kind in ('whole', 'shrunk')";

    private final Connection connection;
    private final Delivery delivery;
    private final Lineage lineage;
    private final Collection<String> people;

    /** @param delivery of the type; its clock is when the server began to show all it has */
    SetDifference(Connection connection, Delivery delivery, Lineage lineage) {
        this(connection, delivery, lineage, null);
    }

    /** @param people who have been read whole, shown or not; null where that is told by who is shown */
    SetDifference(Connection connection, Delivery delivery, Lineage lineage, Collection<String> people) {
        this.people = people;
        this.connection = connection;
        this.delivery = delivery;
        this.lineage = lineage;
    }

    /** Remembers what a page of a complete resync has shown, in the page's transaction. */
    static void seen(Connection connection, long run, long[] keys) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into landing.seen (run, key_hash) select ?, unnest(?::bigint[])")) {
            insert.setLong(1, run);
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", LongStream.of(keys).boxed().toArray()));
            insert.executeUpdate();
        }
    }

    /**
     * Takes over what an earlier run of the same export has shown, landed for the first time or not.
     *
     * @param run that goes on with it
     */
    static void adopt(Connection connection, String source, long earlier, long run) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into landing.seen (run, key_hash) select ?, key_hash from"
                        + " (select key_hash from landing.seen where run = ? union"
                        + " select key_hash from landing.version where source = ? and run = ?) shown")) {
            insert.setLong(1, run);
            insert.setLong(2, earlier);
            insert.setString(3, source);
            insert.setLong(4, earlier);
            insert.executeUpdate();
        }
    }

    /** Forgets what the resyncs up to this run of the source have shown and missed, but for what waits for a person. */
    static void forget(Landing landing, String source, long run) throws SQLException {
        // A run that goes on with an export needs what the one before it has shown.
        String past = " where run in (select run from ledger.run where source = ? and run <= ?)"
                + " and run not in (select j.run from ledger.bulk_job j where j.run is not null and j.state = 'ready')";
        try (Connection connection = landing.connect()) {
            for (String sql : List.of(
                    "delete from landing.seen" + past,
                    "delete from landing.gone g" + past + " and not exists (select from ledger.deletion d"
                            + " where d.run = g.run and d.type = g.type and d.state = 'waiting')")) {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    delete.setString(1, source);
                    delete.setLong(2, run);
                    delete.executeUpdate();
                }
            }
        }
    }

    /**
     * Lists what is gone in landing.gone.
     *
     * @return whether that may be believed unasked; if not, it waits in ledger.deletion
     */
    boolean listed(String type) throws SQLException {
        dismissEarlier(type);
        Share share = share(type);
        if (share.missing() > 0) {
            list(type);
        }
        if (!share.isBelieved()) {
            ask(type, share);
        }
        return share.isBelieved();
    }

    /** Ids of what is gone, where that may be believed unasked. */
    List<String> unshown(String type) throws SQLException {
        Share share = share(type);
        List<String> ids = new ArrayList<>();
        if (share.missing() > 0 && share.isBelieved()) {
            try (PreparedStatement query =
                    connection.prepareStatement("select id" + alive() + " where gone order by id")) {
                bind(query, 1, type);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        ids.add(rows.getString(1));
                    }
                }
            }
        }
        return ids;
    }

    /** How many keys of a type are not shown any more, of how many. */
    private record Share(long missing, long held) {
        boolean isBelieved() {
            return missing <= UNASKED * held;
        }
    }

    private Share share(String type) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select count(*) filter (where gone), count(*)" + alive())) {
            bind(query, 1, type);
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return new Share(answer.getLong(1), answer.getLong(2));
            }
        }
    }

    /** What an earlier resync missed and nobody has answered is answered by this one. */
    private void dismissEarlier(String type) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "with moot as (update ledger.deletion set state = 'dismissed', decided_at = ? where source = ? and type = ?"
                        + " and state = 'waiting' returning run, type)"
                        + " delete from landing.gone g using moot m where g.run = m.run and g.type = m.type")) {
            update.setTimestamp(1, Timestamp.from(delivery.clock()));
            update.setString(2, delivery.source());
            update.setString(3, type);
            update.executeUpdate();
        }
    }

    private void list(String type) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.gone (run, type, id, key_hash) select ?, type, id, key_hash" + alive()
                        + " where gone")) {
            insert.setLong(1, lineage.run());
            bind(insert, 2, type);
            insert.executeUpdate();
        }
    }

    private void ask(String type, Share share) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ledger.deletion (run, source, type, clock, epoch, missing, held, state)"
                        + " values (?, ?, ?, ?, ?, ?, ?, 'waiting')")) {
            insert.setLong(1, lineage.run());
            insert.setString(2, delivery.source());
            insert.setString(3, type);
            insert.setTimestamp(4, Timestamp.from(delivery.clock()));
            insert.setInt(5, lineage.epoch());
            insert.setLong(6, share.missing());
            insert.setLong(7, share.held());
            insert.executeUpdate();
        }
    }

    private String alive() {
        String ofSome = people == null ? OF_PEOPLE_SHOWN : OF_PEOPLE_READ;
        return ALIVE + (isOfSome() ? ofSome : "") + ") alive";
    }

    private boolean isOfSome() {
        return delivery.scope() == Delivery.Scope.EVERYTHING_OF_SOME;
    }

    private void bind(PreparedStatement statement, int from, String type) throws SQLException {
        statement.setTimestamp(from, Timestamp.from(delivery.clock()));
        statement.setLong(from + 1, lineage.run());
        statement.setString(from + 2, delivery.source());
        statement.setString(from + 3, type);
        if (isOfSome()) {
            if (people == null) {
                statement.setLong(from + 4, lineage.run());
            } else {
                statement.setArray(from + 4, connection.createArrayOf("text", people.toArray()));
            }
        }
    }
}
