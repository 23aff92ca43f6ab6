-- Retraction, merged people, changes with their reasons, sources shared by several nodes, orders that wait.

-- landing.version: when the source said so, which life of the source it belongs to, bodies that were given up.
alter table landing.version add column observed boolean not null default false;
alter table landing.version add column epoch int not null default 0;
alter table landing.version drop constraint version_kind_check;
alter table landing.version add constraint version_kind_check check (kind in ('whole', 'key', 'tombstone', 'shrunk'));
comment on column landing.version.kind is 'whole has a body; key retracts what an earlier version said; tombstone is a delete; shrunk had a body, which was given up because nothing anchored its person.';
comment on column landing.version.delivered is 'Delivery clock. Observed: the latest time at which the source itself said this; else the earliest time it was loaded.';
comment on column landing.version.observed is 'Whether delivered is a time of the source''s own (its Date, an as-of) or only when somebody loaded a file.';
comment on column landing.version.epoch is 'Life of the source: counts up when the source was restored from a backup; a later life outdates an earlier one.';
comment on table landing.version is 'One landed version of one resource. landing.current says which one of a key counts.';

create table landing.patient_link (
    source text collate "C" not null,
    patient text collate "C" not null,
    content bytea not null,
    linked text collate "C" not null,
    link text collate "C" not null,
    primary key (source, patient, content, linked, link)
);
comment on table landing.patient_link is 'Patient.link of every landed version of a Patient; only those of current versions join people.';
comment on column landing.patient_link.source is 'Source id.';
comment on column landing.patient_link.patient is 'Logical id of the Patient that carries the link.';
comment on column landing.patient_link.content is 'Landed version that carries it.';
comment on column landing.patient_link.linked is 'Logical id of the Patient it names.';
comment on column landing.patient_link.link is 'replaced-by, replaces, refer or seealso, as recorded.';
create index patient_link_reverse on landing.patient_link (source, linked);

-- Marks say why, so that a change of a case can.
alter table landing.dirty add column reason text not null default 'landed';
alter table landing.dirty add column run bigint;
comment on column landing.dirty.reason is 'landed, replayed, retagged, shrunk or repeated: why the person is derived again.';
comment on column landing.dirty.run is 'Run that brought what made the person dirty, when one did.';

create table landing.attempt (
    source text collate "C" not null,
    patient text collate "C" not null,
    tries int not null,
    primary key (source, patient)
);
comment on table landing.attempt is 'People whose deriving failed; after three tries they are set aside.';
comment on column landing.attempt.source is 'Source id.';
comment on column landing.attempt.patient is 'Logical id of the patient.';
comment on column landing.attempt.tries is 'How often it failed since the person was last derived.';

-- Quarantine: equal causes share a fingerprint; what is replayed keeps the clock it was delivered by.
alter table landing.quarantine add column fingerprint text not null generated always as (left(md5(cause || ': ' || message), 8)) stored;
alter table landing.quarantine add column delivered timestamptz;
alter table landing.quarantine add column observed boolean not null default false;
alter table landing.quarantine add column epoch int not null default 0;
alter table landing.quarantine add column incremental boolean not null default false;
alter table landing.quarantine add column urns text;
comment on column landing.quarantine.fingerprint is 'Groups what is wrong in the same way: the beginning of the hash of cause and message.';
comment on column landing.quarantine.delivered is 'Delivery clock it came by; null when it came before this was kept.';
comment on column landing.quarantine.observed is 'Whether that clock is the source''s own.';
comment on column landing.quarantine.epoch is 'Life of the source it came in.';
comment on column landing.quarantine.incremental is 'Whether only changes came that way.';
comment on column landing.quarantine.urns is 'What urn:uuid names in it stand for, as JSON; null when there are none.';
create index quarantine_by_fingerprint on landing.quarantine (fingerprint);

create table landing.seen (
    run bigint not null,
    key_hash bigint not null
);
comment on table landing.seen is 'Keys a complete resync has shown so far; what is missing at its end is gone at the source.';
comment on column landing.seen.run is 'The run.';
comment on column landing.seen.key_hash is 'As in landing.version.';
create index seen_by_run on landing.seen (run, key_hash);

create table landing.gone (
    run bigint not null,
    type text collate "C" not null,
    id text collate "C" not null,
    key_hash bigint not null,
    primary key (run, type, id)
);
comment on table landing.gone is 'Keys a complete resync no longer showed, too many to be believed unasked: they wait for a person''s confirmation.';
comment on column landing.gone.run is 'The run that missed them.';
comment on column landing.gone.type is 'FHIR resource type.';
comment on column landing.gone.id is 'Logical id.';
comment on column landing.gone.key_hash is 'As in landing.version.';

create table landing.backfill (
    source text collate "C" not null,
    patient text collate "C" not null,
    ordered_at timestamptz not null,
    versions int not null,
    parts text not null,
    primary key (source, patient)
);
comment on table landing.backfill is 'People who were anchored after their bodies had been given up: what they need again.';
comment on column landing.backfill.source is 'Source id.';
comment on column landing.backfill.patient is 'Logical id of the patient.';
comment on column landing.backfill.ordered_at is 'When it was ordered.';
comment on column landing.backfill.versions is 'Bodies that are missing.';
comment on column landing.backfill.parts is 'Names of the files or pages they came in.';

alter table ledger.run drop constraint run_way_check;
alter table ledger.run add constraint run_way_check check (way in ('load', 'pull', 'drop', 'replay', 'backfill', 'confirm'));
comment on column ledger.run.way is 'How it came: load (command), pull (search), drop (folder), replay (from quarantine), backfill (people asked for again), confirm (deletes a person agreed to).';
alter table ledger.watermark add column screen_generation text;
comment on column ledger.watermark.screen_generation is 'Screen under which the type was last pulled whole; another one than in force means that resources are missing that would land today.';

create table ledger.source (
    source text collate "C" not null,
    run bigint,
    epoch int not null default 0,
    due timestamptz,
    node text,
    primary key (source)
);
comment on table ledger.source is 'What the nodes of one store agree on about a source.';
comment on column ledger.source.source is 'Source id.';
comment on column ledger.source.run is 'The run that may land; a run that finds another one here is late and rolls back.';
comment on column ledger.source.epoch is 'Life of the source; see landing.version.epoch.';
comment on column ledger.source.due is 'When it is to be pulled next, by the store''s clock.';
comment on column ledger.source.node is 'Node that last took it, for people to read.';

create table ledger.terminology (
    one boolean not null default true check (one),
    screen_generation text not null,
    fingerprint text not null,
    since timestamptz not null,
    primary key (one)
);
comment on table ledger.terminology is 'The screen and the value sets in force: a node with others neither lands nor derives.';
comment on column ledger.terminology.one is 'There is one row.';
comment on column ledger.terminology.screen_generation is 'Screen in force.';
comment on column ledger.terminology.fingerprint is 'Value sets in force.';
comment on column ledger.terminology.since is 'Since when.';

create table ledger.deletion (
    run bigint not null references ledger.run,
    source text collate "C" not null,
    type text collate "C" not null,
    clock timestamptz not null,
    epoch int not null,
    missing bigint not null,
    held bigint not null,
    state text not null check (state in ('waiting', 'confirmed', 'dismissed')),
    decided_at timestamptz,
    primary key (run, type)
);
comment on table ledger.deletion is 'Resyncs that missed so many keys that a person has to confirm that they are gone.';
comment on column ledger.deletion.run is 'The resync.';
comment on column ledger.deletion.source is 'Source id.';
comment on column ledger.deletion.type is 'FHIR resource type.';
comment on column ledger.deletion.clock is 'The server''s clock when the resync of the type began.';
comment on column ledger.deletion.epoch is 'Life of the source.';
comment on column ledger.deletion.missing is 'Keys that were not shown.';
comment on column ledger.deletion.held is 'Keys that had landed and were alive.';
comment on column ledger.deletion.state is 'waiting, confirmed or dismissed.';
comment on column ledger.deletion.decided_at is 'When it was decided.';

create table ledger.reconciliation (
    source text collate "C" not null,
    type text collate "C" not null,
    at timestamptz not null,
    theirs bigint,
    ours bigint,
    sampled int not null,
    missing_here int not null,
    missing_there int not null,
    remark text,
    primary key (source, type)
);
comment on table ledger.reconciliation is 'The latest comparison of what landed with what the source says it has.';
comment on column ledger.reconciliation.source is 'Source id.';
comment on column ledger.reconciliation.type is 'FHIR resource type.';
comment on column ledger.reconciliation.at is 'When they were compared.';
comment on column ledger.reconciliation.theirs is 'Resources the source counts; null when it does not.';
comment on column ledger.reconciliation.ours is 'Resources that are alive here; null for types of which only a part lands.';
comment on column ledger.reconciliation.sampled is 'Ids looked up in either direction.';
comment on column ledger.reconciliation.missing_here is 'Sampled at the source, in the screen, and not landed in that version.';
comment on column ledger.reconciliation.missing_there is 'Sampled here and unknown to the source.';
comment on column ledger.reconciliation.remark is 'What kept the comparison from being whole, or null.';

-- Cases: equal content is not written again; a change leaves a record.
alter table cases.person_case add column digest bytea;
alter table cases.person_case add column order_undefined boolean not null default false;
alter table cases.person_case add column joined text[] not null default '{}';
comment on column cases.person_case.digest is 'Hash of everything kept of the person; equal hash, nothing to write.';
comment on column cases.person_case.order_undefined is 'Two versions of a record cannot be put in order: neither time, nor count, nor delivery tells.';
comment on column cases.person_case.joined is 'Other Patient ids that Patient.link joins to this one.';
create index person_case_joined on cases.person_case using gin (joined);

create table cases.change (
    change bigint generated always as identity,
    source text collate "C" not null,
    patient text collate "C" not null,
    at timestamptz not null,
    what text[] not null,
    why text[] not null,
    primary key (change)
);
comment on table cases.change is 'What changed in a case that had been kept before, and why.';
comment on column cases.change.change is 'Order of changes.';
comment on column cases.change.source is 'Source id.';
comment on column cases.change.patient is 'Logical id of the patient.';
comment on column cases.change.at is 'When it was derived.';
comment on column cases.change.what is 'Facts that are different, one line each.';
comment on column cases.change.why is 'Resource versions, joins or value sets that made the difference, one line each.';
create index change_by_person on cases.change (source, patient, change);

-- The one place that says which version of a key counts. A bare tombstone (a delete that tells neither time nor count)
-- outdates whatever was known by its delivery clock; every other version is ordered by what it says of itself.
create view landing.current as
select source, type, id, content, patient, version_number, last_updated, delivered, observed, epoch,
       case when deleted_epoch > epoch or deleted_epoch = epoch and deleted_at >= coalesce(last_updated, delivered)
            then 'tombstone' else kind end as kind,
       anchor, key_hash, body, body_bytes, run, part, position, twins > 1 as order_undefined
from (
    select distinct on (v.source, v.type, v.id) v.*,
           max(v.epoch) filter (where v.kind = 'tombstone' and v.last_updated is null and v.version_number is null)
               over key as deleted_epoch,
           max(v.delivered) filter (where v.kind = 'tombstone' and v.last_updated is null and v.version_number is null)
               over key as deleted_at,
           count(*) over (partition by v.source, v.type, v.id, v.epoch, v.last_updated, v.version_number, v.delivered)
               as twins
    from landing.version v
    window key as (partition by v.source, v.type, v.id)
    order by v.source, v.type, v.id,
             (v.kind = 'tombstone' and v.last_updated is null and v.version_number is null), v.epoch desc,
             v.last_updated desc nulls last, v.version_number desc nulls last, v.delivered desc,
             (v.kind in ('whole', 'shrunk')) desc, v.content desc
) newest;
comment on view landing.current is 'The version of each key that counts: last_updated, version_number, delivered, whole before key, content; later lives of the source first.';
comment on column landing.current.kind is 'As in landing.version; tombstone also when a later delete outdates the version.';
comment on column landing.current.order_undefined is 'Another version of the key has the same place in the order.';

-- A store from before goes by the screen of its last run and the value sets of its cases.
insert into ledger.terminology (screen_generation, fingerprint, since)
select r.screen_generation, c.terminology, r.started_at
from (select screen_generation, started_at from ledger.run order by run desc limit 1) r,
     (select terminology from cases.person_case limit 1) c;
update ledger.watermark w set screen_generation = r.screen_generation from ledger.run r where r.run = w.run;
