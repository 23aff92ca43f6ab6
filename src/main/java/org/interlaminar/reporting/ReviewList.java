package org.interlaminar.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.interlaminar.clinical.PersonKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The questions recognition leaves to people, and the answers they gave. Both are read as they stand in the store: a person who
 * waits to be derived may be asked something else in a moment.
 */
@Component
public class ReviewList {
    /**
     * One question about one record. An answer is given to exactly this.
     *
     * @param type FHIR type of the record
     * @param id its logical id
     * @param tag what is asked
     * @param fingerprint of the question: another one when the record says something else
     */
    public record Question(String source, String type, String id, String tag, String fingerprint) {
        /** Eight hexadecimal digits, the same as long as the question is. */
        public String handle() {
            return "%08x"
                    .formatted(
                            String.join(" ", source, type, id, tag, fingerprint).hashCode());
        }

        public String record() {
            return type + "/" + id;
        }
    }

    /**
     * A question without an answer that counts yet.
     *
     * @param person by which the person is known
     * @param date of the record, as precise as it was recorded, or null
     * @param settledBy what would settle it
     * @param evidence rules with the codes or phrases that raised the question
     * @param waiting whether the person waits to be derived again
     * @param answered the answer that the person waits with, or null
     */
    public record Open(
            Question question,
            PersonKey person,
            String date,
            String reason,
            String settledBy,
            List<String> evidence,
            boolean waiting,
            String answered) {}

    /** What became of an answer. */
    public enum Standing {
        /** The person waits to be derived; then it shows. */
        WAITING,
        /** The case rests on it. */
        APPLIES,
        /** The person has no case: either because of the answer, or the record is gone. */
        NO_CASE,
        /** The record says something else now, or is gone. */
        NO_LONGER
    }

    /**
     * The newest answer to a question, when it is not taken back.
     *
     * @param number order of deciding
     * @param patient the Patient record it was landed for
     * @param answer yes or no
     * @param note why, in the words of who decided: never for a log or an export
     */
    public record Decided(
            long number,
            Question question,
            PersonKey patient,
            String answer,
            String note,
            String by,
            Instant at,
            Standing standing) {
        public Decided with(Standing other) {
            return new Decided(number, question, patient, answer, note, by, at, other);
        }
    }

    /** Which ones: null means all. */
    public record Filter(String source, String tag) {
        public static final Filter ALL = new Filter(null, null);
    }

    /** The rule by which evidence names a decision; its number stands for the version of a value set. */
    public static final String RULE = "decided-by-a-person";

    private static final String NEWEST = "select distinct on (source, patient, type, id, tag, question) *"
            + " from landing.decision order by source, patient, type, id, tag, question, decision desc";

    private static final String KNOWN_BY = "coalesce((select j.known_by from cases.joined_record j"
            + " where j.source = %1$s.source and j.patient = %1$s.patient), %1$s.patient)";

    private static final String IS_DIRTY = "(exists (select from landing.dirty m where m.source = %1$s.source"
            + " and m.patient = %1$s.%2$s) or exists (select from cases.joined_record j join landing.dirty m"
            + " on m.source = j.source and m.patient = j.patient where j.source = %1$s.source"
            + " and j.known_by = %1$s.%2$s))";

    private static final String FILTER = " where (?::text is null or source = ?) and (?::text is null or tag = ?)";

    /** Two lines of a bill may raise the same question twice. */
    private static final String OPEN =
            "select distinct on (source, patient, type, id, tag, question) * from cases.review" + FILTER
                    + " order by source, patient, type, id, tag, question, review_no";

    private static final String SHOWN = "select r.*, " + IS_DIRTY.formatted("r", "patient") + " as waiting,"
            + " (select nullif(d.answer, 'open') from landing.decision d where d.source = r.source and d.type = r.type"
            + " and d.id = r.id and d.tag = r.tag and d.question = r.question and " + KNOWN_BY.formatted("d")
            + " = r.patient order by d.decision desc limit 1) as answered from (" + OPEN + ") r";

    private static final String DECIDED = "select d.*, " + IS_DIRTY.formatted("d", "known_by") + " as waiting,"
            + " exists (select from cases.person_case c where c.source = d.source and c.patient = d.known_by) as has_case,"
            + " exists (select from cases.code_hit h where h.source = d.source and h.patient = d.known_by"
            + " and h.type = d.type and h.id = d.id and h.rule = '" + RULE + "'"
            + " and h.value_set_version = d.decision::text) as applies from (select *, " + KNOWN_BY.formatted("newest")
            + " as known_by from (" + NEWEST + ") newest" + FILTER + " and answer <> 'open') d";

    private final JdbcClient jdbc;

    ReviewList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The oldest records first, undated ones last. */
    public List<Open> open(Filter filter, int most, long from) {
        return jdbc.sql(SHOWN + " order by date nulls last, source, patient, type, id, tag, question limit ? offset ?")
                .params(filter.source(), filter.source(), filter.tag(), filter.tag(), most, from)
                .query((row, i) -> open(row))
                .list();
    }

    public long countOpen(Filter filter) {
        return jdbc.sql("select count(*) from (" + OPEN + ") r")
                .params(filter.source(), filter.source(), filter.tag(), filter.tag())
                .query(Long.class)
                .single();
    }

    /** What is asked about one record. */
    public List<Open> openAbout(String source, String type, String id) {
        return jdbc.sql(SHOWN + " where r.type = ? and r.id = ? order by tag, question")
                .params(source, source, null, null, type, id)
                .query((row, i) -> open(row))
                .list();
    }

    /** The newest first. */
    public List<Decided> decided(Filter filter, int most, long from) {
        return jdbc.sql(DECIDED + " order by d.decision desc limit ? offset ?")
                .params(filter.source(), filter.source(), filter.tag(), filter.tag(), most, from)
                .query((row, i) -> decided(row))
                .list();
    }

    public long countDecided(Filter filter) {
        return jdbc.sql("select count(*) from (select * from (" + NEWEST + ") newest" + FILTER
                        + " and answer <> 'open') d")
                .params(filter.source(), filter.source(), filter.tag(), filter.tag())
                .query(Long.class)
                .single();
    }

    /** What has been answered about one record. */
    public List<Decided> decidedAbout(String source, String type, String id) {
        return jdbc.sql(DECIDED + " where d.type = ? and d.id = ? order by d.decision desc")
                .params(source, source, null, null, type, id)
                .query((row, i) -> decided(row))
                .list();
    }

    /** Sources that have anything to show here, in their order. */
    public List<String> sources() {
        return jdbc.sql("select source from cases.review union select source from landing.decision order by 1")
                .query(String.class)
                .list();
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                question(row),
                new PersonKey(row.getString("source"), row.getString("patient")),
                date(row.getObject("date", LocalDate.class), row.getString("date_precision")),
                row.getString("reason"),
                row.getString("settled_by"),
                List.of((String[]) row.getArray("evidence").getArray()),
                row.getBoolean("waiting"),
                row.getString("answered"));
    }

    private static Decided decided(ResultSet row) throws SQLException {
        return new Decided(
                row.getLong("decision"),
                question(row),
                new PersonKey(row.getString("source"), row.getString("patient")),
                row.getString("answer"),
                row.getString("note"),
                row.getString("decided_by"),
                row.getTimestamp("decided_at").toInstant(),
                standing(row));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        if (row.getBoolean("waiting")) {
            return Standing.WAITING;
        }
        if (row.getBoolean("applies")) {
            return Standing.APPLIES;
        }
        return row.getBoolean("has_case") ? Standing.NO_LONGER : Standing.NO_CASE;
    }

    private static Question question(ResultSet row) throws SQLException {
        return new Question(
                row.getString("source"),
                row.getString("type"),
                row.getString("id"),
                row.getString("tag"),
                row.getString("question"));
    }

    private static String date(LocalDate day, String precision) {
        if (day == null) {
            return null;
        }
        return switch (precision == null ? "day" : precision) {
            case "year" -> day.toString().substring(0, 4);
            case "month" -> day.toString().substring(0, 7);
            default -> day.toString();
        };
    }
}
