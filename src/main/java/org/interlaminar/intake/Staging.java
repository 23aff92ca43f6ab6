package org.interlaminar.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.interlaminar.intake.ScreenedChunk.Aside;
import org.interlaminar.intake.ScreenedChunk.Candidate;
import org.interlaminar.ledger.Tally;
import org.interlaminar.ledger.UnmappedTally;
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
    private final Lineage lineage;
    private final boolean sourceIsEmpty;
    private final Redelivery redelivery;
    private final Asides asides;
    private final Sighting sighting;
    private final Tally landed = new Tally();
    private final UnmappedTally unmapped = new UnmappedTally();
    private final Map<String, Instant> oldestNew = new TreeMap<>();
    private long older;
    private boolean holdsUnnamed;

    /** @param sourceIsEmpty nothing of the source had landed when the run began, so nothing can be a duplicate of that */
    Staging(Connection connection, Delivery delivery, Lineage lineage, boolean sourceIsEmpty) throws SQLException {
        this.connection = connection;
        this.delivery = delivery;
        this.lineage = lineage;
        this.sourceIsEmpty = sourceIsEmpty;
        this.redelivery = new Redelivery(connection, delivery, lineage);
        this.asides = new Asides(connection, delivery, lineage);
        this.sighting = new Sighting(connection, delivery, lineage);
        execute("create temporary table staging (type text collate \"C\", id text collate \"C\", content bytea,"
                + " patient text collate \"C\", version_number bigint,"
                + " last_updated timestamptz, kind text, anchor boolean, key_hash bigint, body bytea, body_bytes int,"
                + " position bigint, filter_reason text) on commit drop");
        execute("alter table staging alter column body set storage external");
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
            version(direct.row(18).text(delivery.source()), candidate, chunk)
                    .timestamp(delivery.clock())
                    .bool(delivery.observed())
                    .integer(lineage.epoch())
                    .bigint(lineage.run())
                    .integer(lineage.part());
            landed.add(candidate.screened().type(), Tally.State.STORED, "", 1);
            noteAge(candidate);
            if (candidate.patient() != null) {
                patients.add(candidate.patient());
            }
            candidate.links().forEach(link -> patients.add(link.patient()));
        }
        direct.send(
                connection,
                "copy landing.version (source, " + VERSION
                        + ", delivered, observed, epoch, run, part) from stdin (format binary)");
        staged.send(connection, COPY_STAGING);
        new PatientLinks(connection, delivery.source()).keep(chunk.candidates);
        new PatientIdentifiers(connection, delivery.source()).keep(chunk.candidates, chunk.bytes);
        markDirty(patients);
    }

    private void markDirty(Set<String> patients) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.dirty (source, patient, run) select ?, unnest(?::text[]), ?")) {
            insert.setString(1, delivery.source());
            insert.setArray(2, connection.createArrayOf("text", patients.toArray()));
            insert.setLong(3, lineage.run());
            insert.executeUpdate();
        }
    }

    /** @param history whether the chunk tells what was, and not what is there now */
    void add(ScreenedChunk chunk, boolean history) throws SQLException {
        takeWhatNeverLands(chunk);
        if (delivery.isAnswer() && !history && !sourceIsEmpty) {
            older += sighting.of(chunk);
        }
        BitSet known = sourceIsEmpty ? new BitSet() : redelivery.alreadyLanded(chunk.candidates);
        CopyRows rows = new CopyRows();
        List<Candidate> fresh = new ArrayList<>();
        for (int i = 0; i < chunk.candidates.size(); i++) {
            Candidate candidate = chunk.candidates.get(i);
            if (known.get(i)) {
                landed.add(candidate.screened().type(), Tally.State.DUPLICATE, "", 1);
            } else {
                row(rows, candidate, chunk);
                fresh.add(candidate);
            }
        }
        rows.send(connection, COPY_STAGING);
        new PatientLinks(connection, delivery.source()).keep(fresh);
        new PatientIdentifiers(connection, delivery.source()).keep(fresh, chunk.bytes);
        if (delivery.scope().tellsWhatIsGone() && !sourceIsEmpty) {
            SetDifference.seen(connection, lineage.run(), chunk.shown());
        }
    }

    private void noteAge(Candidate candidate) {
        if (!delivery.isAnswer() && candidate.isWhole()) {
            Instant lastUpdated = candidate.screened().lastUpdated();
            noteAge(candidate.screened().type(), lastUpdated == null ? delivery.clock() : lastUpdated);
        }
    }

    private void noteAge(String type, Instant age) {
        oldestNew.merge(type, age, (one, other) -> one.isBefore(other) ? one : other);
    }

    private void noteAgesOfStaged() throws SQLException {
        if (delivery.isAnswer()) {
            return;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "select s.type, min(coalesce(s.last_updated, ?)) from staging s join ledger.watermark w on w.source = ?"
                        + " and w.type = s.type where s.kind = 'whole' and not exists (select from landing.version v"
                        + " where v.source = w.source and v.type = s.type and v.id = s.id offset 0) group by s.type")) {
            query.setTimestamp(1, Timestamp.from(delivery.clock()));
            query.setString(2, delivery.source());
            try (ResultSet ages = query.executeQuery()) {
                while (ages.next()) {
                    noteAge(ages.getString(1), ages.getTimestamp(2).toInstant());
                }
            }
        }
    }

    /**
     * By type the age of the oldest resource that is new here though the source itself did not show it when asked. A pull that
     * had come further must have filtered it: what it said there is not known any more.
     */
    Map<String, Instant> oldestNew() {
        return oldestNew;
    }

    /** Local codes that no site map knows, of all that was added. */
    UnmappedTally unmapped() {
        return unmapped;
    }

    /** Keys that came in an older version than the source itself had shown before. */
    long older() {
        return older;
    }

    /** Whether something came of which not even the key can be told. */
    boolean holdsUnnamed() {
        return holdsUnnamed;
    }

    private static final String ADD_GONE = "insert into staging (type, id, content, patient, kind, anchor, key_hash,"
            + " body_bytes, position) select type, id, " + Tombstone.BARE_CONTENT
            + ", case when type = 'Patient' then id end, 'tombstone', false, key_hash, 0, 0 from ";

    /** Stages what a resync of the type no longer showed. @return how many keys */
    long addGone(long resync, String type) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(ADD_GONE + "landing.gone where run = ? and type = ?")) {
            insert.setLong(1, resync);
            insert.setString(2, type);
            return insert.executeUpdate();
        }
    }

    /** Contents that were set aside for the cause, in hexadecimal digits. */
    Set<String> setAside(String cause) {
        return asides.contents(cause);
    }

    /** Stages as gone the patient's resources whose bodies are still missing after the source has shown all of these types. */
    long addStillShrunk(String patient, Collection<String> types) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD_GONE
                + "(select distinct k.type, k.id from landing.version k where k.source = ? and k.patient = ?"
                + " and k.type = any(?)) keys join " + CurrentVersion.of("?", "keys.type", "keys.id")
                + " c using (type, id) where c.kind = 'shrunk' and c.patient = ?"
                + " and coalesce(c.last_updated, c.delivered) <= ?")) {
            insert.setString(1, delivery.source());
            insert.setString(2, patient);
            insert.setArray(3, connection.createArrayOf("text", types.toArray()));
            insert.setString(4, delivery.source());
            insert.setString(5, patient);
            insert.setTimestamp(6, Timestamp.from(delivery.clock()));
            return insert.executeUpdate();
        }
    }

    private void takeWhatNeverLands(ScreenedChunk chunk) throws SQLException {
        landed.add(chunk.tally);
        chunk.unmapped().forEach((code, met) -> unmapped.add(code, met.seen(), met.types(), met.people()));
        holdsUnnamed |= chunk.holdsUnnamed();
        for (Aside aside : chunk.asides) {
            asides.keep(aside);
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
                .text(candidate.kind())
                .bool(candidate.screened().anchor())
                .bigint(candidate.keyHash())
                .bytes(chunk.body(candidate))
                .integer(candidate.to() - candidate.from())
                .bigint(candidate.position());
    }

    /**
     * Takes the staged rows over and marks their people dirty.
     *
     * @return what became of every version of the part; may be asked for again after a rollback to before the merge
     */
    Tally merge() throws SQLException {
        Tally tally = new Tally();
        tally.add(landed);
        tally.add(filterKeysThatNeverLanded());
        noteAgesOfStaged();
        Tally staged = staged();
        Tally stored = mergeStaged();
        Things.mark(connection, delivery.source(), lineage.run(), staged.types());
        tally.add(stored);
        staged.each((line, versions) -> tally.add(
                line.type(), Tally.State.DUPLICATE, "", versions - stored.of(line.type(), Tally.State.STORED)));
        return tally;
    }

    private Tally mergeStaged() throws SQLException {
        Tally stored = new Tally();
        try (PreparedStatement insert = connection.prepareStatement(mergeSql())) {
            insert.setString(1, delivery.source());
            insert.setTimestamp(2, Timestamp.from(delivery.clock()));
            insert.setBoolean(3, delivery.observed());
            insert.setInt(4, lineage.epoch());
            insert.setLong(5, lineage.run());
            insert.setInt(6, lineage.part());
            insert.setString(7, delivery.source());
            insert.setLong(8, lineage.run());
            if (!nothingLandedYet()) {
                insert.setString(9, delivery.source());
                insert.setString(10, delivery.source());
            }
            try (ResultSet counts = insert.executeQuery()) {
                while (counts.next()) {
                    stored.add(counts.getString(1), Tally.State.STORED, "", counts.getLong(2));
                }
            }
        }
        return stored;
    }

    /** An earlier part of the same run may have landed a key that this one brings again. */
    private boolean nothingLandedYet() {
        return sourceIsEmpty && lineage.part() == 1;
    }

    private String mergeSql() {
        // A version may name another person than the ones before it, or nobody, and a Patient other links: theirs are
        // dirty too.
        String earlier = nothingLandedYet()
                ? ""
                : " union select v.patient from fresh f join landing.version v"
                        + " on v.source = ? and v.type = f.type and v.id = f.id"
                        + " union select l.linked from fresh f join landing.patient_link l"
                        + " on l.source = ? and f.type = 'Patient' and l.patient = f.id";
        return "with fresh as (insert into landing.version (source, type, id, content, patient, version_number,"
                + " last_updated, delivered, observed, epoch, kind, anchor, key_hash, body, body_bytes, run, part,"
                + " position)"
                + " select distinct on (type, id, content) ?, type, id, content, patient, version_number, last_updated,"
                + " ?, ?, ?, kind, anchor, key_hash, body, body_bytes, ?, ?, position from staging"
                + " order by type, id, content, position"
                + " on conflict (source, type, id, content) do update set " + Redelivery.SET
                + ", kind = case when version.body is null then excluded.kind else version.kind end,"
                + " body = coalesce(version.body, excluded.body), anchor = version.anchor or excluded.anchor,"
                + " patient = coalesce(version.patient, excluded.patient)"
                + " where " + Redelivery.MATTERS + " or version.body is null and excluded.body is not null"
                + " returning type, id, patient, xmax = 0 or body is not null as gained),"
                + " marked as (insert into landing.dirty (source, patient, run) select ?, patient, ? from"
                + " (select patient from fresh" + earlier + ") people where patient is not null returning 1)"
                + " select type, count(*) from fresh where gained group by type";
    }

    private Tally filterKeysThatNeverLanded() throws SQLException {
        Tally filtered = new Tally();
        try (PreparedStatement delete = connection.prepareStatement(
                "with never as (delete from staging s where filter_reason is not null and not exists"
                        + " (select from landing.version v where v.source = ? and v.type = s.type and v.id = s.id offset 0)"
                        + " and not exists (select from staging t where t.type = s.type and t.id = s.id"
                        + " and t.filter_reason is null) returning type, filter_reason)"
                        + " select type, filter_reason, count(*) from never group by 1, 2")) {
            delete.setString(1, delivery.source());
            try (ResultSet counts = delete.executeQuery()) {
                while (counts.next()) {
                    filtered.add(counts.getString(1), Tally.State.FILTERED, counts.getString(2), counts.getLong(3));
                }
            }
        }
        return filtered;
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

    /** Makes room for another part on the same transaction. */
    void drop() throws SQLException {
        execute("drop table staging");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
