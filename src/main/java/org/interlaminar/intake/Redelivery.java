package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.interlaminar.intake.ScreenedChunk.Candidate;
import org.interlaminar.reading.Screened;

/**
 * Versions that have landed and come again. They are stored once; what can change is the clock they are ordered by, in a way
 * that does not depend on the order of deliveries: for a version that says nothing of its own age the latest time at which the
 * source itself told it, for every other the earliest. A later life of the source counts before both.
 */
final class Redelivery {
    private static final String AGELESS = "(version.last_updated is null and version.version_number is null)";
    private static final String LATER = AGELESS + " and excluded.observed and (not version.observed"
            + " or excluded.delivered > version.delivered)";
    private static final String EARLIER = "excluded.delivered < version.delivered and not (" + AGELESS
            + " and (version.observed or excluded.observed))";

    /** Whether the clock changes; version is what has landed, excluded what comes. */
    static final String MATTERS =
            "(excluded.epoch > version.epoch or excluded.epoch = version.epoch and (" + LATER + " or " + EARLIER + "))";

    static final String SET =
            "delivered = case when " + MATTERS + " then excluded.delivered else version.delivered end,"
                    + " observed = excluded.epoch >= version.epoch and excluded.observed"
                    + " or excluded.epoch <= version.epoch and version.observed, epoch = greatest(version.epoch, excluded.epoch)";

    // Without OFFSET the planner may read the whole landing table for a few hundred versions.
    private static final String COME = "unnest(?::text[], ?::text[], ?::bytea[], ?::boolean[], ?::boolean[])"
            + " with ordinality c(type, id, content, whole, anchor, n) join lateral (select * from landing.version v"
            + " where v.source = ? and v.type = c.type and v.id = c.id and v.content = c.content offset 0) version on true"
            + " cross join (select ?::timestamptz as delivered, ?::boolean as observed, ?::int as epoch) excluded";

    private final Connection connection;
    private final Delivery delivery;
    private final Lineage lineage;

    Redelivery(Connection connection, Delivery delivery, Lineage lineage) {
        this.connection = connection;
        this.delivery = delivery;
        this.lineage = lineage;
    }

    /**
     * Finds those whose version stands in the store and has nothing to gain from being landed again; where the clock
     * matters, it is set.
     *
     * @return the places of those found
     */
    BitSet alreadyLanded(List<Candidate> candidates) throws SQLException {
        BitSet known = new BitSet();
        if (candidates.isEmpty()) {
            return known;
        }
        boolean matters = false;
        // Bodies that were given up are wanted back when somebody has asked for them, or when other value sets see a
        // candidate in them; a key becomes whole when the screen has grown.
        try (PreparedStatement query = connection.prepareStatement(
                "select c.n, " + MATTERS + " from " + COME
                        + " where not (version.body is null and c.whole and (version.kind <> 'shrunk' or c.anchor and not version.anchor"
                        + " or exists"
                        + " (select from landing.backfill b where b.source = version.source and b.patient = version.patient)))")) {
            bind(query, candidates);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    known.set(found.getInt(1) - 1);
                    matters |= found.getBoolean(2);
                }
            }
        }
        if (matters) {
            setClocks(candidates);
        }
        return known;
    }

    // Locks are taken in the order in which the arrays come, and every merge takes them by key.
    private static final Comparator<Candidate> BY_KEY = Comparator.comparing(
                    (Candidate candidate) -> candidate.screened().type())
            .thenComparing(candidate -> candidate.screened().id())
            .thenComparing(Candidate::content, Arrays::compareUnsigned);

    /** Only where another version of the key exists can the clock change which one counts. */
    private void setClocks(List<Candidate> candidates) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("with come as (select version.source, version.type,"
                + " version.id, version.content, excluded.delivered, excluded.observed, excluded.epoch from " + COME
                + " where " + MATTERS + " for update of version),"
                + " told as (update landing.version version set " + SET + " from come excluded"
                + " where version.source = excluded.source and version.type = excluded.type"
                + " and version.id = excluded.id and version.content = excluded.content"
                + " returning version.source, version.type, version.id, version.content)"
                + " insert into landing.dirty (source, patient, run) select distinct p.source, p.patient, ?::bigint"
                + " from told t join lateral (select v.source, v.patient from landing.version v"
                + " where v.source = t.source and v.type = t.type and v.id = t.id"
                // Links come and go with the version that counts, so whom the others name is another person now.
                + " union select l.source, l.linked from landing.patient_link l"
                + " where t.type = 'Patient' and l.source = t.source and l.patient = t.id) p on p.patient is not null"
                + " where exists (select from landing.version o where o.source = t.source"
                + " and o.type = t.type and o.id = t.id and o.content <> t.content)")) {
            bind(update, candidates.stream().sorted(BY_KEY).toList());
            update.setLong(10, lineage.run());
            update.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, List<Candidate> candidates) throws SQLException {
        List<Screened> screened = candidates.stream().map(Candidate::screened).toList();
        array(statement, 1, "text", screened.stream().map(Screened::type).toArray());
        array(statement, 2, "text", screened.stream().map(Screened::id).toArray());
        array(statement, 3, "bytea", candidates.stream().map(Candidate::content).toArray(byte[][]::new));
        array(
                statement,
                4,
                "boolean",
                candidates.stream().map(Candidate::isWhole).toArray());
        array(
                statement,
                5,
                "boolean",
                candidates.stream().map(one -> one.screened().anchor()).toArray());
        statement.setString(6, delivery.source());
        statement.setTimestamp(7, Timestamp.from(delivery.clock()));
        statement.setBoolean(8, delivery.observed());
        statement.setInt(9, lineage.epoch());
    }

    private void array(PreparedStatement statement, int at, String type, Object[] values) throws SQLException {
        statement.setArray(at, connection.createArrayOf(type, values));
    }
}
