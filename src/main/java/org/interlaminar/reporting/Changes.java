package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.store.TextColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What changed in cases that had been kept before, and why. */
@Component
public class Changes {
    /** Lines of one record beyond which only their number is told. */
    private static final int MOST_LINES = 40;

    private static final String DELETED = " was deleted";
    private static final String CORRECTED = " was corrected to something else";
    private static final String SOMEBODY_ELSE = " is about somebody else now";
    private static final String NO_LONGER = " counts no longer";
    private static final String NEWER = " has a newer version";
    private static final String NOW = " counts now";
    private static final String HELD_BACK = " is held back by its confidentiality label";
    private static final String VALUE_SETS = "value sets ";

    private static final String PATIENT = "Patient";

    private static final String OF_RECORDS =
            " join unnest(?::text[], ?::text[]) r(source, patient) using (source, patient)";

    private static final String FACTS =
            "select source, patient, a.key || ': ' || coalesce(a.value, 'none') from cases.person_case c" + OF_RECORDS
                    + " cross join lateral jsonb_each_text(to_jsonb(c) - array['source', 'patient', 'digest',"
                    + " 'terminology', 'lss_first_day', 'death_day', 'last_contact_day']) a"
                    + " union all select source, patient, 'procedure: ' || p.kind || ' ' || coalesce(p.date::text,"
                    + " 'undated') || coalesce(', day ' || p.day, '') from cases.procedure p" + OF_RECORDS
                    + " union all select source, patient, 'score: ' || s.instrument || ' ' || s.component || ' ' || s.value"
                    + " || ' ' || s.date || coalesce(', ' || s.window_name, '') || case when s.chosen then ', chosen' else ''"
                    + " end from cases.score s" + OF_RECORDS
                    + " union all select source, patient, e.kind || ': ' || e.type || ' ' || e.date || ', day ' || e.day || ', '"
                    + " || e.attribution from cases.event e" + OF_RECORDS
                    + " union all select source, patient, 'therapy ' || t.phase || ': ' || t.kind || ' ' || t.ingredient || ', '"
                    + " || t.count || ' times' from cases.therapy t" + OF_RECORDS;

    private static final int TABLES_OF_FACTS = 5;

    private static final String EVIDENCE =
            "select source, patient, h.type, h.id, h.content from cases.code_hit h" + OF_RECORDS;

    /** One record of change. */
    public record Change(Instant at, List<String> what, List<String> why) {}

    /** What is kept of one person at one time: facts as sentences, how often each stands, and what they rest on. */
    record Picture(TreeMap<String, Integer> facts, TreeSet<SourceRef> evidence, SortedSet<String> terminology) {
        Picture() {
            this(
                    new TreeMap<>(),
                    new TreeSet<>(java.util.Comparator.comparing(SourceRef::type)
                            .thenComparing(SourceRef::id)
                            .thenComparing(SourceRef::content)),
                    new TreeSet<>());
        }
    }

    /**
     * What sort of reason a line is, in words that name no record: to be counted.
     *
     * @return empty for a line that only says how many more there are
     */
    static Optional<String> sortOf(String why) {
        if (why.matches("and \\d+ more")) {
            return Optional.empty();
        }
        String line = why.replaceFirst(" \\(run \\d+\\)$", "");
        return Stream.of(DELETED, CORRECTED, SOMEBODY_ELSE, NO_LONGER, NEWER, NOW, HELD_BACK)
                .filter(line::endsWith)
                .map(end -> "a record" + end)
                .findFirst()
                .or(() -> Optional.of(
                        line.startsWith(VALUE_SETS) ? "other value sets" : line.replaceFirst(" in run \\d+$", "")));
    }

    /** Pictures of people before their cases are replaced. */
    record Before(Map<Person, Picture> pictures) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Changes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest first. */
    public List<Change> of(Person person, int most) {
        return jdbc.sql("select at, what, why from cases.change where source = ? and patient = any(?)"
                        + " order by change desc limit ?")
                .params(person.key().source(), person.patients().toArray(String[]::new), most)
                .query((row, i) -> new Change(
                        row.getTimestamp(1).toInstant(),
                        List.of((String[]) row.getArray(2).getArray()),
                        List.of((String[]) row.getArray(3).getArray())))
                .list();
    }

    Before before(Connection connection, Collection<Person> people) throws SQLException {
        return new Before(pictures(connection, people));
    }

    /** Compares with what is kept now, and writes what is different. */
    void record(Connection connection, Before before, Map<Person, SortedSet<String>> reasons) throws SQLException {
        Map<Person, Picture> after = pictures(connection, before.pictures().keySet());
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into cases.change (source, patient, at, what, why) values (?, ?, ?, ?, ?)")) {
            for (Map.Entry<Person, Picture> one : before.pictures().entrySet()) {
                Person person = one.getKey();
                Picture now = after.getOrDefault(person, new Picture());
                List<String> what = what(one.getValue(), now);
                if (!what.isEmpty()) {
                    insert.setString(1, person.key().source());
                    insert.setString(2, person.key().patient());
                    insert.setTimestamp(3, Timestamp.from(clock.instant()));
                    insert.setArray(4, texts(connection, what));
                    insert.setArray(
                            5, texts(connection, why(connection, person, one.getValue(), now, reasons.get(person))));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static List<String> what(Picture before, Picture now) {
        List<String> what = new ArrayList<>();
        Map<String, Integer> rest = new TreeMap<>(now.facts());
        before.facts().forEach((fact, times) -> {
            int gone = times - rest.getOrDefault(fact, 0);
            rest.merge(fact, -times, Integer::sum);
            if (gone > 0) {
                what.add("no longer " + fact + (gone > 1 ? " (" + gone + " times)" : ""));
            }
        });
        rest.forEach((fact, times) -> {
            if (times > 0) {
                what.add("now " + fact + (times > 1 ? " (" + times + " times)" : ""));
            }
        });
        return what;
    }

    private static List<String> why(
            Connection connection, Person person, Picture before, Picture now, SortedSet<String> reasons)
            throws SQLException {
        List<String> why = new ArrayList<>(reasons);
        if (!now.terminology().isEmpty() && !now.terminology().equals(before.terminology())) {
            why.add(VALUE_SETS + String.join(", ", before.terminology()) + " became "
                    + String.join(", ", now.terminology()));
        }
        List<SourceRef> gone = new ArrayList<>(before.evidence());
        gone.removeAll(now.evidence());
        List<SourceRef> come = new ArrayList<>(now.evidence());
        come.removeAll(before.evidence());
        List<SourceRef> held = heldBack(connection, person);
        held.stream().filter(ref -> ref.type().equals(PATIENT)).forEach(ref -> why.add(ref + HELD_BACK));
        for (SourceRef ref : gone) {
            if (held.stream().anyMatch(one -> one.compareTo(ref) == 0)) {
                why.add(ref + HELD_BACK);
            } else {
                fate(connection, person, ref).forEach(why::add);
            }
        }
        come.stream()
                .filter(ref -> gone.stream().noneMatch(other -> other.compareTo(ref) == 0))
                .forEach(ref -> why.add(ref + NOW));
        return why;
    }

    private static List<SourceRef> heldBack(Connection connection, Person person) throws SQLException {
        List<SourceRef> held = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("select type, id, content from cases.held_back"
                + " where source = ? and patient = ? order by type, id")) {
            query.setString(1, person.key().source());
            query.setString(2, person.key().patient());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    held.add(new SourceRef(
                            rows.getString(1), rows.getString(2), HexFormat.of().formatHex(rows.getBytes(3))));
                }
            }
        }
        return held;
    }

    /** What became of a version that a fact rested on. */
    private static List<String> fate(Connection connection, Person person, SourceRef ref) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select kind, content = ?, patient = any(?), run from landing.current"
                        + " where source = ? and type = ? and id = ?")) {
            query.setBytes(1, HexFormat.of().parseHex(ref.content()));
            query.setArray(2, connection.createArrayOf("text", person.patients().toArray()));
            query.setString(3, person.key().source());
            query.setString(4, ref.type());
            query.setString(5, ref.id());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return List.of();
                }
                String in = " (run " + row.getLong(4) + ")";
                if (row.getString(1).equals("tombstone")) {
                    return List.of(ref + DELETED + in);
                }
                if (row.getString(1).equals("key")) {
                    return List.of(ref + CORRECTED + in);
                }
                if (!row.getBoolean(3)) {
                    return List.of(ref + SOMEBODY_ELSE + in);
                }
                return row.getBoolean(2) ? List.of(ref + NO_LONGER) : List.of(ref + NEWER + in);
            }
        }
    }

    private static Map<Person, Picture> pictures(Connection connection, Collection<Person> people) throws SQLException {
        Map<PersonKey, Person> byRecord = new HashMap<>();
        people.forEach(person -> person.records().forEach(record -> byRecord.put(record, person)));
        Map<Person, Picture> pictures = new HashMap<>();
        if (people.isEmpty()) {
            return pictures;
        }
        try (PreparedStatement facts = connection.prepareStatement(FACTS);
                PreparedStatement evidence = connection.prepareStatement(EVIDENCE
                        + " union select source, patient, s.type, s.id, s.content from cases.score s" + OF_RECORDS);
                PreparedStatement decided = connection.prepareStatement(
                        "select source, patient, terminology from cases.person_case" + OF_RECORDS)) {
            for (int at = 1; at <= 2 * TABLES_OF_FACTS; at += 2) {
                TextColumns.bind(facts, at, byRecord.keySet(), PersonKey::source, PersonKey::patient);
            }
            TextColumns.bind(evidence, 1, byRecord.keySet(), PersonKey::source, PersonKey::patient);
            TextColumns.bind(evidence, 3, byRecord.keySet(), PersonKey::source, PersonKey::patient);
            TextColumns.bind(decided, 1, byRecord.keySet(), PersonKey::source, PersonKey::patient);
            each(facts, byRecord, pictures, (picture, row) -> picture.facts().merge(row.getString(3), 1, Integer::sum));
            each(evidence, byRecord, pictures, (picture, row) -> picture.evidence()
                    .add(new SourceRef(
                            row.getString(3), row.getString(4), HexFormat.of().formatHex(row.getBytes(5)))));
            each(decided, byRecord, pictures, (picture, row) -> picture.terminology()
                    .add(row.getString(3)));
        }
        return pictures;
    }

    private interface Line {
        void add(Picture picture, ResultSet row) throws SQLException;
    }

    private static void each(
            PreparedStatement query, Map<PersonKey, Person> byRecord, Map<Person, Picture> pictures, Line line)
            throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Person person = byRecord.get(new PersonKey(rows.getString(1), rows.getString(2)));
                line.add(pictures.computeIfAbsent(person, any -> new Picture()), rows);
            }
        }
    }

    private static java.sql.Array texts(Connection connection, Collection<String> lines) throws SQLException {
        List<String> told = new ArrayList<>(lines);
        if (told.size() > MOST_LINES) {
            int more = told.size() - MOST_LINES;
            told = new ArrayList<>(told.subList(0, MOST_LINES));
            told.add("and " + more + " more");
        }
        return connection.createArrayOf("text", told.toArray());
    }
}
