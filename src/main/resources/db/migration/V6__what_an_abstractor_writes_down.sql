-- The context of procedures, events, therapies and facts of assessment; questions for a person, and their answers.

alter table cases.person_case add mild_brand boolean not null default false;
comment on column cases.person_case.mild_brand is 'Words or a device name the product, and not only the technique.';
alter table cases.person_case add index_procedures int not null default 0;
comment on column cases.person_case.index_procedures is 'Number of index procedures.';

alter table cases.procedure add certainty text not null default 'definite';
comment on column cases.procedure.certainty is 'definite (coded) or probable (words).';
alter table cases.procedure add levels text not null default 'not-documented';
comment on column cases.procedure.levels is 'Interspaces named by any of its records, separated by semicolons.';
alter table cases.procedure add laterality text not null default 'not-documented';
comment on column cases.procedure.laterality is 'left, right, bilateral or mixed.';
alter table cases.procedure add setting text not null default 'not-documented';
comment on column cases.procedure.setting is 'Class of its visit, or place of service.';
alter table cases.procedure add anaesthesia text not null default 'not-documented';
comment on column cases.procedure.anaesthesia is 'local, general, mac, regional.';
alter table cases.procedure add sedation text not null default 'not-documented';
comment on column cases.procedure.sedation is 'none, minimal, moderate, deep; given when only the drug of the day is recorded.';
alter table cases.procedure add guidance text not null default 'not-documented';
comment on column cases.procedure.guidance is 'Image guidance, separated by semicolons.';
alter table cases.procedure add incisions text not null default 'not-documented';
comment on column cases.procedure.incisions is 'Number of incisions, from words only.';
alter table cases.procedure add implant text not null default 'not-documented';
comment on column cases.procedure.implant is 'yes when an implant is recorded on the day; none is expected with MILD.';
alter table cases.procedure add observation_hours numeric;
comment on column cases.procedure.observation_hours is 'Hours from its end to the end of its visit.';
alter table cases.procedure add same_day_discharge text not null default 'not-documented';
comment on column cases.procedure.same_day_discharge is 'yes or no, by the end of its visit.';
alter table cases.procedure add unplanned_return_7d text not null default 'not-documented';
comment on column cases.procedure.unplanned_return_7d is 'yes when an emergency visit or admission follows within 7 days.';
alter table cases.procedure add unplanned_return_30d text not null default 'not-documented';
comment on column cases.procedure.unplanned_return_30d is 'yes when an emergency visit or admission follows within 30 days.';
alter table cases.procedure add ced text not null default 'not-documented';
comment on column cases.procedure.ced is 'Flags of coverage with evidence development, separated by semicolons.';
alter table cases.procedure add records int not null default 1;
comment on column cases.procedure.records is 'How many records tell of it.';

alter table cases.score add warnings text not null default '';
comment on column cases.score.warnings is 'What a reviewer should know, separated by semicolons.';

create table cases.event (
    source text collate "C" not null,
    patient text collate "C" not null,
    event_no int not null,
    index_no int not null,
    kind text not null,
    type text not null,
    date date not null,
    day int not null,
    attribution text not null,
    primary key (source, patient, event_no),
    foreign key (source, patient) references cases.person_case on delete cascade
);
comment on table cases.event is 'One row for each complication, re-intervention, symptom, unplanned return and milestone of an index case.';
comment on column cases.event.source is 'Source id.';
comment on column cases.event.patient is 'Logical id of the patient.';
comment on column cases.event.event_no is 'Order within the person.';
comment on column cases.event.index_no is 'Index procedure it is told from.';
comment on column cases.event.kind is 'complication, reintervention, symptom, unplanned-return, milestone.';
comment on column cases.event.type is 'What happened.';
comment on column cases.event.date is 'Local day.';
comment on column cases.event.day is 'Days from the index.';
comment on column cases.event.attribution is 'Complication: linked, new, temporal_only. Re-intervention: surgical, non-surgical. Symptom: before, new, known, expected.';

create table cases.therapy (
    source text collate "C" not null,
    patient text collate "C" not null,
    therapy_no int not null,
    index_no int not null,
    kind text not null,
    ingredient text not null,
    phase text not null check (phase in ('before', 'after')),
    first date not null,
    last date not null,
    count int not null,
    certainty text not null,
    morphine_mg_per_day numeric,
    primary key (source, patient, therapy_no),
    foreign key (source, patient) references cases.person_case on delete cascade
);
comment on table cases.therapy is 'Conservative care documented in the year before an index, or after it; never called failed.';
comment on column cases.therapy.source is 'Source id.';
comment on column cases.therapy.patient is 'Logical id of the patient.';
comment on column cases.therapy.therapy_no is 'Order within the person.';
comment on column cases.therapy.index_no is 'Index procedure it is told from.';
comment on column cases.therapy.kind is 'physical-therapy, epidural-injection, nsaid, neuropathic, opioid, analgesic.';
comment on column cases.therapy.ingredient is 'Ingredient of a drug, else empty.';
comment on column cases.therapy.phase is 'before (the year before the index) or after.';
comment on column cases.therapy.first is 'First day on which it is recorded.';
comment on column cases.therapy.last is 'Last day on which it is recorded.';
comment on column cases.therapy.count is 'Days on which it is recorded: sessions, injections, orders.';
comment on column cases.therapy.certainty is 'definite by code, probable by a word.';
comment on column cases.therapy.morphine_mg_per_day is 'Most milligrams of oral morphine a day that one order adds up to.';

create table cases.assessment (
    source text collate "C" not null,
    patient text collate "C" not null,
    index_no int not null,
    imaging text,
    imaging_date date,
    grade text,
    grade_scheme text,
    ligamentum_flavum_mm numeric,
    slip text not null,
    comorbidities text not null,
    specialist_visit date,
    primary key (source, patient, index_no),
    foreign key (source, patient) references cases.person_case on delete cascade
);
comment on table cases.assessment is 'What was recorded by the day of each index. Facts only: candidacy is never judged.';
comment on column cases.assessment.source is 'Source id.';
comment on column cases.assessment.patient is 'Logical id of the patient.';
comment on column cases.assessment.index_no is 'Index procedure it is told from.';
comment on column cases.assessment.imaging is 'mri or ct: the last lumbar imaging in the year before.';
comment on column cases.assessment.imaging_date is 'Its day.';
comment on column cases.assessment.grade is 'Stenosis grade in its scheme.';
comment on column cases.assessment.grade_scheme is 'schizas, lee, qualitative.';
comment on column cases.assessment.ligamentum_flavum_mm is 'Thickness of the ligamentum flavum in mm.';
comment on column cases.assessment.slip is 'yes when spondylolisthesis is recorded, else not-documented.';
comment on column cases.assessment.comorbidities is 'Kinds of comorbidity recorded by the day, separated by semicolons.';
comment on column cases.assessment.specialist_visit is 'Last visit at a spine or pain clinic before the index.';

alter table cases.review add settled_by text not null default '';
comment on column cases.review.settled_by is 'What would settle it.';
alter table cases.review add question text not null default '';
comment on column cases.review.question is 'Fingerprint of the question: a decision stands for as long as it stays the same.';
alter table cases.review add evidence text[] not null default '{}';
comment on column cases.review.evidence is 'Rules with the codes or phrases that raised the question.';
comment on column cases.review.reason is 'Why it is open.';
create index review_by_question on cases.review (question);

create table landing.decision (
    decision bigint generated always as identity primary key,
    source text collate "C" not null,
    patient text collate "C" not null,
    type text collate "C" not null,
    id text collate "C" not null,
    tag text not null,
    question text not null,
    answer text not null check (answer in ('yes', 'no', 'open')),
    note text not null,
    decided_by text not null,
    decided_at timestamptz not null
);
comment on table landing.decision is 'What people decided about records that recognition left open. Append-only: the newest answer to a question counts, and open takes an earlier one back.';
comment on column landing.decision.decision is 'Order of deciding.';
comment on column landing.decision.source is 'Source id.';
comment on column landing.decision.patient is 'Logical id of the patient the record was about.';
comment on column landing.decision.type is 'FHIR type of the record.';
comment on column landing.decision.id is 'Logical id of the record.';
comment on column landing.decision.tag is 'What was asked.';
comment on column landing.decision.question is 'Fingerprint of the question that was answered.';
comment on column landing.decision.answer is 'yes, no, or open.';
comment on column landing.decision.note is 'Why, in the words of who decided; may identify the patient and never leaves this schema.';
comment on column landing.decision.decided_by is 'Account, or the command line''s user.';
comment on column landing.decision.decided_at is 'When.';
create index decision_by_patient on landing.decision (source, patient);

comment on column access.account.role is 'operator or abstractor.';
