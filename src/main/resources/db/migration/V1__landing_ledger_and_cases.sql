-- Keys compare by bytes (collate "C"): linguistic comparison made merges and their indexes several times slower.
create schema landing;
comment on schema landing is 'Raw resource versions as received: protected health information.';
create schema ledger;
comment on schema ledger is 'What went in, came out and was set aside: counts and positions, never content.';
create schema cases;
comment on schema cases is 'Identified cases, derived from landing and replaced whole whenever a person is dirty.';
create schema xwalk;
comment on schema xwalk is 'The only way from a surrogate back to a person of a source.';
create schema mart;
comment on schema mart is 'What analysts read: views without names, addresses, free text or source ids.';
create schema access;
comment on schema access is 'Who may log in.';

create table ledger.run (
    run bigint generated always as identity,
    source text collate "C" not null,
    way text not null check (way in ('load', 'pull', 'drop')),
    started_at timestamptz not null,
    finished_at timestamptz,
    outcome text not null default 'running' check (outcome in ('running', 'complete', 'partial', 'failed')),
    screen_generation text not null,
    reason text,
    primary key (run)
);
comment on table ledger.run is 'One load, pull or file drop of one source.';
comment on column ledger.run.run is 'Number of the run.';
comment on column ledger.run.source is 'Source id from the settings.';
comment on column ledger.run.way is 'How it came: load (command), pull (search), drop (folder).';
comment on column ledger.run.started_at is 'When it began, by the service''s clock.';
comment on column ledger.run.finished_at is 'When it ended; null while it runs or when it was cut off.';
comment on column ledger.run.outcome is 'complete, or partial with a reason; failed when nothing could be done.';
comment on column ledger.run.screen_generation is 'The screen that decided what lands.';
comment on column ledger.run.reason is 'Why it is not complete, in one sentence.';

create index run_by_source on ledger.run (source, run desc);

create table ledger.part (
    run bigint not null references ledger.run,
    part int not null,
    name text not null,
    bytes bigint not null,
    received bigint not null,
    expected bigint,
    gap text,
    landed_at timestamptz not null,
    primary key (run, part)
);
comment on table ledger.part is 'One file or one page of a run; written in the transaction of its rows.';
comment on column ledger.part.run is 'The run.';
comment on column ledger.part.part is 'Number within the run, from 1.';
comment on column ledger.part.name is 'File name, or resource type and page number: never a URL with parameters.';
comment on column ledger.part.bytes is 'Bytes read, uncompressed.';
comment on column ledger.part.received is 'Resource versions counted where they were split off, before any of them was looked at.';
comment on column ledger.part.expected is 'What the sender said there would be, when it said so.';
comment on column ledger.part.gap is 'Why something is missing, or null.';
comment on column ledger.part.landed_at is 'When its rows were committed.';

create table ledger.tally (
    run bigint not null,
    part int not null,
    type text collate "C" not null,
    state text not null check (state in ('stored', 'duplicate', 'filtered', 'quarantined')),
    reason text not null,
    versions bigint not null,
    primary key (run, part, type, state, reason),
    foreign key (run, part) references ledger.part
);
comment on table ledger.tally is 'What became of the versions of a part: the sum over its rows equals part.received.';
comment on column ledger.tally.run is 'The run.';
comment on column ledger.tally.part is 'The part.';
comment on column ledger.tally.type is 'FHIR resource type, or (unreadable).';
comment on column ledger.tally.state is 'stored, duplicate, filtered or quarantined.';
comment on column ledger.tally.reason is 'Why it was filtered or quarantined; empty otherwise.';
comment on column ledger.tally.versions is 'How many resource versions.';

create table ledger.watermark (
    source text collate "C" not null,
    type text collate "C" not null,
    upto timestamptz not null,
    run bigint not null references ledger.run,
    primary key (source, type)
);
comment on table ledger.watermark is 'Up to where a source''s type has been pulled; moves by compare-and-set in the transaction of its rows.';
comment on column ledger.watermark.source is 'Source id.';
comment on column ledger.watermark.type is 'FHIR resource type.';
comment on column ledger.watermark.upto is 'The server''s own clock at the first page of the last complete pull.';
comment on column ledger.watermark.run is 'The run that moved it.';

create table ledger.unmapped (
    source text collate "C" not null,
    system text not null,
    code text not null,
    seen bigint not null,
    primary key (source, system, code)
);
comment on table ledger.unmapped is 'Local codes without a site map, seen by the screen; the ranking is the site''s work list.';
comment on column ledger.unmapped.source is 'Source id.';
comment on column ledger.unmapped.system is 'Code system as received.';
comment on column ledger.unmapped.code is 'Code as received.';
comment on column ledger.unmapped.seen is 'How many resource versions carried it.';

create table landing.version (
    source text collate "C" not null,
    type text collate "C" not null,
    id text collate "C" not null,
    content bytea not null,
    patient text collate "C",
    version_number bigint,
    last_updated timestamptz,
    delivered timestamptz not null,
    kind text not null check (kind in ('whole', 'key', 'tombstone')),
    anchor boolean not null,
    key_hash bigint not null,
    body bytea,
    body_bytes int not null,
    run bigint not null,
    part int not null,
    position bigint not null,
    primary key (source, type, id, content)
);
comment on table landing.version is 'One landed version of one resource. Order of versions: last_updated, version_number, delivered, whole before key, content.';
comment on column landing.version.source is 'Source id: one hospital can never overwrite another.';
comment on column landing.version.type is 'FHIR resource type.';
comment on column landing.version.id is 'Logical id; may be longer than FHIR allows.';
comment on column landing.version.content is 'First 16 bytes of the SHA-256 of the resource as received; equal content is one version.';
comment on column landing.version.patient is 'Logical id of the patient it is about; null when it names none.';
comment on column landing.version.version_number is 'Numeric meta.versionId, when the server counts.';
comment on column landing.version.last_updated is 'meta.lastUpdated.';
comment on column landing.version.delivered is 'Delivery clock: the server''s time, or the file''s as-of, else its load time; the earliest delivery of this content.';
comment on column landing.version.kind is 'whole has a body; key retracts what an earlier version said; tombstone is a delete.';
comment on column landing.version.anchor is 'Whether this version makes its person worth deriving.';
comment on column landing.version.key_hash is '64-bit hash of type and id, for the filter of landed keys.';
comment on column landing.version.body is 'The resource byte for byte, deflated (raw, no header); null unless kind is whole.';
comment on column landing.version.body_bytes is 'Size of the resource as received, in bytes.';
comment on column landing.version.run is 'Run that brought it first.';
comment on column landing.version.part is 'Part of that run.';
comment on column landing.version.position is 'Byte position of its line or entry in that part, uncompressed.';

alter table landing.version alter column body set storage external;
create index version_by_patient on landing.version (source, patient, type) where patient is not null;
create index version_anchors on landing.version (source, patient) where anchor;
create index version_patients on landing.version (source, id) where type = 'Patient';

create table landing.dirty (
    source text collate "C" not null,
    patient text collate "C" not null,
    seq bigint generated always as identity,
    primary key (source, patient, seq)
);
comment on table landing.dirty is 'Append-only marks: this person must be derived again. A worker deletes exactly the marks it read.';
comment on column landing.dirty.source is 'Source id.';
comment on column landing.dirty.patient is 'Logical id of the patient.';
comment on column landing.dirty.seq is 'Order of marking.';

create table landing.quarantine (
    source text collate "C" not null,
    cause text not null,
    content bytea not null,
    stage text not null check (stage in ('landing', 'deriving')),
    message text not null,
    type text collate "C",
    id text collate "C",
    patient text collate "C",
    run bigint,
    part int,
    position bigint,
    body_bytes bigint not null,
    body bytea,
    times int not null default 1,
    primary key (source, cause, content)
);
comment on table landing.quarantine is 'Set aside with a cause; counted, kept and shown, never dropped.';
comment on column landing.quarantine.source is 'Source id.';
comment on column landing.quarantine.cause is 'Cause code.';
comment on column landing.quarantine.content is 'Hash of what was set aside (of its first bytes when it is over the line limit).';
comment on column landing.quarantine.stage is 'Where the journey stopped for it.';
comment on column landing.quarantine.message is 'What is wrong, without content.';
comment on column landing.quarantine.type is 'FHIR resource type, when known.';
comment on column landing.quarantine.id is 'Logical id, when known.';
comment on column landing.quarantine.patient is 'Patient whose case is incomplete because of it, when known.';
comment on column landing.quarantine.run is 'Run that brought it.';
comment on column landing.quarantine.part is 'Part of that run.';
comment on column landing.quarantine.position is 'Byte position in that part, uncompressed.';
comment on column landing.quarantine.body_bytes is 'Its size in bytes as received.';
comment on column landing.quarantine.body is 'What was received, deflated; only its beginning when it is over the line limit; null when it has landed.';
comment on column landing.quarantine.times is 'How often it was received.';

create index quarantine_by_patient on landing.quarantine (source, patient) where patient is not null;

create table xwalk.person (
    source text collate "C" not null,
    patient text collate "C" not null,
    person text not null unique,
    primary key (source, patient)
);
comment on table xwalk.person is 'Random surrogates. Nothing of the person can be computed from one.';
comment on column xwalk.person.source is 'Source id.';
comment on column xwalk.person.patient is 'Logical id of the patient.';
comment on column xwalk.person.person is 'The surrogate that analysts see.';

create table cases.person_case (
    source text collate "C" not null,
    patient text collate "C" not null,
    lss text not null,
    nc text not null,
    lss_first_date date,
    lss_foraminal boolean not null,
    mild text not null,
    index_date date,
    index_date_precision text,
    age_at_index int,
    sex text,
    levels text,
    certainty text,
    comparator text,
    comparator_date date,
    death_date date,
    last_contact date,
    complete boolean not null,
    terminology text not null,
    primary key (source, patient)
);
comment on table cases.person_case is 'One row for each person with stenosis, MILD or comparator evidence.';
comment on column cases.person_case.source is 'Source id.';
comment on column cases.person_case.patient is 'Logical id of the patient.';
comment on column cases.person_case.lss is 'Lumbar spinal stenosis: yes, no, undecided.';
comment on column cases.person_case.nc is 'Neurogenic claudication: yes, not-documented, unknown; never no.';
comment on column cases.person_case.lss_first_date is 'Earliest onset of lumbar stenosis (first possible day).';
comment on column cases.person_case.lss_foraminal is 'Foraminal stenosis is recorded.';
comment on column cases.person_case.mild is 'MILD: yes, no, undecided, trial-blinded, historical, hybrid, not-performed.';
comment on column cases.person_case.index_date is 'Day of the event behind the MILD answer (first possible day).';
comment on column cases.person_case.index_date_precision is 'day, month or year.';
comment on column cases.person_case.age_at_index is 'Whole years on the index day.';
comment on column cases.person_case.sex is 'Administrative gender as recorded.';
comment on column cases.person_case.levels is 'Treated levels, when documented.';
comment on column cases.person_case.certainty is 'definite (coded) or probable (text).';
comment on column cases.person_case.comparator is 'Kind of the first open operation of a person with LSS and no MILD evidence.';
comment on column cases.person_case.comparator_date is 'Its day.';
comment on column cases.person_case.death_date is 'Date of death, when recorded.';
comment on column cases.person_case.last_contact is 'Last day on which a landed record shows the person.';
comment on column cases.person_case.complete is 'False when a part is in quarantine or the Patient is missing.';
comment on column cases.person_case.terminology is 'Fingerprint of the value sets that decided.';

create table cases.procedure (
    source text collate "C" not null,
    patient text collate "C" not null,
    event_no int not null,
    index_no int,
    kind text not null,
    date date,
    precision text,
    day int,
    reintervention text not null,
    minutes int,
    warnings text not null,
    primary key (source, patient, event_no),
    foreign key (source, patient) references cases.person_case on delete cascade
);
comment on table cases.procedure is 'One row for each recognised event, however many records tell of it.';
comment on column cases.procedure.source is 'Source id.';
comment on column cases.procedure.patient is 'Logical id of the patient.';
comment on column cases.procedure.event_no is 'Order within the person.';
comment on column cases.procedure.index_no is 'Index procedure it belongs to; null without one.';
comment on column cases.procedure.kind is 'What was done.';
comment on column cases.procedure.date is 'Local day it began (first possible day).';
comment on column cases.procedure.precision is 'day, month or year.';
comment on column cases.procedure.day is 'Days from the index.';
comment on column cases.procedure.reintervention is 'none, surgical or non-surgical, after the index.';
comment on column cases.procedure.minutes is 'Recorded duration.';
comment on column cases.procedure.warnings is 'What a reviewer should know, separated by semicolons.';

create table cases.score (
    source text collate "C" not null,
    patient text collate "C" not null,
    score_no int not null,
    index_no int,
    instrument text not null,
    component text not null,
    value numeric not null,
    unit text not null,
    date date not null,
    day int,
    window_name text,
    chosen boolean not null,
    after_reintervention boolean not null,
    lost_response boolean not null,
    type text collate "C" not null,
    id text collate "C" not null,
    content bytea not null,
    primary key (source, patient, score_no),
    foreign key (source, patient) references cases.person_case on delete cascade
);
comment on table cases.score is 'One row for each outcome score.';
comment on column cases.score.source is 'Source id.';
comment on column cases.score.patient is 'Logical id of the patient.';
comment on column cases.score.score_no is 'Order within the person.';
comment on column cases.score.index_no is 'Index procedure it is placed around.';
comment on column cases.score.instrument is 'ODI, NRS, ZCQ.';
comment on column cases.score.component is 'Part that is scored by itself: back, leg, symptom-severity ...';
comment on column cases.score.value is 'On the instrument''s scale.';
comment on column cases.score.unit is 'percent or score; scale_unknown when the scale cannot be told.';
comment on column cases.score.date is 'Local day it was true.';
comment on column cases.score.day is 'Days from the index.';
comment on column cases.score.window_name is 'Follow-up window, or unscheduled.';
comment on column cases.score.chosen is 'The one its window is judged by.';
comment on column cases.score.after_reintervention is 'Dated on or after a re-intervention that counts as treatment failure.';
comment on column cases.score.lost_response is 'Back within the threshold of baseline after a response.';
comment on column cases.score.type is 'Resource type it was read from.';
comment on column cases.score.id is 'Logical id it was read from.';
comment on column cases.score.content is 'Landed version it was read from.';

create table cases.code_hit (
    source text collate "C" not null,
    patient text collate "C" not null,
    hit_no int not null,
    system text not null,
    code text not null,
    member text not null,
    value_set text not null,
    value_set_version text not null,
    rule text not null,
    route text not null,
    answer text not null,
    tag text not null,
    reason text not null,
    date date,
    type text collate "C" not null,
    id text collate "C" not null,
    content bytea not null,
    primary key (source, patient, hit_no),
    foreign key (source, patient) references cases.person_case on delete cascade
);
comment on table cases.code_hit is 'Every matched coding with the answer it led to.';
comment on column cases.code_hit.source is 'Source id.';
comment on column cases.code_hit.patient is 'Logical id of the patient.';
comment on column cases.code_hit.hit_no is 'Order within the person.';
comment on column cases.code_hit.system is 'Code system as recorded, normalised.';
comment on column cases.code_hit.code is 'Code as recorded, normalised.';
comment on column cases.code_hit.member is 'Member of the value set it stands for (system|code).';
comment on column cases.code_hit.value_set is 'Value set.';
comment on column cases.code_hit.value_set_version is 'Its version.';
comment on column cases.code_hit.rule is 'Rule that asked.';
comment on column cases.code_hit.route is 'direct, site-map or text.';
comment on column cases.code_hit.answer is 'tagged, not-ours, undecided or score.';
comment on column cases.code_hit.tag is 'What was asked.';
comment on column cases.code_hit.reason is 'Why not; empty otherwise.';
comment on column cases.code_hit.date is 'Date of the record (first possible day).';
comment on column cases.code_hit.type is 'Resource type.';
comment on column cases.code_hit.id is 'Logical id.';
comment on column cases.code_hit.content is 'Landed version: leads to its run, page and bytes.';

create table cases.review (
    source text collate "C" not null,
    patient text collate "C" not null,
    review_no int not null,
    tag text not null,
    reason text not null,
    date date,
    type text collate "C" not null,
    id text collate "C" not null,
    primary key (source, patient, review_no),
    foreign key (source, patient) references cases.person_case on delete cascade
);
comment on table cases.review is 'Records only a person can settle.';
comment on column cases.review.source is 'Source id.';
comment on column cases.review.patient is 'Logical id of the patient.';
comment on column cases.review.review_no is 'Order within the person.';
comment on column cases.review.tag is 'What is open.';
comment on column cases.review.reason is 'What would settle it.';
comment on column cases.review.date is 'Date of the record.';
comment on column cases.review.type is 'Resource type.';
comment on column cases.review.id is 'Logical id.';

create table access.account (
    name text not null,
    password_hash text not null,
    role text not null,
    primary key (name)
);
comment on table access.account is 'Local accounts; passwords only as hashes.';
comment on column access.account.name is 'Login name.';
comment on column access.account.password_hash is 'With its algorithm in front.';
comment on column access.account.role is 'operator.';
