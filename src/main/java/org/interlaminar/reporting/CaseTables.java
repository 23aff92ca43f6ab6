package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.interlaminar.cases.Assessment;
import org.interlaminar.cases.Awaited;
import org.interlaminar.cases.CodeHit;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.cases.FollowedIndex;
import org.interlaminar.cases.OutcomeEvent;
import org.interlaminar.cases.OutcomeScore;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.ProcedureContext;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.cases.Review;
import org.interlaminar.cases.Therapy;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.store.CopyRows;

/** Rows of people's cases, table by table, ready to be copied. */
final class CaseTables {
    private static final String AND = "; ";

    private final CopyRows people = new CopyRows();
    private final CopyRows procedures = new CopyRows();
    private final CopyRows scores = new CopyRows();
    private final CopyRows events = new CopyRows();
    private final CopyRows therapies = new CopyRows();
    private final CopyRows assessments = new CopyRows();
    private final CopyRows codeHits = new CopyRows();
    private final CopyRows reviews = new CopyRows();
    private final CopyRows followUps = new CopyRows();
    private final List<FollowUpWindow> windows;

    /** @param windows by which days are told, as scores are */
    CaseTables(List<FollowUpWindow> windows) {
        this.windows = windows;
    }

    /** Hash of all that would be kept of the case but the fingerprint of the value sets: 32 bytes. */
    static byte[] digest(PersonCase one, List<FollowUpWindow> windows) {
        CaseTables tables = new CaseTables(windows);
        tables.add(one, null, null);
        return CopyRows.sha256(
                tables.people,
                tables.procedures,
                tables.scores,
                tables.events,
                tables.therapies,
                tables.assessments,
                tables.codeHits,
                tables.reviews,
                tables.followUps);
    }

    /** @param terminology fingerprint of the value sets that decided */
    void add(PersonCase one, byte[] digest, String terminology) {
        person(one, digest, terminology);
        procedures(one);
        scores(one);
        events(one);
        therapies(one);
        assessments(one);
        codeHits(one);
        reviews(one);
        FollowedIndex.of(one, windows).ifPresent(followed -> followUp(one.person(), followed));
    }

    void send(Connection connection) throws SQLException {
        people.send(
                connection,
                "copy cases.person_case (source, patient, lss, nc, lss_first_date, lss_foraminal, mild, index_date,"
                        + " index_date_precision, age_at_index, sex, levels, certainty, comparator, comparator_date,"
                        + " death_date, last_contact, complete, order_undefined, joined, mild_brand, index_procedures, lss_first_day,"
                        + " death_day, last_contact_day, digest, terminology)"
                        + " from stdin (format binary)");
        procedures.send(
                connection,
                "copy cases.procedure (source, patient, event_no, index_no, kind, date, precision, day, reintervention,"
                        + " minutes, warnings, certainty, levels, laterality, setting, anaesthesia, sedation, guidance,"
                        + " incisions, implant, observation_hours, same_day_discharge, unplanned_return_7d,"
                        + " unplanned_return_30d, ced, records, window_name) from stdin (format binary)");
        scores.send(
                connection,
                "copy cases.score (source, patient, score_no, index_no, instrument, component, value, unit, date, day,"
                        + " window_name, chosen, after_reintervention, lost_response, warnings, type, id, content)"
                        + " from stdin (format binary)");
        events.send(
                connection,
                "copy cases.event (source, patient, event_no, index_no, kind, type, date, day, attribution,"
                        + " window_name)"
                        + " from stdin (format binary)");
        therapies.send(
                connection,
                "copy cases.therapy (source, patient, therapy_no, index_no, kind, ingredient, phase, first, last, count,"
                        + " certainty, morphine_mg_per_day, first_day, last_day) from stdin (format binary)");
        assessments.send(
                connection,
                "copy cases.assessment (source, patient, index_no, imaging, imaging_date, grade, grade_scheme,"
                        + " ligamentum_flavum_mm, slip, comorbidities, specialist_visit, imaging_day,"
                        + " specialist_visit_day) from stdin (format binary)");
        codeHits.send(
                connection,
                "copy cases.code_hit (source, patient, hit_no, system, code, member, value_set, value_set_version, rule,"
                        + " route, answer, tag, reason, date, type, id, content, day, window_name) from stdin (format binary)");
        reviews.send(
                connection,
                "copy cases.review (source, patient, review_no, tag, reason, date, type, id, settled_by, question, evidence,"
                        + " date_precision) from stdin (format binary)");
        followUps.send(
                connection,
                "copy cases.follow_up (source, patient, index_date, died, death_day, last_contact, reintervention,"
                        + " reintervention_day, used, scored, unclear) from stdin (format binary)");
    }

    private void person(PersonCase one, byte[] digest, String terminology) {
        key(people.row(27), one.person())
                .text(one.lss().word())
                .text(one.claudication().word())
                .date(day(one.stenosis().first()))
                .bool(one.stenosis().foraminal())
                .text(one.mild().word())
                .date(day(one.mildOn()))
                .text(precision(one.mildOn()))
                .integer(one.ageAtIndex())
                .text(one.patient() == null ? null : one.patient().sex())
                .text(one.index() == null ? null : levels(one.index()))
                .text(
                        one.mildProcedure().certainty() == null
                                ? null
                                : one.mildProcedure().certainty().word())
                .text(one.comparator() == null ? null : one.comparator().kind().word())
                .date(one.comparator() == null ? null : day(one.comparator().start()))
                .date(one.patient() == null ? null : day(one.patient().death()))
                .date(one.lastContact())
                .bool(one.complete())
                .bool(one.orderUndefined())
                .texts(one.joined())
                .bool(one.mildProcedure().brand())
                .integer(one.indexes().size())
                .integer(whole(fromIndex(one, 1, one.stenosis().first())))
                .integer(whole(
                        one.patient() == null
                                ? null
                                : fromIndex(one, 1, one.patient().death())))
                .integer(whole(
                        one.lastContact() == null ? null : fromIndex(one, 1, PartialDate.ofDay(one.lastContact()))))
                .bytes(digest)
                .text(terminology);
    }

    private void followUp(PersonKey person, FollowedIndex one) {
        key(followUps.row(11), person)
                .date(one.on())
                .bool(one.death().isKnown())
                .integer(one.death().day())
                .date(one.lastContact())
                .text(one.reintervention() == null ? null : one.reintervention().type())
                .integer(
                        one.reintervention() == null
                                ? null
                                : one.reintervention().day())
                .integer(Awaited.number(one.everScored()))
                .integers(one.scored().stream().map(Awaited::number).toList())
                .integers(one.unclear().stream().map(Awaited::number).toList());
    }

    private void procedures(PersonCase one) {
        int no = 0;
        for (ProcedureEvent event : one.procedures()) {
            CopyRows row = key(procedures.row(27), one.person())
                    .integer(++no)
                    .integer(event.indexNo())
                    .text(event.kind().word())
                    .date(day(event.start()))
                    .text(precision(event.start()))
                    .integer(whole(event.day()))
                    .text(event.reintervention().word())
                    .integer(whole(event.minutes()))
                    .text(String.join(AND, event.context().warnings()))
                    .text(event.certainty().word())
                    .text(levels(event));
            context(row, event);
            row.text(CaseChoices.window(windows, event.day()));
        }
    }

    private static void context(CopyRows row, ProcedureEvent event) {
        ProcedureContext context = event.context();
        row.text(context.laterality())
                .text(context.setting())
                .text(context.anaesthesia())
                .text(context.sedation())
                .text(context.guidance())
                .text(context.incisions())
                .text(context.implant())
                .numeric(context.observationHours())
                .text(context.sameDayDischarge())
                .text(context.unplannedReturn7d())
                .text(context.unplannedReturn30d())
                .text(context.ced())
                .integer((int)
                        event.evidence().stream().map(Evidence::ref).distinct().count());
    }

    private static String levels(ProcedureEvent event) {
        return event.levels().isEmpty() ? ProcedureContext.NOT_DOCUMENTED : String.join(AND, event.levels());
    }

    private void scores(PersonCase one) {
        int no = 0;
        for (OutcomeScore score : one.scores()) {
            version(
                    key(scores.row(18), one.person())
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
                            .bool(score.lostResponse())
                            .text(String.join(AND, score.warnings())),
                    score.evidence().ref());
        }
    }

    private void events(PersonCase one) {
        int no = 0;
        for (OutcomeEvent event : one.events()) {
            key(events.row(10), one.person())
                    .integer(++no)
                    .integer(event.indexNo())
                    .text(event.kind().word())
                    .text(event.type())
                    .date(day(event.on()))
                    .integer(whole(event.day()))
                    .text(event.attribution())
                    .text(CaseChoices.window(windows, event.day()));
        }
    }

    private void therapies(PersonCase one) {
        int no = 0;
        for (Therapy therapy : one.therapies()) {
            key(therapies.row(14), one.person())
                    .integer(++no)
                    .integer(therapy.indexNo())
                    .text(therapy.kind())
                    .text(therapy.ingredient())
                    .text(therapy.phase())
                    .date(day(therapy.first()))
                    .date(day(therapy.last()))
                    .integer(therapy.count())
                    .text(therapy.certainty().word())
                    .numeric(therapy.morphineEquivalent())
                    .integer(whole(fromIndex(one, therapy.indexNo(), therapy.first())))
                    .integer(whole(fromIndex(one, therapy.indexNo(), therapy.last())));
        }
    }

    private void assessments(PersonCase one) {
        for (Assessment facts : one.assessments()) {
            key(assessments.row(13), one.person())
                    .integer(facts.indexNo())
                    .text(facts.imaging())
                    .date(day(facts.imagingOn()))
                    .text(facts.grade())
                    .text(facts.gradeScheme())
                    .numeric(facts.ligamentumFlavum())
                    .text(facts.slip() ? "yes" : ProcedureContext.NOT_DOCUMENTED)
                    .text(String.join(AND, facts.comorbidities()))
                    .date(day(facts.specialistVisit()))
                    .integer(whole(fromIndex(one, facts.indexNo(), facts.imagingOn())))
                    .integer(whole(fromIndex(one, facts.indexNo(), facts.specialistVisit())));
        }
    }

    private void codeHits(PersonCase one) {
        int no = 0;
        for (CodeHit hit : one.codeHits()) {
            Long day = fromIndex(one, 1, hit.on());
            version(
                            key(codeHits.row(19), one.person())
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
                            hit.evidence().ref())
                    .integer(whole(day))
                    .text(CaseChoices.window(windows, day));
        }
    }

    private void reviews(PersonCase one) {
        int no = 0;
        for (Review review : one.reviews()) {
            key(reviews.row(12), one.person())
                    .integer(++no)
                    .text(review.tag())
                    .text(review.reason())
                    .date(day(review.on()))
                    .text(review.ref().type())
                    .text(review.ref().id())
                    .text(review.settledBy())
                    .text(review.question())
                    .texts(review.evidence().stream()
                            .map(evidence ->
                                    evidence.rule() + " " + evidence.match().recorded())
                            .sorted()
                            .toList())
                    .text(precision(review.on()));
        }
    }

    private static CopyRows key(CopyRows row, PersonKey person) {
        return row.text(person.source()).text(person.patient());
    }

    private static CopyRows version(CopyRows row, SourceRef ref) {
        return row.text(ref.type()).text(ref.id()).bytes(HexFormat.of().parseHex(ref.content()));
    }

    /** Days from one of the person's index procedures; null without it, or when the date is only a month or a year. */
    private static Long fromIndex(PersonCase one, int indexNo, PartialDate date) {
        if (!PartialDate.isDay(date) || one.indexes().size() < indexNo) {
            return null;
        }
        return ChronoUnit.DAYS.between(one.indexes().get(indexNo - 1).start().first(), date.first());
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
