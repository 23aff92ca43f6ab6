-- Local codes are ranked by people. Most resources that carry one are filtered and leave no row, so people are counted as they come.
alter table ledger.unmapped add column types text[] not null default '{}';
alter table ledger.unmapped add column people bigint;
alter table ledger.unmapped add column people_exact boolean not null default true;
alter table ledger.unmapped add column people_sketch bytea;
comment on table ledger.unmapped is 'Local codes without a site map, seen by the screen; the ranking by people is the site''s work list. What is mapped later stays counted.';
comment on column ledger.unmapped.seen is 'How many resource versions received carried it; what comes again counts again.';
comment on column ledger.unmapped.types is 'FHIR resource types it was seen on, in alphabetical order; empty when it was only seen before they were noted.';
comment on column ledger.unmapped.people is 'How many Patient records of the source it was seen on, also by resources that did not land; null when it was only seen before they were counted.';
comment on column ledger.unmapped.people_exact is 'Whether people is exact; else an estimate with a standard error below 2 percent.';
comment on column ledger.unmapped.people_sketch is 'What people is counted with. Byte 0 is followed by up to 256 keys of 8 bytes, as landing.version.key_hash has them for a Patient; byte 1 by a sketch of 2048 bytes. Tells of somebody whose id is known whether the code was seen on them.';
