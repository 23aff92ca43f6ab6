-- Views, so the analyst's picture can never drift from the cases. Repeatable: dropped and made again when this file changes.
drop view if exists mart.data_dictionary, mart.attrition, mart.code_hit, mart.score, mart.procedure, mart."case";

create view mart."case" as
select x.person, c.lss, c.nc, c.lss_first_date, c.lss_foraminal, c.mild, c.index_date, c.index_date_precision,
       c.age_at_index, c.sex, c.levels, c.certainty, c.comparator, c.comparator_date, c.death_date, c.last_contact,
       c.complete, c.order_undefined
from cases.person_case c join xwalk.person x using (source, patient);
comment on view mart."case" is 'One row per person with lumbar stenosis tagged or undecided, any MILD evidence, or a comparator operation.';
comment on column mart."case".person is 'Random surrogate.';
comment on column mart."case".lss is 'Lumbar spinal stenosis: yes, no, undecided.';
comment on column mart."case".nc is 'Neurogenic claudication: yes, not-documented, unknown; never no.';
comment on column mart."case".lss_first_date is 'Earliest onset of lumbar stenosis.';
comment on column mart."case".lss_foraminal is 'Foraminal stenosis is recorded.';
comment on column mart."case".mild is 'MILD: yes, no, undecided, trial-blinded, historical, hybrid, not-performed. An index case is yes with day precision.';
comment on column mart."case".index_date is 'Day of the event behind the MILD answer.';
comment on column mart."case".index_date_precision is 'day, month or year.';
comment on column mart."case".age_at_index is 'Whole years on the index day; 90 and over is one group in safe_harbor exports.';
comment on column mart."case".sex is 'Administrative gender as recorded.';
comment on column mart."case".levels is 'Treated levels, when documented.';
comment on column mart."case".certainty is 'definite (coded) or probable (text).';
comment on column mart."case".comparator is 'Kind of the first open operation of a person with LSS and no MILD evidence.';
comment on column mart."case".comparator_date is 'Its day.';
comment on column mart."case".death_date is 'Date of death, when recorded.';
comment on column mart."case".last_contact is 'Last day on which a landed record shows the person.';
comment on column mart."case".complete is 'False when a part of the record is in quarantine or has been given up, or the Patient is missing.';
comment on column mart."case".order_undefined is 'Two versions of a record could not be put in order by anything they say; the later one is a guess.';

-- The context of a procedure is not read yet; its columns stand here so that what is written against them keeps working.
create view mart.procedure as
select x.person, p.index_no, p.kind, p.date, p.precision,
       'not-documented'::text as levels,
       'not-documented'::text as laterality,
       'not-documented'::text as setting, p.minutes,
       'not-documented'::text as anaesthesia,
       'not-documented'::text as sedation,
       'not-documented'::text as guidance,
       'not-documented'::text as incisions,
       'not-documented'::text as implant,
       'not-documented'::text as observation_hours,
       'not-documented'::text as same_day_discharge,
       'not-documented'::text as unplanned_return_7d,
       'not-documented'::text as unplanned_return_30d,
       'not-documented'::text as ced,
       p.warnings, p.day, p.reintervention
from cases.procedure p join xwalk.person x using (source, patient);
comment on view mart.procedure is 'One row per recognised event, however many records tell of it.';
comment on column mart.procedure.person is 'Random surrogate.';
comment on column mart.procedure.index_no is 'Index procedure it belongs to; empty without one.';
comment on column mart.procedure.kind is 'mild, pild-trial-blinded, open-decompression, fusion, spacer, epidural-injection, ablation, stimulation.';
comment on column mart.procedure.date is 'Local day it began.';
comment on column mart.procedure.precision is 'day, month or year.';
comment on column mart.procedure.levels is 'Treated levels. Not read yet: always not-documented.';
comment on column mart.procedure.laterality is 'Side. Not read yet: always not-documented.';
comment on column mart.procedure.setting is 'Setting of care. Not read yet: always not-documented.';
comment on column mart.procedure.anaesthesia is 'Anaesthesia. Not read yet: always not-documented.';
comment on column mart.procedure.sedation is 'Sedation. Not read yet: always not-documented.';
comment on column mart.procedure.guidance is 'Image guidance. Not read yet: always not-documented.';
comment on column mart.procedure.incisions is 'Number of incisions. Not read yet: always not-documented.';
comment on column mart.procedure.implant is 'Implant on the day. Not read yet: always not-documented.';
comment on column mart.procedure.observation_hours is 'Hours of observation. Not read yet: always not-documented.';
comment on column mart.procedure.same_day_discharge is 'Discharge on the same day. Not read yet: always not-documented.';
comment on column mart.procedure.unplanned_return_7d is 'Unplanned return within 7 days. Not read yet: always not-documented.';
comment on column mart.procedure.unplanned_return_30d is 'Unplanned return within 30 days. Not read yet: always not-documented.';
comment on column mart.procedure.ced is 'Coverage with evidence development. Not read yet: always not-documented.';
comment on column mart.procedure.minutes is 'Recorded duration in minutes.';
comment on column mart.procedure.warnings is 'What a reviewer should know, separated by semicolons.';
comment on column mart.procedure.day is 'Days from the index (day 0).';
comment on column mart.procedure.reintervention is 'none, surgical or non-surgical, after the index.';

create view mart.score as
select x.person, s.index_no, s.instrument, s.component, s.value, s.unit, s.date, s.day, s.window_name as "window",
       s.chosen, s.after_reintervention, s.lost_response
from cases.score s join xwalk.person x using (source, patient);
comment on view mart.score is 'One row per outcome score.';
comment on column mart.score.person is 'Random surrogate.';
comment on column mart.score.index_no is 'Index procedure it is placed around; empty without one.';
comment on column mart.score.instrument is 'ODI (Oswestry Disability Index), NRS (pain, 0 to 10), ZCQ (Zurich Claudication Questionnaire).';
comment on column mart.score.component is 'score; back, leg, unspecified; symptom-severity, physical-function, satisfaction.';
comment on column mart.score.value is 'On the instrument''s scale; high is worse.';
comment on column mart.score.unit is 'percent or score; scale_unknown when the scale cannot be told.';
comment on column mart.score.date is 'Local day it was true.';
comment on column mart.score.day is 'Days from the index (day 0).';
comment on column mart.score."window" is 'Follow-up window, or unscheduled.';
comment on column mart.score.chosen is 'The one its window is judged by.';
comment on column mart.score.after_reintervention is 'Dated on or after a re-intervention that counts as treatment failure.';
comment on column mart.score.lost_response is 'Back within the threshold of baseline after a response.';

create view mart.code_hit as
select x.person, h.system, h.code, h.value_set, h.value_set_version, h.rule, h.route, h.answer, h.tag, h.reason, h.date,
       h.type as resource_type
from cases.code_hit h join xwalk.person x using (source, patient);
comment on view mart.code_hit is 'Every matched coding with the answer it led to: each tag explains itself.';
comment on column mart.code_hit.person is 'Random surrogate.';
comment on column mart.code_hit.system is 'Code system, normalised.';
comment on column mart.code_hit.code is 'Code as recorded, normalised.';
comment on column mart.code_hit.value_set is 'Value set it is a member of.';
comment on column mart.code_hit.value_set_version is 'Version of that value set.';
comment on column mart.code_hit.rule is 'Rule that asked.';
comment on column mart.code_hit.route is 'direct, site-map or text.';
comment on column mart.code_hit.answer is 'tagged, not-ours, undecided or score.';
comment on column mart.code_hit.tag is 'What was asked.';
comment on column mart.code_hit.reason is 'Why not; empty otherwise.';
comment on column mart.code_hit.date is 'Date of the record.';
comment on column mart.code_hit.resource_type is 'FHIR resource type of the record.';

create view mart.attrition as
with received as (
    select distinct p.source, coalesce(j.known_by, p.id) as patient
    from landing.current p left join cases.joined_record j on j.source = p.source and j.patient = p.id
    where p.type = 'Patient' and p.kind in ('whole', 'shrunk')
), people as (
    select r.source, r.patient, c.lss, c.mild, c.index_date_precision,
           exists (select from cases.score s where s.source = r.source and s.patient = r.patient and s.chosen
                   and s.instrument = 'ODI' and s.window_name = 'baseline') as baseline,
           exists (select from cases.score s where s.source = r.source and s.patient = r.patient and s.chosen
                   and s.instrument = 'ODI' and s.window_name not in ('baseline', 'unscheduled')) as follow_up,
           exists (select from cases.score s where s.source = r.source and s.patient = r.patient and s.chosen
                   and s.instrument = 'ODI' and s.window_name = '12-months') as at_12_months
    from received r left join cases.person_case c using (source, patient)
), facts as (
    select *, coalesce(lss, 'no') = 'yes' as has_lss, coalesce(mild, 'no') as mild_answer,
           coalesce(mild, 'no') = 'yes' and index_date_precision = 'day' as is_index
    from people
), steps(step, name, people, left_out, why) as (
    select 1, 'people received', count(*), 0::bigint, '' from facts
    union all
    select 2, 'with lumbar stenosis', count(*) filter (where has_lss), count(*) filter (where not has_lss),
           'no lumbar stenosis tagged' from facts
    union all
    select 3, 'with any MILD evidence', count(*) filter (where has_lss and mild_answer <> 'no'),
           count(*) filter (where has_lss and mild_answer = 'no'), 'no MILD evidence' from facts
    union all
    select 4 + o.n, 'after leaving out MILD ' || o.answer,
           count(*) filter (where has_lss and mild_answer <> 'no' and mild_answer <> all (o.so_far)),
           count(*) filter (where has_lss and mild_answer = o.answer), 'MILD ' || o.answer
    from facts cross join (values
        (0, 'undecided', array['undecided']),
        (1, 'trial-blinded', array['undecided', 'trial-blinded']),
        (2, 'historical', array['undecided', 'trial-blinded', 'historical']),
        (3, 'hybrid', array['undecided', 'trial-blinded', 'historical', 'hybrid']),
        (4, 'not-performed', array['undecided', 'trial-blinded', 'historical', 'hybrid', 'not-performed'])
    ) o(n, answer, so_far)
    group by o.n, o.answer, o.so_far
    union all
    select 9, 'index cases', count(*) filter (where has_lss and is_index),
           count(*) filter (where has_lss and mild_answer = 'yes' and not is_index), 'index day not recorded' from facts
    union all
    select 10, 'with ODI at baseline', count(*) filter (where has_lss and is_index and baseline),
           count(*) filter (where has_lss and is_index and not baseline), 'no ODI at baseline' from facts
    union all
    select 11, 'with ODI at any follow-up', count(*) filter (where has_lss and is_index and baseline and follow_up),
           count(*) filter (where has_lss and is_index and baseline and not follow_up), 'no ODI after the index' from facts
    union all
    select 12, 'analysed at 12 months', count(*) filter (where has_lss and is_index and baseline and at_12_months),
           count(*) filter (where has_lss and is_index and baseline and follow_up and not at_12_months),
           'no ODI at 12 months' from facts
)
select step, name, people, left_out, why from steps order by step;
comment on view mart.attrition is 'From people received to people analysed: each step is the one before less those left out.';
comment on column mart.attrition.step is 'Order.';
comment on column mart.attrition.name is 'Who remains.';
comment on column mart.attrition.people is 'How many remain.';
comment on column mart.attrition.left_out is 'How many this step left out.';
comment on column mart.attrition.why is 'Why they were left out.';

create view mart.data_dictionary as
select c.relname::text as table_name, a.attname::text as column_name, a.attnum::int as position,
       format_type(a.atttypid, a.atttypmod) as type, col_description(c.oid, a.attnum) as meaning
from pg_class c
join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'mart'
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind = 'v' and c.relname <> 'data_dictionary'
order by 1, 3;
comment on view mart.data_dictionary is 'What every column means.';
comment on column mart.data_dictionary.table_name is 'Table.';
comment on column mart.data_dictionary.column_name is 'Column.';
comment on column mart.data_dictionary.position is 'Order of the column.';
comment on column mart.data_dictionary.type is 'SQL type.';
comment on column mart.data_dictionary.meaning is 'What it says.';
