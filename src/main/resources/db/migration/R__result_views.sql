-- What is handed out as resources: rows of the mart's own tables, each with an id that stays the same when the case is computed
-- again. Windows are partitioned by person, so that a condition on the person reaches the tables.
drop view if exists cases.result_source, cases.result_observation, cases.result_procedure, cases.result_condition,
    cases.result_person;
drop function if exists xwalk.row_id(text, text);

create function xwalk.row_id(person text, key text) returns text stable parallel safe language sql as $$
select person || '-' || left(encode(sha256(convert_to(s.secret || '|' || key, 'UTF8')), 'hex'), 16) from xwalk.secret s
$$;
comment on function xwalk.row_id(text, text) is 'Id of a row: the person''s surrogate, and 16 hexadecimal digits that nobody can compute without the secret.';

create view cases.result_person as
select x.person, x.person as id, t.at, c.lss, c.nc, c.mild, c.age_at_index, coalesce(c.sex, 'unknown') as sex, c.death_date,
       c.index_date, c.terminology
from cases.person_case c join xwalk.person x using (source, patient) join cases.touched t using (person);
comment on view cases.result_person is 'People of the mart.';
comment on column cases.result_person.person is 'Surrogate.';
comment on column cases.result_person.id is 'Id of the Patient: the surrogate.';
comment on column cases.result_person.at is 'When what is handed out of the person last changed.';
comment on column cases.result_person.lss is 'As in the mart.';
comment on column cases.result_person.nc is 'As in the mart.';
comment on column cases.result_person.mild is 'As in the mart.';
comment on column cases.result_person.age_at_index is 'As in the mart.';
comment on column cases.result_person.sex is 'As in the mart, or unknown.';
comment on column cases.result_person.death_date is 'As in the mart.';
comment on column cases.result_person.index_date is 'As in the mart.';
comment on column cases.result_person.terminology is 'Fingerprint of the value sets that decided.';

create view cases.result_condition as
select x.person, x.person || '-lss' as id, t.at, c.lss, c.nc, c.lss_foraminal as foraminal, c.lss_first_date as date,
       c.lss_first_day as day, c.index_procedures > 0 as indexed, h.system, h.code
from cases.person_case c join xwalk.person x using (source, patient) join cases.touched t using (person)
left join lateral (
    select split_part(h.member, '|', 1) as system, split_part(h.member, '|', 2) as code
    from cases.code_hit h
    where h.source = c.source and h.patient = c.patient and h.tag = 'lss'
      and h.answer = case c.lss when 'yes' then 'tagged' else 'undecided' end
      and h.value_set like 'lss-dx-%' and h.value_set <> 'lss-dx-who'
    order by h.date nulls last, h.hit_no limit 1) h on true
where c.lss in ('yes', 'undecided');
comment on view cases.result_condition is 'One row per person whose lumbar stenosis is tagged or undecided.';
comment on column cases.result_condition.person is 'Surrogate.';
comment on column cases.result_condition.id is 'Id of the Condition.';
comment on column cases.result_condition.at is 'When what is handed out of the person last changed.';
comment on column cases.result_condition.lss is 'yes or undecided.';
comment on column cases.result_condition.nc is 'As in the mart.';
comment on column cases.result_condition.foraminal is 'As lss_foraminal in the mart.';
comment on column cases.result_condition.date is 'As lss_first_date in the mart.';
comment on column cases.result_condition.day is 'As lss_first_day in the mart.';
comment on column cases.result_condition.indexed is 'Whether there is an index that day is told from.';
comment on column cases.result_condition.system is 'Code system of the first code that says so; empty when only words do.';
comment on column cases.result_condition.code is 'That code, as the value set has it.';

create view cases.result_procedure as
select p.person, xwalk.row_id(p.person, 'procedure|' || p.person || '|' || p.kind || '|' || coalesce(p.date::text, '') || '|'
           || coalesce(p.precision, '') || '|' || p.nth) as id,
       p.at, p.kind, p.date, p.precision, p.index_no, p.day, p.window_name as "window", p.event_no,
       case when p.kind = 'pild-trial-blinded' then 'pild-trial-blinded'
            when p.kind <> 'mild' then null
            when p.mild = 'hybrid' and p.date = p.index_date then 'mild-hybrid'
            when p.mild = 'undecided' then 'mild-undecided'
            when p.mild = 'not-performed' then 'mild-not-performed'
            when p.precision is distinct from 'day' then 'mild-historical'
            else 'mild' end as tag,
       h.system, h.code
from (
    select x.person, t.at, c.mild, c.index_date, p.source, p.patient, p.event_no, p.kind, p.date, p.precision, p.index_no, p.day,
           p.window_name,
           row_number() over (partition by x.person, p.kind, p.date, p.precision order by p.event_no) as nth
    from cases.procedure p join xwalk.person x using (source, patient) join cases.person_case c using (source, patient)
    join cases.touched t using (person)) p
left join lateral (
    select split_part(h.member, '|', 1) as system, split_part(h.member, '|', 2) as code
    from cases.code_hit h
    where h.source = p.source and h.patient = p.patient and h.tag = p.kind and h.answer in ('tagged', 'undecided', 'event')
      and h.date is not distinct from p.date
      and case when p.kind in ('mild', 'pild-trial-blinded') then h.value_set like 'mild-proc-%' or h.value_set = 'mild-named-in-text'
               else h.value_set like 'reintervention-%' or h.value_set = 'cons-esi-lumbar' end
    order by h.route = 'text', h.hit_no limit 1) h on true;
comment on view cases.result_procedure is 'Procedures of the mart.';
comment on column cases.result_procedure.person is 'Surrogate.';
comment on column cases.result_procedure.id is 'Id of the Procedure: from its kind, date and precision, and which one of several equal ones it is.';
comment on column cases.result_procedure.at is 'When what is handed out of the person last changed.';
comment on column cases.result_procedure.kind is 'As in the mart.';
comment on column cases.result_procedure.date is 'As in the mart.';
comment on column cases.result_procedure.precision is 'As in the mart.';
comment on column cases.result_procedure.index_no is 'As in the mart.';
comment on column cases.result_procedure.day is 'As in the mart.';
comment on column cases.result_procedure."window" is 'As in the mart.';
comment on column cases.result_procedure.event_no is 'Its place among the person''s procedures.';
comment on column cases.result_procedure.tag is 'What recognition said of it; empty unless it is of the kind of MILD.';
comment on column cases.result_procedure.system is 'Code system of a code that says what was done; empty when only words do.';
comment on column cases.result_procedure.code is 'That code, as the value set has it.';

create view cases.result_observation as
select o.person, o.id, o.at, o.sort, o.kind, o.part, o.value, o.unit, o.date, o.index_no, o.day, o."window", o.chosen,
       o.attribution, o.system, o.code,
       (select f.id from cases.result_procedure f
        where f.person = o.person and f.index_no = o.index_no and f.day = 0 and f.kind = 'mild' order by f.event_no limit 1) as focus
from (
    select s.person, xwalk.row_id(s.person, 'score|' || s.person || '|' || s.type || '/' || s.id || '|' || s.instrument || '|'
               || s.component || '|' || s.nth) as id,
           s.at, 'score' as sort, s.instrument as kind, s.component as part, s.value, s.unit, s.date, s.index_no, s.day,
           s.window_name as "window", s.chosen, null::text as attribution, h.system, h.code
    from (
        select x.person, t.at, s.*,
               row_number() over (partition by x.person, s.type, s.id, s.instrument, s.component order by s.score_no) as nth
        from cases.score s join xwalk.person x using (source, patient) join cases.touched t using (person)) s
    left join lateral (
        select split_part(h.member, '|', 1) as system, split_part(h.member, '|', 2) as code
        from cases.code_hit h
        where h.source = s.source and h.patient = s.patient and h.type = s.type and h.id = s.id and h.tag = s.instrument
          and h.answer = 'score' and h.value_set like 'instrument-%'
        order by h.hit_no limit 1) h on true
    union all
    select e.person, xwalk.row_id(e.person, 'event|' || e.person || '|' || e.index_no || '|' || e.kind || '|' || e.type || '|'
               || coalesce(e.date::text, '') || '|' || e.nth),
           e.at, 'event', e.kind, e.type, null, null, e.date, e.index_no, e.day, e.window_name, null, e.attribution, null, null
    from (
        select x.person, t.at, e.*,
               row_number() over (partition by x.person, e.index_no, e.kind, e.type, e.date order by e.event_no) as nth
        from cases.event e join xwalk.person x using (source, patient) join cases.touched t using (person)) e) o;
comment on view cases.result_observation is 'Scores and events of the mart.';
comment on column cases.result_observation.person is 'Surrogate.';
comment on column cases.result_observation.id is 'Id of the Observation: a score''s from the record that tells it, an event''s from what happened and when.';
comment on column cases.result_observation.at is 'When what is handed out of the person last changed.';
comment on column cases.result_observation.sort is 'score or event.';
comment on column cases.result_observation.kind is 'Instrument of a score, kind of an event.';
comment on column cases.result_observation.part is 'Component of a score, type of an event.';
comment on column cases.result_observation.value is 'Of a score.';
comment on column cases.result_observation.unit is 'Of a score.';
comment on column cases.result_observation.date is 'As in the mart.';
comment on column cases.result_observation.index_no is 'As in the mart.';
comment on column cases.result_observation.day is 'As in the mart.';
comment on column cases.result_observation."window" is 'As in the mart.';
comment on column cases.result_observation.chosen is 'Of a score.';
comment on column cases.result_observation.attribution is 'Of an event.';
comment on column cases.result_observation.system is 'Code system by which a score was recognised; empty when it was put together.';
comment on column cases.result_observation.code is 'That code, as the value set has it.';
comment on column cases.result_observation.focus is 'Id of the index procedure.';

create view cases.result_source as
select x.person, h.type, encode(h.content, 'hex') as version from cases.code_hit h join xwalk.person x using (source, patient)
union
select x.person, s.type, encode(s.content, 'hex') from cases.score s join xwalk.person x using (source, patient);
comment on view cases.result_source is 'Which versions of which resources a case rests on, without their ids.';
comment on column cases.result_source.person is 'Surrogate.';
comment on column cases.result_source.type is 'FHIR resource type.';
comment on column cases.result_source.version is 'Hash of the resource as it was received.';
