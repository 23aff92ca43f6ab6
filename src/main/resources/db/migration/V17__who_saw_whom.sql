create table access.audit_event (
    event bigint generated always as identity,
    at timestamptz not null default clock_timestamp(),
    account text not null,
    what text not null,
    source text collate "C" not null,
    patient text collate "C" not null,
    primary key (event)
);
comment on table access.audit_event is 'Who saw which patient by name of the source: one row for each patient each time. Rows are only ever added.';
comment on column access.audit_event.event is 'Order of events.';
comment on column access.audit_event.at is 'When, by the store''s clock; before anything was shown.';
comment on column access.audit_event.account is 'Who: a login name, or the command line with the name of the machine''s user.';
comment on column access.audit_event.what is 'What was shown.';
comment on column access.audit_event.source is 'Source id.';
comment on column access.audit_event.patient is 'Logical id of the patient.';
create index audit_event_by_patient on access.audit_event (source, patient, event);

create function access.only_added() returns trigger language plpgsql as
$$ begin raise exception 'the audit trail is only ever added to'; end $$;
comment on function access.only_added() is 'Refuses whatever would change or remove what stands there.';
create trigger only_added before update or delete on access.audit_event for each row execute function access.only_added();
create trigger never_emptied before truncate on access.audit_event for each statement execute function access.only_added();
