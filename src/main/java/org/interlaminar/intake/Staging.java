package org.interlaminar.intake;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.interlaminar.intake.ScreenedChunk.Aside;
import org.interlaminar.intake.ScreenedChunk.Candidate;
import org.interlaminar.ledger.Tally;
import org.interlaminar.store.CopyRows;

/**
 * One landing transaction's staging table: chunks go in by COPY, one merge ordered by key takes them over, and the tally
 * learns what became of each version.
 */
final class Staging {
    /** SQLSTATE of a version that stands in the store already. */
    static final String REPEATED = "23505";

    private static final String VERSION = "type, id, content, patient, version_number, last_updated, kind, anchor,"
            + " key_hash, body, body_bytes, position";
    private static final String COPY_STAGING =
            "copy staging (" + VERSION + ", filter_reason) from stdin (format binary)";

    private final Connection connection;
    private final Delivery delivery;
    private final long run;
    private final int part;
    private final boolean sourceIsEmpty;
    private final Tally tally = new Tally();

    /** @param sourceIsEmpty nothing of the source had landed when the run began, so nothing can be a duplicate of that */
    Staging(Connection connection, Delivery delivery, long run, int part, boolean sourceIsEmpty) throws SQLException {
        this.connection = connection;
        this.delivery = delivery;
        this.run = run;
        this.part = part;
        this.sourceIsEmpty = sourceIsEmpty;
        execute("create temporary table staging (type text collate \"C\", id text collate \"C\", content bytea,"
                + " patient text collate \"C\", version_number bigint,"
                + " last_updated timestamptz, kind text, anchor boolean, key_hash bigint, body bytea, body_bytes int,"
                + " position bigint, filter_reason text) on commit drop");
        execute("alter table staging alter column body set storage external");
    }

    Tally tally() {
        return tally;
    }

    /**
     * Copies a chunk's versions straight to where the merge would put them: faster, and possible only while nothing of
     * the source had landed when the run began. A key that may have landed earlier in the run is staged all the same.
     *
     * @throws SQLException of state {@link #REPEATED} when a version comes a second time: the part must then be staged
     */
    void addDirectly(ScreenedChunk chunk) throws SQLException {
        takeWhatNeverLands(chunk);
        CopyRows direct = new CopyRows();
        CopyRows staged = new CopyRows();
        Set<String> patients = new TreeSet<>();
        for (Candidate candidate : chunk.candidates) {
            if (candidate.mayRepeat()) {
                row(staged, candidate, chunk);
                continue;
            }
            version(direct.row(16).text(delivery.source()), candidate, chunk)
                    .timestamp(delivery.clock())
                    .bigint(run)
                    .integer(part);
            tally.add(candidate.screened().type(), Tally.State.STORED, "", 1);
            if (candidate.patient() != null) {
                patients.add(candidate.patient());
            }
        }
        direct.send(
                connection,
                "copy landing.version (source, " + VERSION + ", delivered, run, part) from stdin (format binary)");
        staged.send(connection, COPY_STAGING);
        markDirty(patients);
    }

    private void markDirty(Set<String> patients) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.dirty (source, patient) select ?, unnest(?::text[])")) {
            insert.setString(1, delivery.source());
            insert.setArray(2, connection.createArrayOf("text", patients.toArray()));
            insert.executeUpdate();
        }
    }

    void add(ScreenedChunk chunk) throws SQLException {
        takeWhatNeverLands(chunk);
        BitSet known = sourceIsEmpty ? new BitSet() : alreadyLanded(chunk.candidates);
        CopyRows rows = new CopyRows();
        for (int i = 0; i < chunk.candidates.size(); i++) {
            Candidate candidate = chunk.candidates.get(i);
            if (known.get(i)) {
                tally.add(candidate.screened().type(), Tally.State.DUPLICATE, "", 1);
            } else {
                row(rows, candidate, chunk);
            }
        }
        rows.send(connection, COPY_STAGING);
    }

    private void takeWhatNeverLands(ScreenedChunk chunk) throws SQLException {
        tally.add(chunk.tally);
        for (Aside aside : chunk.asides) {
            quarantine(aside);
        }
    }

    private static void row(CopyRows rows, Candidate candidate, ScreenedChunk chunk) {
        version(rows.row(13), candidate, chunk).text(candidate.filterReason());
    }

    private static CopyRows version(CopyRows row, Candidate candidate, ScreenedChunk chunk) {
        return row.text(candidate.screened().type())
                .text(candidate.screened().id())
                .bytes(candidate.content())
                .text(candidate.patient())
                .bigint(candidate.screened().versionNumber())
                .timestamp(candidate.screened().lastUpdated())
                .text(candidate.isWhole() ? "whole" : "key")
                .bool(candidate.screened().anchor())
                .bigint(candidate.keyHash())
                .bytes(chunk.body(candidate))
                .integer(candidate.to() - candidate.from())
                .bigint(candidate.position());
    }

    /** @return the places of those whose version stands in the store */
    private BitSet alreadyLanded(List<Candidate> candidates) throws SQLException {
        BitSet known = new BitSet();
        if (candidates.isEmpty()) {
            return known;
        }
        String[] types = candidates.stream().map(one -> one.screened().type()).toArray(String[]::new);
        String[] ids = candidates.stream().map(one -> one.screened().id()).toArray(String[]::new);
        byte[][] contents = candidates.stream().map(Candidate::content).toArray(byte[][]::new);
        try (PreparedStatement query = connection.prepareStatement(
                "select c.n from unnest(?::text[], ?::text[], ?::bytea[]) with ordinality c(type, id, content, n)"
                        + " join landing.version v on v.source = ? and v.type = c.type and v.id = c.id"
                        + " and v.content = c.content")) {
            Array typeArray = connection.createArrayOf("text", types);
            Array idArray = connection.createArrayOf("text", ids);
            Array contentArray = connection.createArrayOf("bytea", contents);
            query.setArray(1, typeArray);
            query.setArray(2, idArray);
            query.setArray(3, contentArray);
            query.setString(4, delivery.source());
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    known.set(found.getInt(1) - 1);
                }
            }
        }
        return known;
    }

    /** Takes the staged rows over and marks their people dirty. */
    void merge() throws SQLException {
        filterKeysThatNeverLanded();
        Tally staged = staged();
        Tally stored = new Tally();
        try (PreparedStatement insert = connection.prepareStatement(mergeSql())) {
            insert.setString(1, delivery.source());
            insert.setTimestamp(2, java.sql.Timestamp.from(delivery.clock()));
            insert.setLong(3, run);
            insert.setInt(4, part);
            insert.setString(5, delivery.source());
            if (!nothingLandedYet()) {
                insert.setString(6, delivery.source());
            }
            try (ResultSet counts = insert.executeQuery()) {
                while (counts.next()) {
                    stored.add(counts.getString(1), Tally.State.STORED, "", counts.getLong(2));
                }
            }
        }
        tally.add(stored);
        staged.each((line, versions) -> tally.add(
                line.type(), Tally.State.DUPLICATE, "", versions - stored.of(line.type(), Tally.State.STORED)));
    }

    /** An earlier part of the same run may have landed a key that this one brings again. */
    private boolean nothingLandedYet() {
        return sourceIsEmpty && part == 1;
    }

    private String mergeSql() {
        // A version may name another person than the ones before it, or nobody: theirs is dirty too.
        String earlier = nothingLandedYet()
                ? ""
                : " union select v.source, v.patient from fresh f join landing.version v"
                        + " on v.source = ? and v.type = f.type and v.id = f.id where v.patient is not null";
        return "with fresh as (insert into landing.version (source, type, id, content, patient, version_number,"
                + " last_updated, delivered, kind, anchor, key_hash, body, body_bytes, run, part, position)"
                + " select distinct on (type, id, content) ?, type, id, content, patient, version_number, last_updated, ?,"
                + " kind, anchor, key_hash, body, body_bytes, ?, ?, position from staging"
                + " order by type, id, content, position on conflict do nothing returning type, id, patient),"
                + " marked as (insert into landing.dirty (source, patient)"
                + " select ?, patient from fresh where patient is not null" + earlier
                + " returning 1)"
                + " select type, count(*) from fresh group by type";
    }

    private void filterKeysThatNeverLanded() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "with never as (delete from staging s where filter_reason is not null and not exists"
                        + " (select from landing.version v where v.source = ? and v.type = s.type and v.id = s.id)"
                        + " and not exists (select from staging t where t.type = s.type and t.id = s.id"
                        + " and t.filter_reason is null) returning type, filter_reason)"
                        + " select type, filter_reason, count(*) from never group by 1, 2")) {
            delete.setString(1, delivery.source());
            try (ResultSet counts = delete.executeQuery()) {
                while (counts.next()) {
                    tally.add(counts.getString(1), Tally.State.FILTERED, counts.getString(2), counts.getLong(3));
                }
            }
        }
    }

    private Tally staged() throws SQLException {
        Tally staged = new Tally();
        try (Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery("select type, count(*) from staging group by type")) {
            while (counts.next()) {
                staged.add(counts.getString(1), Tally.State.STORED, "", counts.getLong(2));
            }
        }
        return staged;
    }

    private void quarantine(Aside aside) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.quarantine (source, cause, content, stage, message, run, part, position, body_bytes,"
                        + " body) values (?, ?, ?, 'landing', ?, ?, ?, ?, ?, ?)"
                        + " on conflict (source, cause, content) do update set times = quarantine.times + 1")) {
            insert.setString(1, delivery.source());
            insert.setString(2, aside.cause());
            insert.setBytes(3, aside.content());
            insert.setString(4, aside.message());
            insert.setLong(5, run);
            insert.setInt(6, part);
            insert.setLong(7, aside.position());
            insert.setLong(8, aside.size());
            insert.setBytes(9, aside.body());
            insert.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
