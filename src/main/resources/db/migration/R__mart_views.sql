-- Views, so the analyst's picture can never drift from the cases. Repeatable: dropped and made again when this file changes.
drop view if exists mart.data_dictionary, mart.attrition, mart.code_hit, mart.assessment, mart.therapy, mart.event, mart.score,
    mart.procedure, mart."case";

create view mart."case" as
select x.person, c.lss, c.nc, c.lss_first_date, c.lss_foraminal, c.mild, c.index_date, c.index_date_precision,
       c.age_at_index, c.sex, c.levels, c.certainty, c.comparator, c.comparator_date, c.death_date, c.last_contact,
       c.complete, c.order_undefined, c.mild_brand, c.index_procedures
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
comment on column mart."case".mild_brand is 'Words or a device name the product, and not only the technique.';
comment on column mart."case".index_procedures is 'Number of index procedures; index_date is the first.';

create view mart.procedure as
select x.person, p.index_no, p.kind, p.date, p.precision, p.levels, p.laterality, p.setting, p.minutes, p.anaesthesia,
       p.sedation, p.guidance, p.incisions, p.implant,
       coalesce(p.observation_hours::text, 'not-documented') as observation_hours, p.same_day_discharge,
       p.unplanned_return_7d, p.unplanned_return_30d, p.ced, p.warnings, p.day, p.reintervention, p.certainty, p.records
from cases.procedure p join xwalk.person x using (source, patient);
comment on view mart.procedure is 'One row per recognised event, however many records tell of it.';
comment on column mart.procedure.person is 'Random surrogate.';
comment on column mart.procedure.index_no is 'Index procedure it belongs to, the last one until its day; empty without one.';
comment on column mart.procedure.kind is 'mild, pild-trial-blinded, open-decompression, fusion, spacer, epidural-injection, ablation, stimulation.';
comment on column mart.procedure.date is 'Local day it began.';
comment on column mart.procedure.precision is 'day, month or year.';
comment on column mart.procedure.levels is 'Interspaces named by any of its records, separated by semicolons; not-documented.';
comment on column mart.procedure.laterality is 'left, right, bilateral, mixed, not-documented.';
comment on column mart.procedure.setting is 'Class of its visit (ambulatory, short-stay, observation, inpatient, emergency) or place of service; not-documented.';
comment on column mart.procedure.minutes is 'Recorded duration in minutes.';
comment on column mart.procedure.anaesthesia is 'local, general, mac, regional, not-documented.';
comment on column mart.procedure.sedation is 'none, minimal, moderate, deep; given when only the drug of the day is recorded; not-documented.';
comment on column mart.procedure.guidance is 'Image guidance, separated by semicolons; not-documented.';
comment on column mart.procedure.incisions is 'Number of incisions, from words only; not-documented.';
comment on column mart.procedure.implant is 'yes when an implant is recorded on the day (none is expected with MILD); not-documented.';
comment on column mart.procedure.observation_hours is 'Hours from its end to the end of its visit; not-documented.';
comment on column mart.procedure.same_day_discharge is 'yes, no, not-documented.';
comment on column mart.procedure.unplanned_return_7d is 'yes when an emergency visit or admission follows within 7 days; not-documented.';
comment on column mart.procedure.unplanned_return_30d is 'yes when an emergency visit or admission follows within 30 days; not-documented.';
comment on column mart.procedure.ced is 'Flags of coverage with evidence development, separated by semicolons; not-documented.';
comment on column mart.procedure.warnings is 'What a reviewer should know, separated by semicolons.';
comment on column mart.procedure.day is 'Days from its index (day 0).';
comment on column mart.procedure.reintervention is 'none, surgical or non-surgical, after the first index; a second index is a surgical one for the first.';
comment on column mart.procedure.certainty is 'definite (coded) or probable (words).';
comment on column mart.procedure.records is 'How many records tell of it.';

create view mart.score as
select x.person, s.index_no, s.instrument, s.component, s.value, s.unit, s.date, s.day, s.window_name as "window",
       s.chosen, s.after_reintervention, s.lost_response, s.warnings
from cases.score s join xwalk.person x using (source, patient);
comment on view mart.score is 'One row per outcome score.';
comment on column mart.score.person is 'Random surrogate.';
comment on column mart.score.index_no is 'Index procedure it is placed around; empty without one.';
comment on column mart.score.instrument is 'ODI (Oswestry Disability Index), NRS and VAS (pain), ZCQ (Zurich Claudication Questionnaire), PROMIS, EQ-5D, walking.';
comment on column mart.score.component is 'score; back, leg, unspecified; symptom-severity, physical-function, satisfaction; pain-interference; index, vas; distance, tolerance.';
comment on column mart.score.value is 'On the instrument''s scale; high is worse, but for PROMIS physical-function, EQ-5D and walking.';
comment on column mart.score.unit is 'percent, score, of-10, of-100, t-score, index, m, s; scale_unknown when the scale cannot be told.';
comment on column mart.score.date is 'Local day it was true.';
comment on column mart.score.day is 'Days from the index (day 0).';
comment on column mart.score."window" is 'Follow-up window, or unscheduled.';
comment on column mart.score.chosen is 'The one its window is judged by.';
comment on column mart.score.after_reintervention is 'Dated on or after a re-intervention that counts as treatment failure.';
comment on column mart.score.lost_response is 'Back within the threshold of baseline after a response.';
comment on column mart.score.warnings is 'What a reviewer should know, separated by semicolons.';

create view mart.event as
select x.person, e.index_no, e.kind, e.type, e.date, e.day, e.attribution
from cases.event e join xwalk.person x using (source, patient);
comment on view mart.event is 'One row per complication, re-intervention, symptom, unplanned return and milestone of an index case.';
comment on column mart.event.person is 'Random surrogate.';
comment on column mart.event.index_no is 'Index procedure it is told from.';
comment on column mart.event.kind is 'complication, reintervention, symptom, unplanned-return, milestone.';
comment on column mart.event.type is 'What happened: infection, bleeding, durotomy, nerve-injury, procedure-pain, other; repeat-mild, open-decompression, fusion, spacer, epidural-injection, ablation, stimulation; numbness, weakness, gait, pain; emergency, inpatient; an activity.';
comment on column mart.event.date is 'Local day.';
comment on column mart.event.day is 'Days from the index (day 0).';
comment on column mart.event.attribution is 'Complication: linked by its record or new in its window, both counted; temporal_only, not counted. Re-intervention: surgical, non-surgical. Symptom: before, new, known, expected.';

create view mart.therapy as
select x.person, t.index_no, t.kind, t.ingredient, t.phase, t.first, t.last, t.count, t.certainty, t.morphine_mg_per_day
from cases.therapy t join xwalk.person x using (source, patient);
comment on view mart.therapy is 'Conservative care documented in the year before an index, or after it; never called failed.';
comment on column mart.therapy.person is 'Random surrogate.';
comment on column mart.therapy.index_no is 'Index procedure it is told from.';
comment on column mart.therapy.kind is 'physical-therapy, epidural-injection, nsaid, neuropathic, opioid, analgesic.';
comment on column mart.therapy.ingredient is 'Ingredient of a drug, else empty.';
comment on column mart.therapy.phase is 'before (the year before the index) or after.';
comment on column mart.therapy.first is 'First day on which it is recorded in the phase.';
comment on column mart.therapy.last is 'Last day on which it is recorded in the phase.';
comment on column mart.therapy.count is 'Days on which it is recorded: sessions, injections, orders.';
comment on column mart.therapy.certainty is 'definite by code, probable by a word.';
comment on column mart.therapy.morphine_mg_per_day is 'Most milligrams of oral morphine a day that one order adds up to; empty when the dose is not told.';

create view mart.assessment as
select x.person, a.index_no, a.imaging, a.imaging_date, a.grade, a.grade_scheme, a.ligamentum_flavum_mm, a.slip,
       a.comorbidities, a.specialist_visit
from cases.assessment a join xwalk.person x using (source, patient);
comment on view mart.assessment is 'What was recorded by the day of each index. Facts only: candidacy is never judged.';
comment on column mart.assessment.person is 'Random surrogate.';
comment on column mart.assessment.index_no is 'Index procedure it is told from.';
comment on column mart.assessment.imaging is 'mri or ct: the last lumbar imaging in the year before.';
comment on column mart.assessment.imaging_date is 'Its day.';
comment on column mart.assessment.grade is 'Stenosis grade in its scheme.';
comment on column mart.assessment.grade_scheme is 'schizas, lee, qualitative.';
comment on column mart.assessment.ligamentum_flavum_mm is 'Thickness of the ligamentum flavum in mm.';
comment on column mart.assessment.slip is 'yes when spondylolisthesis is recorded, else not-documented.';
comment on column mart.assessment.comorbidities is 'Kinds of comorbidity recorded by the day, separated by semicolons.';
comment on column mart.assessment.specialist_visit is 'Last visit at a spine or pain clinic before the index.';

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
comment on column mart.code_hit.answer is 'tagged, not-ours, undecided, score, no-score, event or therapy.';
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
           exists (select from cases.score s where s.source = r.source and s.patient = r.patient and s.chosen and s.index_no = 1
                   and s.instrument = 'ODI' and s.window_name = 'baseline') as baseline,
           exists (select from cases.score s where s.source = r.source and s.patient = r.patient and s.chosen and s.index_no = 1
                   and s.instrument = 'ODI' and s.window_name not in ('baseline', 'unscheduled')) as follow_up,
           exists (select from cases.score s where s.source = r.source and s.patient = r.patient and s.chosen and s.index_no = 1
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
