-- Views, so the analyst's picture can never drift from the cases. Repeatable: dropped and made again when this file changes.
-- Columns are only ever added at the end of a view, and then to its table in the schema frozen, too. Views of people are security
-- barriers: a function of the reader's own never sees a row the view does not show. It costs nothing measurable.
drop view if exists mart.data_dictionary, mart.snapshot_attrition, mart.snapshot_code_hit, mart.snapshot_assessment,
    mart.snapshot_therapy, mart.snapshot_event, mart.snapshot_score, mart.snapshot_procedure, mart.snapshot_case, mart.snapshot,
    mart.lineage, mart.attrition, mart.code_hit, mart.assessment, mart.therapy, mart.event, mart.score,
    mart.procedure, mart."case", cases.received;

create view mart."case" with (security_barrier) as
select x.person, c.lss, c.nc, c.lss_first_date, c.lss_foraminal, c.mild, c.index_date, c.index_date_precision,
       c.age_at_index, c.sex, c.levels, c.certainty, c.comparator, c.comparator_date, c.death_date, c.last_contact,
       c.complete, c.order_undefined, c.mild_brand, c.index_procedures, c.lss_first_day, c.death_day, c.last_contact_day
from cases.person_case c join xwalk.person x using (source, patient);
comment on view mart."case" is 'One row per person with lumbar stenosis tagged or undecided, any MILD evidence, or a comparator operation.';
comment on column mart."case".person is 'Random surrogate.';
comment on column mart."case".lss is 'Lumbar spinal stenosis. One of: yes, no, undecided.';
comment on column mart."case".nc is 'Neurogenic claudication; never no. One of: yes, not-documented, unknown.';
comment on column mart."case".lss_first_date is 'Earliest onset of lumbar stenosis.';
comment on column mart."case".lss_foraminal is 'Foraminal stenosis is recorded.';
comment on column mart."case".mild is 'MILD; an index case is yes with day precision. One of: yes, no, undecided, trial-blinded, historical, hybrid, not-performed.';
comment on column mart."case".index_date is 'Day of the event behind the MILD answer.';
comment on column mart."case".index_date_precision is 'How much of index_date is known. One of: day, month, year.';
comment on column mart."case".age_at_index is 'Age on the index day; 90 and over is one group in safe_harbor exports. Unit: whole years.';
comment on column mart."case".sex is 'Administrative gender as recorded. One of: female, male, other, unknown.';
comment on column mart."case".levels is 'Treated levels, when documented.';
comment on column mart."case".certainty is 'definite is coded, probable is words. One of: definite, probable.';
comment on column mart."case".comparator is 'Kind of the first open operation of a person with LSS and no MILD evidence. One of: open-decompression, fusion, spacer.';
comment on column mart."case".comparator_date is 'Its day.';
comment on column mart."case".death_date is 'Date of death, when recorded.';
comment on column mart."case".last_contact is 'Last day on which a landed record shows the person.';
comment on column mart."case".complete is 'False when a part of the record is in quarantine or has been given up, or the Patient is missing.';
comment on column mart."case".order_undefined is 'Two versions of a record could not be put in order by anything they say; the later one is a guess.';
comment on column mart."case".mild_brand is 'Words or a device name the product, and not only the technique.';
comment on column mart."case".index_procedures is 'Number of index procedures; index_date is the first.';
comment on column mart."case".lss_first_day is 'lss_first_date from the first index (day 0); empty without an index, or when only a month or a year is known. Unit: days.';
comment on column mart."case".death_day is 'death_date from the first index; empty likewise. Unit: days.';
comment on column mart."case".last_contact_day is 'last_contact from the first index; empty without an index. Unit: days.';

create view mart.procedure with (security_barrier) as
select x.person, p.index_no, p.kind, p.date, p.precision, p.levels, p.laterality, p.setting, p.minutes, p.anaesthesia,
       p.sedation, p.guidance, p.incisions, p.implant,
       coalesce(p.observation_hours::text, 'not-documented') as observation_hours, p.same_day_discharge,
       p.unplanned_return_7d, p.unplanned_return_30d, p.ced, p.warnings, p.day, p.reintervention, p.certainty, p.records,
       p.window_name as "window"
from cases.procedure p join xwalk.person x using (source, patient);
comment on view mart.procedure is 'One row per recognised event, however many records tell of it.';
comment on column mart.procedure.person is 'Random surrogate.';
comment on column mart.procedure.index_no is 'Index procedure it belongs to, the last one until its day; empty without one.';
comment on column mart.procedure.kind is 'What was done. One of: mild, pild-trial-blinded, open-decompression, fusion, spacer, epidural-injection, ablation, stimulation.';
comment on column mart.procedure.date is 'Local day it began.';
comment on column mart.procedure.precision is 'How much of date is known. One of: day, month, year.';
comment on column mart.procedure.levels is 'Interspaces named by any of its records, separated by semicolons; not-documented.';
comment on column mart.procedure.laterality is 'Side. One of: left, right, bilateral, mixed, not-documented.';
comment on column mart.procedure.setting is 'Class of its visit (ambulatory, short-stay, observation, inpatient, emergency) or place of service; not-documented.';
comment on column mart.procedure.minutes is 'Recorded duration. Unit: minutes.';
comment on column mart.procedure.anaesthesia is 'local, general, mac, regional, not-documented.';
comment on column mart.procedure.sedation is 'Depth of sedation; given when only the drug of the day is recorded. One of: none, minimal, moderate, deep, given, not-documented.';
comment on column mart.procedure.guidance is 'Image guidance, separated by semicolons; not-documented.';
comment on column mart.procedure.incisions is 'Number of incisions, from words only; not-documented.';
comment on column mart.procedure.implant is 'yes when an implant is recorded on the day (none is expected with MILD). One of: yes, not-documented.';
comment on column mart.procedure.observation_hours is 'From its end to the end of its visit; not-documented. Unit: hours.';
comment on column mart.procedure.same_day_discharge is 'Home on the day it was done. One of: yes, no, not-documented.';
comment on column mart.procedure.unplanned_return_7d is 'yes when an emergency visit or admission follows within 7 days. One of: yes, not-documented.';
comment on column mart.procedure.unplanned_return_30d is 'yes when an emergency visit or admission follows within 30 days. One of: yes, not-documented.';
comment on column mart.procedure.ced is 'Flags of coverage with evidence development, separated by semicolons; not-documented.';
comment on column mart.procedure.warnings is 'What a reviewer should know, separated by semicolons.';
comment on column mart.procedure.day is 'From its index (day 0). Unit: days.';
comment on column mart.procedure.reintervention is 'Its role after the first index; a second index is a surgical one for the first. One of: none, surgical, non-surgical.';
comment on column mart.procedure.certainty is 'definite is coded, probable is words. One of: definite, probable.';
comment on column mart.procedure.records is 'How many records tell of it.';
comment on column mart.procedure."window" is 'Follow-up window its day falls into, or unscheduled; the index itself is in baseline.';

create view mart.score with (security_barrier) as
select x.person, s.index_no, s.instrument, s.component, s.value, s.unit, s.date, s.day, s.window_name as "window",
       s.chosen, s.after_reintervention, s.lost_response, s.warnings
from cases.score s join xwalk.person x using (source, patient);
comment on view mart.score is 'One row per outcome score.';
comment on column mart.score.person is 'Random surrogate.';
comment on column mart.score.index_no is 'Index procedure it is placed around; empty without one.';
comment on column mart.score.instrument is 'ODI is the Oswestry Disability Index, ZCQ the Zurich Claudication Questionnaire; NRS and VAS are of pain. One of: ODI, NRS, VAS, ZCQ, PROMIS, EQ-5D, walking.';
comment on column mart.score.component is 'Part of the instrument. One of: score, back, leg, unspecified, symptom-severity, physical-function, satisfaction, pain-interference, index, vas, distance, tolerance.';
comment on column mart.score.value is 'On the instrument''s scale, in the unit of the column unit; high is worse, but for PROMIS physical-function, EQ-5D and walking.';
comment on column mart.score.unit is 'Scale of the value; scale_unknown when it cannot be told. One of: percent, score, of-10, of-100, t-score, index, m, s, scale_unknown.';
comment on column mart.score.date is 'Local day it was true.';
comment on column mart.score.day is 'From the index (day 0). Unit: days.';
comment on column mart.score."window" is 'Follow-up window, or unscheduled.';
comment on column mart.score.chosen is 'The one its window is judged by.';
comment on column mart.score.after_reintervention is 'Dated on or after a re-intervention that counts as treatment failure.';
comment on column mart.score.lost_response is 'Back within the threshold of baseline after a response.';
comment on column mart.score.warnings is 'What a reviewer should know, separated by semicolons.';

create view mart.event with (security_barrier) as
select x.person, e.index_no, e.kind, e.type, e.date, e.day, e.attribution, e.window_name as "window"
from cases.event e join xwalk.person x using (source, patient);
comment on view mart.event is 'One row per complication, re-intervention, symptom, unplanned return and milestone of an index case.';
comment on column mart.event.person is 'Random surrogate.';
comment on column mart.event.index_no is 'Index procedure it is told from.';
comment on column mart.event.kind is 'What sort of event. One of: complication, reintervention, symptom, unplanned-return, milestone.';
comment on column mart.event.type is 'What happened: infection, bleeding, durotomy, nerve-injury, procedure-pain, other; repeat-mild, open-decompression, fusion, spacer, epidural-injection, ablation, stimulation; numbness, weakness, gait, pain; emergency, inpatient; an activity.';
comment on column mart.event.date is 'Local day.';
comment on column mart.event.day is 'From the index (day 0). Unit: days.';
comment on column mart.event.attribution is 'Complication: linked by its record or new in its window, both counted; temporal_only, not counted. Re-intervention: surgical, non-surgical. Symptom: before, new, known, expected. Others: recorded. One of: linked, new, temporal_only, surgical, non-surgical, before, known, expected, recorded.';
comment on column mart.event."window" is 'Follow-up window its day falls into, or unscheduled; the day of the index is in baseline.';

create view mart.therapy with (security_barrier) as
select x.person, t.index_no, t.kind, t.ingredient, t.phase, t.first, t.last, t.count, t.certainty, t.morphine_mg_per_day,
       t.first_day, t.last_day
from cases.therapy t join xwalk.person x using (source, patient);
comment on view mart.therapy is 'Conservative care documented in the year before an index, or after it; never called failed.';
comment on column mart.therapy.person is 'Random surrogate.';
comment on column mart.therapy.index_no is 'Index procedure it is told from.';
comment on column mart.therapy.kind is 'What care. One of: physical-therapy, epidural-injection, nsaid, neuropathic, opioid, analgesic.';
comment on column mart.therapy.ingredient is 'Ingredient of a drug, else empty.';
comment on column mart.therapy.phase is 'before is the year before the index. One of: before, after.';
comment on column mart.therapy.first is 'First day on which it is recorded in the phase.';
comment on column mart.therapy.last is 'Last day on which it is recorded in the phase.';
comment on column mart.therapy.count is 'On how many days it is recorded: sessions, injections, orders. Unit: days.';
comment on column mart.therapy.certainty is 'definite by code, probable by a word. One of: definite, probable.';
comment on column mart.therapy.morphine_mg_per_day is 'Most oral morphine that one order adds up to; empty when the dose is not told. Unit: mg a day.';
comment on column mart.therapy.first_day is 'first from the index (day 0); empty when only a month or a year is known. Unit: days.';
comment on column mart.therapy.last_day is 'last from the index; empty likewise. Unit: days.';

create view mart.assessment with (security_barrier) as
select x.person, a.index_no, a.imaging, a.imaging_date, a.grade, a.grade_scheme, a.ligamentum_flavum_mm, a.slip,
       a.comorbidities, a.specialist_visit, a.imaging_day, a.specialist_visit_day
from cases.assessment a join xwalk.person x using (source, patient);
comment on view mart.assessment is 'What was recorded by the day of each index. Facts only: candidacy is never judged.';
comment on column mart.assessment.person is 'Random surrogate.';
comment on column mart.assessment.index_no is 'Index procedure it is told from.';
comment on column mart.assessment.imaging is 'The last lumbar imaging in the year before. One of: mri, ct.';
comment on column mart.assessment.imaging_date is 'Its day.';
comment on column mart.assessment.grade is 'Stenosis grade in its scheme.';
comment on column mart.assessment.grade_scheme is 'Scheme of the grade. One of: schizas, lee, qualitative.';
comment on column mart.assessment.ligamentum_flavum_mm is 'Thickness of the ligamentum flavum. Unit: mm.';
comment on column mart.assessment.slip is 'yes when spondylolisthesis is recorded. One of: yes, not-documented.';
comment on column mart.assessment.comorbidities is 'Kinds of comorbidity recorded by the day, separated by semicolons.';
comment on column mart.assessment.specialist_visit is 'Last visit at a spine or pain clinic before the index.';
comment on column mart.assessment.imaging_day is 'imaging_date from the index (day 0); empty when only a month or a year is known. Unit: days.';
comment on column mart.assessment.specialist_visit_day is 'specialist_visit from the index; empty likewise. Unit: days.';

create view mart.code_hit with (security_barrier) as
select x.person, h.system, h.code, h.value_set, h.value_set_version, h.rule, h.route, h.answer, h.tag, h.reason, h.date,
       h.type as resource_type, h.day, h.window_name as "window"
from cases.code_hit h join xwalk.person x using (source, patient);
comment on view mart.code_hit is 'Every matched coding with the answer it led to: each tag explains itself.';
comment on column mart.code_hit.person is 'Random surrogate.';
comment on column mart.code_hit.system is 'Code system, normalised.';
comment on column mart.code_hit.code is 'Code as recorded, normalised.';
comment on column mart.code_hit.value_set is 'Value set it is a member of.';
comment on column mart.code_hit.value_set_version is 'Version of that value set.';
comment on column mart.code_hit.rule is 'Rule that asked.';
comment on column mart.code_hit.route is 'How it was matched. One of: direct, site-map, text.';
comment on column mart.code_hit.answer is 'What it led to. One of: tagged, not-ours, undecided, score, no-score, event, therapy.';
comment on column mart.code_hit.tag is 'What was asked.';
comment on column mart.code_hit.reason is 'Why not; empty otherwise.';
comment on column mart.code_hit.date is 'Date of the record.';
comment on column mart.code_hit.resource_type is 'FHIR resource type of the record.';
comment on column mart.code_hit.day is 'date from the first index (day 0); empty without an index, or when only a month or a year is known. Unit: days.';
comment on column mart.code_hit."window" is 'Follow-up window that day falls into, or unscheduled.';

create view mart.lineage with (security_barrier) as
select x.person, h.tag, h.answer, h.rule, h.value_set, h.value_set_version, h.date, h.day, h.type as resource_type,
       encode(h.content, 'hex') as resource_version, v.run, v.part
from cases.code_hit h join xwalk.person x using (source, patient)
left join landing.version v using (source, type, id, content);
comment on view mart.lineage is 'Where the rows of a person come from: what was asked, by which rule and value set, of which version of which resource, and the part of the run that brought it. One row for every row of code_hit, of the cases as they stand now.';
comment on column mart.lineage.person is 'Random surrogate.';
comment on column mart.lineage.tag is 'What was asked: the kind of a procedure, event or therapy, an instrument, lss, nc.';
comment on column mart.lineage.answer is 'What it led to. One of: tagged, not-ours, undecided, score, no-score, event, therapy.';
comment on column mart.lineage.rule is 'Rule that asked.';
comment on column mart.lineage.value_set is 'Value set whose member was found.';
comment on column mart.lineage.value_set_version is 'Version of that value set.';
comment on column mart.lineage.date is 'Date of the record.';
comment on column mart.lineage.day is 'date from the first index (day 0); empty without an index, or when only a month or a year is known. Unit: days.';
comment on column mart.lineage.resource_type is 'FHIR resource type of the record.';
comment on column mart.lineage.resource_version is 'Hash of the resource as it was received: equal content, equal hash. Not the id it has at its source.';
comment on column mart.lineage.run is 'Number of the run that brought it first.';
comment on column mart.lineage.part is 'Number of the page or file in that run.';

create view cases.received as
select distinct p.source, coalesce(j.known_by, p.id) as patient
from landing.current p left join cases.joined_record j on j.source = p.source and j.patient = p.id
where p.type = 'Patient' and p.kind in ('whole', 'shrunk');
comment on view cases.received is 'People whose Patient is live, each once.';
comment on column cases.received.source is 'Source id.';
comment on column cases.received.patient is 'Logical id of the Patient the person is known by.';

-- People and scores are looked through once, for all steps.
create view mart.attrition as
with received as materialized (
    select source, patient from cases.received
), odi as (
    select source, patient, bool_or(window_name = 'baseline') as baseline,
           bool_or(window_name not in ('baseline', 'unscheduled')) as follow_up, bool_or(window_name = '12-months') as at_12_months
    from cases.score where chosen and index_no = 1 and instrument = 'ODI'
    group by source, patient
), facts as (
    select c.mild, c.mild = 'yes' and coalesce(c.index_date_precision = 'day', false) as is_index,
           coalesce(o.baseline, false) as baseline, coalesce(o.baseline and o.follow_up, false) as follow_up,
           coalesce(o.baseline and o.at_12_months, false) as at_12_months
    from received r join cases.person_case c using (source, patient) left join odi o using (source, patient)
    where c.lss = 'yes'
), counted as (
    select (select count(*) from received) as received,
           (select count(*) from received r where exists (select from cases.held_back h
            where h.source = r.source and h.patient = r.patient and h.type = 'Patient')) as held_back, count(*) as lss, count(*) filter (where mild <> 'no') as evidence,
           count(*) filter (where mild = 'undecided') as undecided,
           count(*) filter (where mild = 'trial-blinded') as trial_blinded,
           count(*) filter (where mild = 'historical') as historical,
           count(*) filter (where mild = 'hybrid') as hybrid,
           count(*) filter (where mild = 'not-performed') as not_performed,
           count(*) filter (where mild = 'yes' and not is_index) as without_day,
           count(*) filter (where is_index) as index_cases,
           count(*) filter (where is_index and baseline) as baseline,
           count(*) filter (where is_index and follow_up) as follow_up,
           count(*) filter (where is_index and at_12_months) as at_12_months
    from facts
)
select s.step, s.name, s.people, s.left_out, s.why
from counted c cross join lateral (values
    (1, 'people received', received, 0::bigint, ''),
    (2, 'after leaving out people held back', received - held_back, held_back, 'held back by a confidentiality label'),
    (3, 'with lumbar stenosis', lss, received - held_back - lss, 'no lumbar stenosis tagged'),
    (4, 'with any MILD evidence', evidence, lss - evidence, 'no MILD evidence'),
    (5, 'after leaving out MILD undecided', evidence - undecided, undecided, 'MILD undecided'),
    (6, 'after leaving out MILD trial-blinded', evidence - undecided - trial_blinded, trial_blinded, 'MILD trial-blinded'),
    (7, 'after leaving out MILD historical', evidence - undecided - trial_blinded - historical, historical, 'MILD historical'),
    (8, 'after leaving out MILD hybrid', evidence - undecided - trial_blinded - historical - hybrid, hybrid, 'MILD hybrid'),
    (9, 'after leaving out MILD not-performed', evidence - undecided - trial_blinded - historical - hybrid - not_performed,
        not_performed, 'MILD not-performed'),
    (10, 'index cases', index_cases, without_day, 'index day not recorded'),
    (11, 'with ODI at baseline', baseline, index_cases - baseline, 'no ODI at baseline'),
    (12, 'with ODI at any follow-up', follow_up, baseline - follow_up, 'no ODI after the index'),
    (13, 'analysed at 12 months', at_12_months, follow_up - at_12_months, 'no ODI at 12 months')
) s(step, name, people, left_out, why)
order by s.step;
comment on view mart.attrition is 'From people received to people analysed: each step is the one before less those left out.';
comment on column mart.attrition.step is 'Order.';
comment on column mart.attrition.name is 'Who remains.';
comment on column mart.attrition.people is 'How many remain. Unit: people.';
comment on column mart.attrition.left_out is 'How many this step left out. Unit: people.';
comment on column mart.attrition.why is 'Why they were left out.';

create view mart.snapshot as
select number, taken_at, cut_off, label, software, value_sets, settings, people_waiting, people_forgotten, case_rows,
       procedure_rows, score_rows, event_rows, therapy_rows, assessment_rows, code_hit_rows
from ledger.snapshot;
do $$
declare
    one record;
begin
    for one in select a.attname as name, col_description(a.attrelid, a.attnum) as meaning from pg_attribute a
               join pg_attribute v on v.attrelid = 'mart.snapshot'::regclass and v.attname = a.attname
               where a.attrelid = 'ledger.snapshot'::regclass and a.attnum > 0 loop
        execute format('comment on column mart.snapshot.%I is %L', one.name, one.meaning);
    end loop;
end
$$;
comment on view mart.snapshot is 'Snapshots: the mart as it was, kept so that what was published can be computed again.';

-- Every frozen table as of every snapshot, with the columns and the comments of its view.
do $$
declare
    tables text[] := array['case', 'procedure', 'score', 'event', 'therapy', 'assessment', 'code_hit', 'attrition'];
    one text;
    of_mart text;
    of_frozen text;
    col record;
begin
    foreach one in array tables loop
        select string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) into of_mart
        from pg_attribute where attrelid = format('mart.%I', one)::regclass and attnum > 0 and not attisdropped;
        select string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum) into of_frozen
        from pg_attribute where attrelid = format('frozen.%I', one)::regclass and attnum > 0 and not attisdropped
        and attname not in ('since', 'until');
        if of_mart is distinct from of_frozen then
            raise exception 'frozen.% must have the columns of mart.%: (%) instead of (%)', one, one, of_mart, of_frozen;
        end if;
        execute format('create view mart.%I with (security_barrier) as select s.number as snapshot, %s from ledger.snapshot s'
            ' join frozen.%I f on f.since <= s.number and (f.until is null or f.until > s.number)',
            'snapshot_' || one,
            (select string_agg(format('f.%I', attname), ', ' order by attnum) from pg_attribute
             where attrelid = format('mart.%I', one)::regclass and attnum > 0 and not attisdropped), one);
        execute format('comment on view mart.%I is %L', 'snapshot_' || one,
            'mart.' || one || ' as of each snapshot: always ask for one snapshot.');
        execute format('comment on column mart.%I.snapshot is %L', 'snapshot_' || one, 'Number of the snapshot.');
        for col in select attname as name, col_description(attrelid, attnum) as meaning from pg_attribute
                   where attrelid = format('mart.%I', one)::regclass and attnum > 0 and not attisdropped loop
            execute format('comment on column mart.%I.%I is %L', 'snapshot_' || one, col.name, col.meaning);
            execute format('comment on column frozen.%I.%I is %L', one, col.name, col.meaning);
        end loop;
    end loop;
end
$$;

-- Everything it tells is in the comments: a comment may say "One of: a, b." and "Unit: mm.", and is told whole as well.
create view mart.data_dictionary with (security_barrier) as
select c.relname::text as table_name, a.attname::text as column_name, a.attnum::int as position,
       format_type(a.atttypid, a.atttypmod) as type, col_description(c.oid, a.attnum) as meaning,
       substring(col_description(c.oid, a.attnum) from 'Unit: ([^.]+)\.$') as unit,
       substring(col_description(c.oid, a.attnum) from 'One of: ([^.]+)\.$') as allowed_values
from pg_class c
join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'mart'
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind = 'v' and c.relname not like 'snapshot\_%'
order by 1, 3;
comment on view mart.data_dictionary is 'What every column means. snapshot_case and its like have the columns of the table they are named after, behind snapshot.';
comment on column mart.data_dictionary.table_name is 'Table.';
comment on column mart.data_dictionary.column_name is 'Column.';
comment on column mart.data_dictionary.position is 'Order of the column.';
comment on column mart.data_dictionary.type is 'SQL type.';
comment on column mart.data_dictionary.meaning is 'What it says.';
comment on column mart.data_dictionary.unit is 'What its numbers count; empty where that is no number or stands in another column.';
comment on column mart.data_dictionary.allowed_values is 'Every word it can be, separated by commas; empty where there are others.';

-- Who may read: the two roles, and nobody by default.
create or replace function access.admit_readers() returns text[] language plpgsql as $$
declare
    reads constant text[] := array['analyst_ro', 'mart', 'aggregate_ro', 'aggregate'];
    missing text[] := '{}';
    reader text;
    room text;
    one record;
begin
    -- Nodes that start together would grant the same at the same time, which PostgreSQL refuses to all but one.
    perform pg_advisory_xact_lock(hashtextextended('work admit readers', 0));
    for one in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
               where n.nspname in ('landing', 'ledger', 'cases', 'xwalk', 'mart', 'access', 'frozen', 'aggregate')
               and has_function_privilege('public', p.oid, 'execute') loop
        execute format('revoke all on function %s from public', one.name);
    end loop;
    for i in 1 .. 3 by 2 loop
        reader := reads[i];
        room := reads[i + 1];
        -- Roles belong to the whole server: another database may be making the same one.
        if not exists (select from pg_roles where rolname = reader) then
            begin
                execute format('create role %I nologin', reader);
                execute format('alter role %I set default_transaction_read_only = on', reader);
                execute format('alter role %I set statement_timeout = %L', reader, '15min');
            exception
                when duplicate_object or unique_violation then null;
                when insufficient_privilege then missing := missing || reader;
            end;
        end if;
        continue when not exists (select from pg_roles where rolname = reader);
        if not has_schema_privilege(reader, room, 'usage') then
            execute format('grant usage on schema %I to %I', room, reader);
        end if;
        for one in select c.oid::regclass as name from pg_class c
                   where c.relnamespace = room::regnamespace and c.relkind in ('r', 'v', 'm', 'p')
                   and not has_table_privilege(reader, c.oid, 'select') loop
            execute format('grant select on %s to %I', one.name, reader);
        end loop;
        if not exists (select from pg_default_acl d cross join lateral aclexplode(d.defaclacl) a
                       where d.defaclnamespace = room::regnamespace and d.defaclobjtype = 'r'
                       and d.defaclrole = (select oid from pg_roles where rolname = current_user)
                       and a.grantee = (select oid from pg_roles where rolname = reader)) then
            execute format('alter default privileges in schema %I grant select on tables to %I', room, reader);
        end if;
    end loop;
    return missing;
end
$$;
comment on function access.admit_readers() is 'Makes the roles analyst_ro and aggregate_ro where that is allowed, and grants them what they may read. Returns those that neither exist nor may be made. Asked at every start.';
do $$
declare
    missing text[] := access.admit_readers();
begin
    if missing <> '{}' then
        raise warning 'This login may not create roles: nobody but it reads the mart until a superuser has said: create role % nologin;',
            array_to_string(missing, ' nologin; create role ');
    end if;
end
$$;
