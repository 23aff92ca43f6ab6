alter table ledger.run drop constraint run_way_check;
alter table ledger.run add constraint run_way_check
    check (way in ('load', 'pull', 'drop', 'replay', 'backfill', 'confirm', 'bulk', 'push'));
comment on column ledger.run.way is 'How it came: load (command), pull (search), bulk (export), drop (folder), push (sent by the EHR; one run a day, each delivery a part), replay (from quarantine), backfill (people asked for again), confirm (deletes a person agreed to).';

create table landing.pushed_key (
    source text collate "C" not null,
    seq bigint generated always as identity,
    key_hash bigint not null,
    primary key (source, seq)
);
comment on table landing.pushed_key is 'Keys pushed while a run of the source is under way, so that the run knows them as landed; forgotten when the next run begins.';
comment on column landing.pushed_key.source is 'Source id.';
comment on column landing.pushed_key.seq is 'Order of pushing.';
comment on column landing.pushed_key.key_hash is 'Hash of type and id, as in landing.version.';

create table landing.delivery (
    run bigint not null,
    part int not null,
    source text collate "C" not null,
    request text not null,
    received_at timestamptz not null,
    media_type text not null,
    bytes bigint not null,
    sha256 bytea not null,
    message text collate "C",
    response bytea,
    primary key (run, part)
);
comment on table landing.delivery is 'One request by which an EHR pushed something, as it was received: what stands in landing.version is the JSON that was acknowledged, which for XML and for rewritten references is not byte for byte what came.';
comment on column landing.delivery.run is 'Run of pushes it belongs to.';
comment on column landing.delivery.part is 'Part of that run.';
comment on column landing.delivery.source is 'Source id, from the credential.';
comment on column landing.delivery.request is 'Request id, as answered in X-Request-Id.';
comment on column landing.delivery.received_at is 'When it had come whole, by the service''s clock.';
comment on column landing.delivery.media_type is 'application/fhir+json or application/fhir+xml.';
comment on column landing.delivery.bytes is 'Size of its body, uncompressed.';
comment on column landing.delivery.sha256 is 'SHA-256 of its body, uncompressed.';
comment on column landing.delivery.message is 'Of a message: SHA-256 of its identifier in hexadecimal digits; a repeat gets the first answer again.';
comment on column landing.delivery.response is 'Of a message: what was answered, as JSON.';

create unique index delivery_by_message on landing.delivery (source, message) where message is not null;

create table landing.patient_identifier (
    source text collate "C" not null,
    patient text collate "C" not null,
    content bytea not null,
    identifier bytea not null,
    primary key (source, identifier, patient, content)
);
comment on table landing.patient_identifier is 'By which identifiers versions of a Patient are known, for references such as Patient?identifier=...';
comment on column landing.patient_identifier.source is 'Source id.';
comment on column landing.patient_identifier.patient is 'Logical id of the Patient.';
comment on column landing.patient_identifier.content is 'Which version of it.';
comment on column landing.patient_identifier.identifier is 'SHA-256 of system and value.';

alter table ledger.source add column notified_at timestamptz;
comment on column ledger.source.notified_at is 'When the source last told that something of it has changed, by the store''s clock.';

create table ledger.subscription (
    source text collate "C" not null,
    subscription text collate "C" not null,
    events bigint not null,
    heard_at timestamptz not null,
    missed bigint not null default 0,
    primary key (source, subscription)
);
comment on table ledger.subscription is 'Subscriptions that notify the inbox: up to which event each has been heard.';
comment on column ledger.subscription.source is 'Source id.';
comment on column ledger.subscription.subscription is 'Its reference on the source''s server.';
comment on column ledger.subscription.events is 'Number of its last event, as the server counts.';
comment on column ledger.subscription.heard_at is 'When it was last heard of.';
comment on column ledger.subscription.missed is 'Events that were never told; what they were about was asked for all the same.';
