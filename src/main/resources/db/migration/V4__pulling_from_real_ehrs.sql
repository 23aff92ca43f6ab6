-- What operators and servers say about a source, beyond when it is due.
alter table ledger.source add column paused boolean not null default false;
alter table ledger.source add column stopped text;
alter table ledger.source add column bulk_due timestamptz;
alter table ledger.source add column token_endpoint text;
alter table ledger.source add column token_endpoint_since timestamptz;
comment on column ledger.source.bulk_due is 'When something is to be done next about its bulk export, by the store''s clock.';
comment on column ledger.source.paused is 'An operator does not want it to be pulled for now.';
comment on column ledger.source.stopped is 'Why it is not pulled until somebody has looked, in one sentence; null when nothing stops it.';
comment on column ledger.source.token_endpoint is 'Where tokens are asked for, as the server first said it; another one is not followed.';
comment on column ledger.source.token_endpoint_since is 'When it said so.';

create table ledger.load (
    source text collate "C" not null,
    day date not null,
    requests bigint not null,
    bytes bigint not null,
    busy_ms bigint not null,
    refused bigint not null,
    waited_ms bigint not null,
    primary key (source, day)
);
comment on table ledger.load is 'The load put on each EHR, day by day.';
comment on column ledger.load.source is 'Source id.';
comment on column ledger.load.day is 'Local day of the source.';
comment on column ledger.load.requests is 'Requests sent.';
comment on column ledger.load.bytes is 'Bytes of answers, decompressed where they are pages, as they came where they are files.';
comment on column ledger.load.busy_ms is 'Time the server took to answer, in milliseconds, summed over requests.';
comment on column ledger.load.refused is 'Answers that asked for less: 429 and 5xx, and none in time.';
comment on column ledger.load.waited_ms is 'Time waited for courtesy, in milliseconds.';

alter table ledger.run drop constraint run_way_check;
alter table ledger.run add constraint run_way_check check (way in ('load', 'pull', 'drop', 'replay', 'backfill', 'confirm', 'bulk'));
comment on column ledger.run.way is 'How it came: load (command), pull (search), bulk (export), drop (folder), replay (from quarantine), backfill (people asked for again), confirm (deletes a person agreed to).';

-- Bulk exports outlive the process that began them.
create table ledger.bulk_job (
    job bigint generated always as identity,
    source text collate "C" not null,
    types text[] not null,
    since timestamptz,
    whole boolean not null,
    members text[],
    only_these boolean not null default false,
    screen_generation text not null,
    status_url text,
    state text not null check (state in ('asked', 'running', 'ready', 'landed', 'failed')),
    began_at timestamptz not null,
    polled int not null default 0,
    troubles int not null default 0,
    renewed boolean not null default false,
    empty_seen boolean not null default false,
    progress text,
    transaction_time timestamptz,
    needs_token boolean,
    run bigint,
    reason text,
    ended_at timestamptz,
    released boolean not null default false,
    primary key (job)
);
comment on table ledger.bulk_job is 'Bulk exports asked for; a restart goes on with them by their status address.';
comment on column ledger.bulk_job.job is 'Number of the export.';
comment on column ledger.bulk_job.source is 'Source id.';
comment on column ledger.bulk_job.types is 'FHIR resource types asked for.';
comment on column ledger.bulk_job.since is 'Changes since then were asked for; null for everything.';
comment on column ledger.bulk_job.whole is 'Everything was asked for, and what does not come is gone.';
comment on column ledger.bulk_job.members is 'Who belonged to the group when it was asked for, or the new members alone; null where that is not known.';
comment on column ledger.bulk_job.only_these is 'Only these members were asked for, since they are new.';
comment on column ledger.bulk_job.screen_generation is 'Screen in force when it was asked for.';
comment on column ledger.bulk_job.status_url is 'Where to ask how far it is; null until the server has taken it.';
comment on column ledger.bulk_job.state is 'asked, running (the server works), ready (files can be had), landed or failed.';
comment on column ledger.bulk_job.began_at is 'When it was asked for.';
comment on column ledger.bulk_job.polled is 'How often it was asked how far it is.';
comment on column ledger.bulk_job.troubles is 'How often in a row it could not be asked.';
comment on column ledger.bulk_job.renewed is 'The manifest was read a second time because a file could not be had.';
comment on column ledger.bulk_job.empty_seen is 'The server said that there is nothing, where there had been something before; it is asked once more.';
comment on column ledger.bulk_job.progress is 'What the server says of its progress, cleaned of all that is not plain text.';
comment on column ledger.bulk_job.transaction_time is 'The manifest''s transactionTime: all that had changed by then is in it.';
comment on column ledger.bulk_job.needs_token is 'Whether files want the token.';
comment on column ledger.bulk_job.run is 'The run that lands it, or landed it.';
comment on column ledger.bulk_job.reason is 'Why it failed, in one sentence.';
comment on column ledger.bulk_job.ended_at is 'When it was landed or had failed.';
comment on column ledger.bulk_job.released is 'The server was told that it is not needed any more.';
create unique index bulk_job_open on ledger.bulk_job (source) where state in ('asked', 'running', 'ready');

create table ledger.bulk_file (
    job bigint not null references ledger.bulk_job on delete cascade,
    file int not null,
    kind text not null check (kind in ('output', 'deleted', 'error')),
    type text collate "C" not null,
    url text not null,
    expected bigint,
    done boolean not null default false,
    sha256 bytea,
    gap text,
    primary key (job, file)
);
comment on table ledger.bulk_file is 'Files of a bulk export; a crash repeats only those that are not done.';
comment on column ledger.bulk_file.job is 'The export.';
comment on column ledger.bulk_file.file is 'Place in the manifest, from 1.';
comment on column ledger.bulk_file.kind is 'output, deleted or error.';
comment on column ledger.bulk_file.type is 'FHIR resource type as the manifest says; empty when it does not.';
comment on column ledger.bulk_file.url is 'Where it can be had; may hold a signature that expires.';
comment on column ledger.bulk_file.expected is 'Lines as the manifest says; null when it does not.';
comment on column ledger.bulk_file.done is 'Its rows are committed.';
comment on column ledger.bulk_file.sha256 is 'Hash of the file as it came.';
comment on column ledger.bulk_file.gap is 'Why it is not what the manifest said, or null; found when it landed, told when the export ends.';

create table ledger.group_member (
    source text collate "C" not null,
    patient text collate "C" not null,
    primary key (source, patient)
);
comment on table ledger.group_member is 'Who belonged to the exported group at the last complete export.';
comment on column ledger.group_member.source is 'Source id.';
comment on column ledger.group_member.patient is 'Logical id of the Patient.';

create table ledger.cohort_member (
    source text collate "C" not null,
    patient text collate "C" not null,
    found_at timestamptz not null,
    followed_at timestamptz,
    upto timestamptz,
    whole_at timestamptz,
    screen_generation text,
    primary key (source, patient)
);
comment on table ledger.cohort_member is 'People found by code, group or list, who are followed one by one.';
comment on column ledger.cohort_member.source is 'Source id.';
comment on column ledger.cohort_member.patient is 'Logical id of the Patient.';
comment on column ledger.cohort_member.found_at is 'When first found.';
comment on column ledger.cohort_member.followed_at is 'When last looked at, by the store''s clock; null before the first time.';
comment on column ledger.cohort_member.upto is 'Up to where everything of the person has been pulled, by the server''s clock; null before the first time.';
comment on column ledger.cohort_member.whole_at is 'When everything of the person was last asked for.';
comment on column ledger.cohort_member.screen_generation is 'Screen under which that was.';
