package org.interlaminar.reporting;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.cases.MildStatus;
import org.interlaminar.cases.OutcomeScore;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.cases.Review;
import org.interlaminar.cases.SetAside;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.store.CopyRows;
import org.springframework.stereotype.Component;

/** Replaces people's cases whole, on the transaction of whoever derived them. */
@Component
public class Cases {
    private final SecureRandom random = new SecureRandom();

    /**
     * Replaces everything kept of these people by the given cases; a person without a reported case is removed.
     *
     * @param terminology fingerprint of the value sets that decided
     */
    public void replace(Connection connection, Collection<PersonKey> people, List<PersonCase> cases, String terminology)
            throws SQLException {
        forget(connection, people);
        List<PersonCase> reported =
                cases.stream().filter(PersonCase::isReported).toList();
        surrogates(connection, reported);
        personCases(connection, reported, terminology);
        procedures(connection, reported);
        scores(connection, reported);
        codeHits(connection, reported);
        reviews(connection, reported);
        setAside(connection, cases);
    }

    private static void forget(Connection connection, Collection<PersonKey> people) throws SQLException {
        for (String table : List.of("cases.person_case c where", "landing.quarantine c where stage = 'deriving' and")) {
            try (PreparedStatement delete = connection.prepareStatement("delete from " + table
                    + " (c.source, c.patient) in" + " (select * from unnest(?::text[], ?::text[]))")) {
                delete.setArray(
                        1,
                        connection.createArrayOf(
                                "text", people.stream().map(PersonKey::source).toArray()));
                delete.setArray(
                        2,
                        connection.createArrayOf(
                                "text", people.stream().map(PersonKey::patient).toArray()));
                delete.executeUpdate();
            }
        }
    }

    private void surrogates(Connection connection, List<PersonCase> cases) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into xwalk.person (source, patient, person) values (?, ?, ?)"
                        + " on conflict (source, patient) do nothing")) {
            for (PersonCase one : cases) {
                byte[] surrogate = new byte[8];
                random.nextBytes(surrogate);
                insert.setString(1, one.person().source());
                insert.setString(2, one.person().patient());
                insert.setString(3, "p" + HexFormat.of().formatHex(surrogate));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void personCases(Connection connection, List<PersonCase> cases, String terminology)
            throws SQLException {
        CopyRows rows = new CopyRows();
        for (PersonCase one : cases) {
            person(rows.row(19), one.person())
                    .text(one.lss().word())
                    .text(one.claudication().word())
                    .date(day(one.lssFirst()))
                    .bool(one.foraminal())
                    .text(one.mild().word())
                    .date(day(one.mildOn()))
                    .text(precision(one.mildOn()))
                    .integer(one.ageAtIndex())
                    .text(one.patient() == null ? null : one.patient().sex())
                    .text(null)
                    .text(one.mild() == MildStatus.YES ? "definite" : null)
                    .text(
                            one.comparator() == null
                                    ? null
                                    : one.comparator().kind().word())
                    .date(one.comparator() == null ? null : day(one.comparator().start()))
                    .date(one.patient() == null ? null : day(one.patient().death()))
                    .date(one.lastContact())
                    .bool(one.complete())
                    .text(terminology);
        }
        rows.send(
                connection,
                "copy cases.person_case (source, patient, lss, nc, lss_first_date, lss_foraminal, mild, index_date,"
                        + " index_date_precision, age_at_index, sex, levels, certainty, comparator, comparator_date,"
                        + " death_date, last_contact, complete, terminology) from stdin (format binary)");
    }

    private static void procedures(Connection connection, List<PersonCase> cases) throws SQLException {
        CopyRows rows = new CopyRows();
        for (PersonCase one : cases) {
            int no = 0;
            for (ProcedureEvent event : one.procedures()) {
                person(rows.row(11), one.person())
                        .integer(++no)
                        .integer(event.indexNo())
                        .text(event.kind().word())
                        .date(day(event.start()))
                        .text(precision(event.start()))
                        .integer(whole(event.day()))
                        .text(event.reintervention().word())
                        .integer(whole(event.minutes()))
                        .text(String.join("; ", event.warnings()));
            }
        }
        rows.send(
                connection,
                "copy cases.procedure (source, patient, event_no, index_no, kind, date, precision, day, reintervention,"
                        + " minutes, warnings) from stdin (format binary)");
    }

    private static void scores(Connection connection, List<PersonCase> cases) throws SQLException {
        CopyRows rows = new CopyRows();
        for (PersonCase one : cases) {
            int no = 0;
            for (OutcomeScore score : one.scores()) {
                version(
                        person(rows.row(17), one.person())
                                .integer(++no)
                                .integer(score.indexNo())
                                .text(score.instrument().name())
                                .text(score.instrument().component())
                                .numeric(score.value())
                                .text(score.unit())
                                .date(day(score.on()))
                                .integer(whole(score.day()))
                                .text(score.window())
                                .bool(score.chosen())
                                .bool(score.afterReintervention())
                                .bool(score.lostResponse()),
                        score.evidence().ref());
            }
        }
        rows.send(
                connection,
                "copy cases.score (source, patient, score_no, index_no, instrument, component, value, unit, date, day,"
                        + " window_name, chosen, after_reintervention, lost_response, type, id, content)"
                        + " from stdin (format binary)");
    }

    private static void codeHits(Connection connection, List<PersonCase> cases) throws SQLException {
        CopyRows rows = new CopyRows();
        for (PersonCase one : cases) {
            int no = 0;
            for (CodeHit hit : one.codeHits()) {
                version(
                        person(rows.row(17), one.person())
                                .integer(++no)
                                .text(hit.evidence().match().recorded().system())
                                .text(hit.evidence().match().recorded().value())
                                .text(hit.evidence().match().member().toString())
                                .text(hit.evidence().match().valueSet().name())
                                .text(hit.evidence().match().valueSet().version())
                                .text(hit.evidence().rule())
                                .text(hit.evidence().match().route().word())
                                .text(hit.answer())
                                .text(hit.tag())
                                .text(hit.reason())
                                .date(day(hit.on())),
                        hit.evidence().ref());
            }
        }
        rows.send(
                connection,
                "copy cases.code_hit (source, patient, hit_no, system, code, member, value_set, value_set_version, rule,"
                        + " route, answer, tag, reason, date, type, id, content) from stdin (format binary)");
    }

    private static void reviews(Connection connection, List<PersonCase> cases) throws SQLException {
        CopyRows rows = new CopyRows();
        for (PersonCase one : cases) {
            int no = 0;
            for (Review review : one.reviews()) {
                person(rows.row(8), one.person())
                        .integer(++no)
                        .text(review.tag())
                        .text(review.reason())
                        .date(day(review.on()))
                        .text(review.ref().type())
                        .text(review.ref().id());
            }
        }
        rows.send(
                connection,
                "copy cases.review (source, patient, review_no, tag, reason, date, type, id) from stdin (format binary)");
    }

    private static void setAside(Connection connection, List<PersonCase> cases) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.quarantine (source, cause, content, stage, message, type, id, patient, run, part,"
                        + " position, body_bytes) select v.source, ?, v.content, 'deriving', ?, v.type, v.id, ?, v.run,"
                        + " v.part, v.position, v.body_bytes from landing.version v"
                        + " where v.source = ? and v.type = ? and v.id = ? and v.content = ?"
                        + " on conflict (source, cause, content) do nothing")) {
            for (PersonCase one : cases) {
                for (SetAside aside : one.setAside()) {
                    insert.setString(1, aside.cause());
                    insert.setString(2, aside.message());
                    insert.setString(3, one.person().patient());
                    insert.setString(4, one.person().source());
                    insert.setString(5, aside.ref().type());
                    insert.setString(6, aside.ref().id());
                    insert.setBytes(7, HexFormat.of().parseHex(aside.ref().content()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static CopyRows person(CopyRows row, PersonKey person) {
        return row.text(person.source()).text(person.patient());
    }

    private static CopyRows version(CopyRows row, SourceRef ref) {
        return row.text(ref.type()).text(ref.id()).bytes(HexFormat.of().parseHex(ref.content()));
    }

    private static LocalDate day(PartialDate date) {
        return date == null ? null : date.first();
    }

    private static String precision(PartialDate date) {
        return date == null ? null : date.precision().word();
    }

    private static Integer whole(Long number) {
        return number == null ? null : Math.toIntExact(number);
    }
}
