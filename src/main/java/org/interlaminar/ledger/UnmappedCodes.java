package org.interlaminar.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.interlaminar.clinical.Code;
import org.interlaminar.ledger.UnmappedTally.Line;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ranking of local codes that no site map knows, by the people on whom they were seen. */
@Component
public class UnmappedCodes {
    private static final int TOGETHER = 1000;

    /** Takes the rows' locks in the order of the keys, and gives what they held before of people. */
    private static final String LOCK =
            """
            insert into ledger.unmapped (source, system, code, seen, types)
            select ?, system, code, seen, string_to_array(types, ',')
            from unnest(?::text[], ?::text[], ?::bigint[], ?::text[]) with ordinality as come(system, code, seen, types, place)
            order by place
            on conflict (source, system, code) do update set seen = unmapped.seen + excluded.seen,
                types = array(select distinct type from unnest(unmapped.types || excluded.types) as all_types(type) order by 1)
            returning system, code, people_sketch""";

    private static final String MERGED = "update ledger.unmapped set people = ?, people_exact = ?, people_sketch = ?"
            + " where source = ? and system = ? and code = ?";

    private static final RowMapper<Ranked> RANKED = (row, i) -> new Ranked(
            row.getString("source"),
            new Code(row.getString("system"), row.getString("code")),
            row.getObject("people", Long.class),
            row.getBoolean("people_exact"),
            row.getLong("seen"),
            List.of((String[]) row.getArray("types").getArray()));

    private final JdbcClient jdbc;

    UnmappedCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A local code of a source.
     *
     * @param people on whom it was seen, as Patient records; null when it was only seen before people were counted
     * @param exact whether people is no estimate
     * @param seen resource versions received that carried it, repeats included
     * @param types FHIR types it was seen on
     */
    public record Ranked(String source, Code code, Long people, boolean exact, long seen, List<String> types) {}

    /** What was seen most comes first. @param source null for all of them */
    public List<Ranked> ranked(String source) {
        return jdbc.sql(
                        "select source, system, code, people, people_exact, seen, types from ledger.unmapped"
                                + " where coalesce(source = ?::text, true)"
                                + " order by people desc nulls last, seen desc, source, system collate \"C\", code collate \"C\"")
                .param(source)
                .query(RANKED)
                .list();
    }

    /** Adds what a part has brought, on its transaction. */
    public static void count(Connection connection, String source, UnmappedTally tally) throws SQLException {
        List<Map.Entry<Code, Line>> lines = List.copyOf(tally.lines().entrySet());
        for (int from = 0; from < lines.size(); from += TOGETHER) {
            count(connection, source, lines.subList(from, Math.min(lines.size(), from + TOGETHER)));
        }
    }

    private static void count(Connection connection, String source, List<Map.Entry<Code, Line>> lines)
            throws SQLException {
        Map<Code, byte[]> before = locked(connection, source, lines);
        try (PreparedStatement update = connection.prepareStatement(MERGED)) {
            for (Map.Entry<Code, Line> line : lines) {
                PeopleSketch people = PeopleSketch.of(before.get(line.getKey()));
                people.add(line.getValue().people);
                update.setLong(1, people.people());
                update.setBoolean(2, people.isExact());
                update.setBytes(3, people.toBytes());
                update.setString(4, source);
                update.setString(5, line.getKey().system());
                update.setString(6, line.getKey().value());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static Map<Code, byte[]> locked(Connection connection, String source, List<Map.Entry<Code, Line>> lines)
            throws SQLException {
        Map<Code, byte[]> before = new TreeMap<>();
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, source);
            column(lock, 2, "text", lines, line -> line.getKey().system());
            column(lock, 3, "text", lines, line -> line.getKey().value());
            column(lock, 4, "bigint", lines, line -> line.getValue().seen);
            column(lock, 5, "text", lines, line -> String.join(",", line.getValue().types));
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    before.put(new Code(rows.getString(1), rows.getString(2)), rows.getBytes(3));
                }
            }
        }
        return before;
    }

    private static void column(
            PreparedStatement statement,
            int place,
            String type,
            List<Map.Entry<Code, Line>> lines,
            Function<Map.Entry<Code, Line>, Object> value)
            throws SQLException {
        List<Object> values = new ArrayList<>();
        lines.forEach(line -> values.add(value.apply(line)));
        statement.setArray(place, statement.getConnection().createArrayOf(type, values.toArray()));
    }
}
