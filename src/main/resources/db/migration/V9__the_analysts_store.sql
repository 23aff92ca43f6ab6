-- Days beside dates, snapshots that keep what a paper was made of, and a place for what may be told of groups.

-- Days from an index, and the window they fall into. A case gets them when it is next derived; they are empty where the date is
-- only a month or a year.
alter table cases.person_case add lss_first_day int;
comment on column cases.person_case.lss_first_day is 'lss_first_date in days from the first index; null without one, or without a day.';
alter table cases.person_case add death_day int;
comment on column cases.person_case.death_day is 'death_date in days from the first index; null without one, or without a day.';
alter table cases.person_case add last_contact_day int;
comment on column cases.person_case.last_contact_day is 'last_contact in days from the first index; null without one.';
alter table cases.procedure add window_name text;
comment on column cases.procedure.window_name is 'Follow-up window of its day, or unscheduled; null without an index.';
alter table cases.event add window_name text;
comment on column cases.event.window_name is 'Follow-up window of its day, or unscheduled.';
alter table cases.therapy add first_day int;
comment on column cases.therapy.first_day is 'first in days from the index; null without a day.';
alter table cases.therapy add last_day int;
comment on column cases.therapy.last_day is 'last in days from the index; null without a day.';
alter table cases.assessment add imaging_day int;
comment on column cases.assessment.imaging_day is 'imaging_date in days from the index; null without a day.';
alter table cases.assessment add specialist_visit_day int;
comment on column cases.assessment.specialist_visit_day is 'specialist_visit in days from the index; null without a day.';
alter table cases.code_hit add day int;
comment on column cases.code_hit.day is 'date in days from the first index; null without one, or without a day.';
alter table cases.code_hit add window_name text;
comment on column cases.code_hit.window_name is 'Follow-up window of that day, or unscheduled.';

-- Snapshots.
create table ledger.snapshot (
    number int not null,
    taken_at timestamptz not null,
    cut_off timestamptz,
    label text not null,
    software text not null,
    value_sets text not null,
    settings text not null,
    shape text not null,
    people_waiting bigint not null,
    people_forgotten int not null default 0,
    case_rows bigint not null default 0,
    procedure_rows bigint not null default 0,
    score_rows bigint not null default 0,
    event_rows bigint not null default 0,
    therapy_rows bigint not null default 0,
    assessment_rows bigint not null default 0,
    code_hit_rows bigint not null default 0,
    primary key (number)
);
comment on table ledger.snapshot is 'What was kept of the mart, and when; the rows stand in the schema frozen.';
comment on column ledger.snapshot.number is 'Number of the snapshot, from 1.';
comment on column ledger.snapshot.taken_at is 'When it was taken, by the service''s clock.';
comment on column ledger.snapshot.cut_off is 'When the newest landed data had come in; null when nothing had.';
comment on column ledger.snapshot.label is 'What who took it called it; empty without a label. Shown to analysts.';
comment on column ledger.snapshot.software is 'Version of the service that took it.';
comment on column ledger.snapshot.value_sets is 'Fingerprints of the value sets that had decided about its cases, separated by semicolons.';
comment on column ledger.snapshot.settings is 'Fingerprint of the settings that decide about cases, as of the node that took it.';
comment on column ledger.snapshot.shape is 'Hash of the definitions of the frozen views: a change writes everybody again.';
comment on column ledger.snapshot.people_waiting is 'People who waited to be derived: they are in it as they were before.';
comment on column ledger.snapshot.people_forgotten is 'People taken out of it later, because their records had to go.';
comment on column ledger.snapshot.case_rows is 'Rows of case that it has.';
comment on column ledger.snapshot.procedure_rows is 'Rows of procedure that it has.';
comment on column ledger.snapshot.score_rows is 'Rows of score that it has.';
comment on column ledger.snapshot.event_rows is 'Rows of event that it has.';
comment on column ledger.snapshot.therapy_rows is 'Rows of therapy that it has.';
comment on column ledger.snapshot.assessment_rows is 'Rows of assessment that it has.';
comment on column ledger.snapshot.code_hit_rows is 'Rows of code_hit that it has.';

alter table cases.change add snapshot int;
comment on column cases.change.snapshot is 'First snapshot that shows it; null until there is one.';
create index change_in_no_snapshot on cases.change (change) where snapshot is null;
create index change_by_snapshot on cases.change (snapshot) where snapshot is not null;

create table cases.frozen_person (
    person text collate "C" not null,
    digest bytea,
    since int not null references ledger.snapshot,
    until int references ledger.snapshot,
    primary key (person, since)
);
comment on table cases.frozen_person is 'Which state of whom stands in the schema frozen, so that the next snapshot writes only who has changed.';
comment on column cases.frozen_person.person is 'Surrogate.';
comment on column cases.frozen_person.digest is 'Hash of everything kept of the person then; see cases.person_case.';
comment on column cases.frozen_person.since is 'First snapshot with this state.';
comment on column cases.frozen_person.until is 'First snapshot without it; null while it is the last known one.';

create schema frozen;
comment on schema frozen is 'What snapshots keep: the columns of the mart and nothing else. Read it through mart.snapshot_case and its like.';

create table frozen."case" (
    person text collate "C", lss text, nc text, lss_first_date date, lss_foraminal boolean, mild text, index_date date,
    index_date_precision text, age_at_index int, sex text, levels text, certainty text, comparator text, comparator_date date,
    death_date date, last_contact date, complete boolean, order_undefined boolean, mild_brand boolean, index_procedures int,
    lss_first_day int, death_day int, last_contact_day int,
    since int not null, until int
);
create table frozen.procedure (
    person text collate "C", index_no int, kind text, date date, precision text, levels text, laterality text, setting text, minutes int,
    anaesthesia text, sedation text, guidance text, incisions text, implant text, observation_hours text,
    same_day_discharge text, unplanned_return_7d text, unplanned_return_30d text, ced text, warnings text, day int,
    reintervention text, certainty text, records int, "window" text,
    since int not null, until int
);
create table frozen.score (
    person text collate "C", index_no int, instrument text, component text, value numeric, unit text, date date, day int, "window" text,
    chosen boolean, after_reintervention boolean, lost_response boolean, warnings text,
    since int not null, until int
);
create table frozen.event (
    person text collate "C", index_no int, kind text, type text, date date, day int, attribution text, "window" text,
    since int not null, until int
);
create table frozen.therapy (
    person text collate "C", index_no int, kind text, ingredient text, phase text, first date, last date, count int, certainty text,
    morphine_mg_per_day numeric, first_day int, last_day int,
    since int not null, until int
);
create table frozen.assessment (
    person text collate "C", index_no int, imaging text, imaging_date date, grade text, grade_scheme text, ligamentum_flavum_mm numeric,
    slip text, comorbidities text, specialist_visit date, imaging_day int, specialist_visit_day int,
    since int not null, until int
);
create table frozen.code_hit (
    person text collate "C", system text, code text, value_set text, value_set_version text, rule text, route text, answer text, tag text,
    reason text, date date, resource_type text, day int, "window" text,
    since int not null, until int
);
create table frozen.attrition (
    step int, name text, people bigint, left_out bigint, why text,
    since int not null, until int
);

create index case_by_person on frozen."case" (person);
create index procedure_by_person on frozen.procedure (person);
create index score_by_person on frozen.score (person);
create index event_by_person on frozen.event (person);
create index therapy_by_person on frozen.therapy (person);
create index assessment_by_person on frozen.assessment (person);
create index code_hit_by_person on frozen.code_hit (person);

-- Comments on the frozen columns are those of the mart: R__mart_views.sql copies them.
do $$
declare
    one text;
begin
    foreach one in array array['case', 'procedure', 'score', 'event', 'therapy', 'assessment', 'code_hit', 'attrition'] loop
        execute format('comment on table frozen.%I is %L', one, 'What snapshots keep of mart.' || one || '.');
        execute format('comment on column frozen.%I.since is %L', one, 'First snapshot that has the row.');
        execute format('comment on column frozen.%I.until is %L', one, 'First snapshot without it; null while none is.');
    end loop;
end
$$;

create function frozen.forget(people text[]) returns int language plpgsql as $$
declare
    one text;
    gone int;
begin
    perform pg_advisory_xact_lock(hashtextextended('work snapshot', 0));
    update ledger.snapshot s set people_forgotten = people_forgotten + f.people
    from (select n.number, count(*)::int as people from ledger.snapshot n join cases.frozen_person p
          on p.person = any (people) and p.since <= n.number and (p.until is null or p.until > n.number)
          group by n.number) f
    where f.number = s.number;
    foreach one in array array['case', 'procedure', 'score', 'event', 'therapy', 'assessment', 'code_hit'] loop
        execute format('with gone as (delete from frozen.%I where person = any ($1) returning since, until)'
            ' update ledger.snapshot s set %2$I = s.%2$I - g.rows from (select n.number, count(*) as rows from ledger.snapshot n'
            ' join gone g on g.since <= n.number and (g.until is null or g.until > n.number) group by n.number) g'
            ' where g.number = s.number', one, one || '_rows') using people;
    end loop;
    with forgotten as (delete from cases.frozen_person where person = any (people) returning person)
    select count(distinct person) into gone from forgotten;
    return gone;
end
$$;
comment on function frozen.forget(text[]) is 'Takes people out of every snapshot, counts them there, and returns how many there were.';

-- Who has lost the surrogate cannot be told from the others any more, and must not stay behind in a snapshot.
create function frozen.forget_with_the_surrogate() returns trigger language plpgsql as $$
begin
    perform frozen.forget(array(select person from gone));
    return null;
end
$$;
comment on function frozen.forget_with_the_surrogate() is 'Takes people out of every snapshot when their surrogates are deleted.';
create trigger forget_in_snapshots after delete on xwalk.person referencing old table as gone
    for each statement execute function frozen.forget_with_the_surrogate();
comment on trigger forget_in_snapshots on xwalk.person is 'Deleting a surrogate deletes what snapshots keep of the person.';

-- What may be told of groups of people.
create schema aggregate;
comment on schema aggregate is 'Numbers about groups of people in which small cells are hidden: what most readers get.';
create table aggregate.published (
    snapshot int not null references ledger.snapshot,
    figure text not null,
    position int not null,
    labels text[] not null,
    statistic text not null,
    value numeric,
    shown boolean not null,
    primary key (snapshot, figure, position, statistic),
    check (shown or value is null)
);
comment on table aggregate.published is 'Published numbers, one a row, of snapshots only.';
comment on column aggregate.published.snapshot is 'Snapshot the number is of.';
comment on column aggregate.published.figure is 'Declared table or figure it stands in.';
comment on column aggregate.published.position is 'Place of its cell in the figure, from 1.';
comment on column aggregate.published.labels is 'What the cell is about, one word for each way the figure is divided, in the figure''s order.';
comment on column aggregate.published.statistic is 'What the number is: people, mean, median, rate, lower, upper ...';
comment on column aggregate.published.value is 'The number; null when it is hidden, or when there is none.';
comment on column aggregate.published.shown is 'False when the number is hidden because too few people stand behind it, or behind one that could be computed from it.';
