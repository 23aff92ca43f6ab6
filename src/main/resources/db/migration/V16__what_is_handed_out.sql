create table cases.touched (
    person text collate "C" not null,
    at timestamptz not null,
    xact xid8 not null default pg_current_xact_id(),
    present boolean not null,
    primary key (person)
);
comment on table cases.touched is 'When what is handed out of a person last changed. Who is gone stays, so that a receiver can be told.';
comment on column cases.touched.person is 'Surrogate.';
comment on column cases.touched.at is 'When it changed, by the service''s clock, and always later than before.';
comment on column cases.touched.xact is 'Transaction that changed it: what lies below the oldest that is under way can be read without missing one that commits late.';
comment on column cases.touched.present is 'Whether there is a case of the person.';

insert into cases.touched (person, at, present)
select x.person, now(), exists (select from cases.person_case c where c.source = x.source and c.patient = x.patient)
from xwalk.person x;

create table xwalk.secret (
    single boolean not null default true check (single),
    secret text not null,
    primary key (single)
);
comment on table xwalk.secret is 'One row, made with the store. Ids of handed-out rows are hashed with it, so that nobody can compute one from a guess at what the row says.';
comment on column xwalk.secret.single is 'There is one.';
comment on column xwalk.secret.secret is 'Random text. Whoever changes it changes every id that was handed out.';
insert into xwalk.secret (secret) select gen_random_uuid()::text || gen_random_uuid()::text;
