-- Whom to call: of each index case what is needed to know which follow-up windows lack a score, in one short row. Which of them are
-- due depends on the day and is worked out when somebody asks.
create table cases.follow_up (
    source text collate "C" not null,
    patient text collate "C" not null,
    index_date date not null,
    died boolean not null,
    death_day int,
    last_contact date,
    reintervention text,
    reintervention_day int,
    used int not null,
    scored int[] not null,
    unclear int[] not null,
    primary key (source, patient),
    foreign key (source, patient) references cases.person_case on delete cascade
);
-- Days are spans of index dates: an index that holds all that is asked of a span answers without the table.
create index follow_up_in_time on cases.follow_up (index_date, source, patient) include (died, death_day, scored);
comment on table cases.follow_up is 'One row for each index case with lumbar stenosis: which window has which scores around the first index. Sets of scores are numbers with a bit for each, from the lowest: ODI; NRS back, leg; ZCQ symptom-severity, physical-function, satisfaction; NRS unspecified; VAS of 10 back, leg, unspecified; VAS of 100 likewise; PROMIS physical-function, pain-interference; EQ-5D index, vas; walking distance, tolerance.';
comment on column cases.follow_up.source is 'Source id.';
comment on column cases.follow_up.patient is 'Logical id of the patient.';
comment on column cases.follow_up.index_date is 'Day of the first index.';
comment on column cases.follow_up.died is 'A death is recorded, with or without a date.';
comment on column cases.follow_up.death_day is 'Its day from the index; null when only a month, a year or nothing is told.';
comment on column cases.follow_up.last_contact is 'Last day on which a landed record shows the person.';
comment on column cases.follow_up.reintervention is 'Kind of the first re-intervention, surgical or not; null without one.';
comment on column cases.follow_up.reintervention_day is 'Its day from the index.';
comment on column cases.follow_up.used is 'Scores that any window has.';
comment on column cases.follow_up.scored is 'For each follow-up window of the settings by which the case was derived, baseline first: the scores it is judged by, on known scales.';
comment on column cases.follow_up.unclear is 'Likewise: what was recorded on a scale that cannot be told.';

-- Cases that were kept before: windows by their names of the clinical rules. A case gets the site's own windows, and a death without a
-- date, when it is next derived.
insert into cases.follow_up
with bits as (
    select m.instrument, m.component, m.unit, 1 << (m.place - 1)::int as bit
    from (values ('ODI', 'score', 'percent', 1), ('NRS', 'back', 'score', 2), ('NRS', 'leg', 'score', 3),
                 ('ZCQ', 'symptom-severity', 'score', 4), ('ZCQ', 'physical-function', 'score', 5),
                 ('ZCQ', 'satisfaction', 'score', 6), ('NRS', 'unspecified', 'score', 7),
                 ('VAS', 'back', 'of-10', 8), ('VAS', 'leg', 'of-10', 9), ('VAS', 'unspecified', 'of-10', 10),
                 ('VAS', 'back', 'of-100', 11), ('VAS', 'leg', 'of-100', 12), ('VAS', 'unspecified', 'of-100', 13),
                 ('PROMIS', 'physical-function', 't-score', 14), ('PROMIS', 'pain-interference', 't-score', 15),
                 ('EQ-5D', 'index', 'index', 16), ('EQ-5D', 'vas', 'score', 17), ('walking', 'distance', 'm', 18),
                 ('walking', 'tolerance', 's', 19)) m(instrument, component, unit, place)
), windows as (
    select name, place from unnest(array['baseline', '2-weeks', '6-weeks', '3-months', '6-months', '12-months', '24-months',
        '36-months', '48-months', '60-months']) with ordinality w(name, place)
), held as (
    select s.source, s.patient, w.place, bit_or(b.bit) filter (where s.unit = b.unit) as scored,
           bit_or(b.bit) filter (where s.unit = 'scale_unknown') as unclear
    from cases.score s join windows w on w.name = s.window_name join bits b using (instrument, component)
    where s.chosen and s.index_no = 1
    group by 1, 2, 3
), cases_of as (
    select c.source, c.patient, bit_or(h.scored) as used, array_agg(coalesce(h.scored, 0) order by w.place) as scored,
           array_agg(coalesce(h.unclear, 0) order by w.place) as unclear
    from cases.person_case c cross join windows w
    left join held h on h.source = c.source and h.patient = c.patient and h.place = w.place
    where c.lss = 'yes' and c.mild = 'yes' and c.index_date_precision = 'day'
    group by 1, 2
), reinterventions as (
    select distinct on (source, patient) source, patient, type, day from cases.event
    where kind = 'reintervention' and index_no = 1 order by source, patient, day, type
)
select c.source, c.patient, c.index_date, c.death_date is not null, c.death_day, c.last_contact, r.type, r.day,
       coalesce(o.used, 0), o.scored, o.unclear
from cases_of o join cases.person_case c using (source, patient) left join reinterventions r using (source, patient);
