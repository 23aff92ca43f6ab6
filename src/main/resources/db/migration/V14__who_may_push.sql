-- Who may push: an EHR sends what is new to /inbox. Its account or token belongs to one source and opens nothing else.
alter table access.account drop constraint account_role;
alter table access.account add constraint account_role
    check (role in ('operator', 'abstractor', 'analyst', 'aggregate-reader', 'ehr'));
alter table access.account add column source text collate "C";
alter table access.account add constraint account_source
    check ((role = 'ehr') = (source is not null) and source ~ '^[a-z0-9][a-z0-9-]{0,62}$');
comment on column access.account.role is 'operator, abstractor, analyst, aggregate-reader or ehr.';
comment on column access.account.source is 'Source id of what an ehr pushes; null for every other role.';

create table access.token (
    name text not null,
    hash bytea not null,
    role text not null,
    source text collate "C",
    created_at timestamptz not null,
    expires_at timestamptz,
    primary key (name),
    constraint token_hash unique (hash),
    constraint token_role check (role in ('analyst', 'aggregate-reader', 'ehr')),
    constraint token_source check ((role = 'ehr') = (source is not null) and source ~ '^[a-z0-9][a-z0-9-]{0,62}$')
);
comment on table access.token is 'Tokens of programs; only their hashes. Who is not here, or is past its time, is not let in.';
comment on column access.token.name is 'What the program is called; no account has the same name.';
comment on column access.token.hash is 'SHA-256 of the token, which is random: 256 bits.';
comment on column access.token.role is 'analyst, aggregate-reader or ehr.';
comment on column access.token.source is 'Source id of what an ehr pushes; null for every other role.';
comment on column access.token.created_at is 'When it was made.';
comment on column access.token.expires_at is 'Until when it is good; null for any time.';

create table access.used_token_id (
    issuer text not null,
    jti_hash bytea not null,
    expires_at timestamptz not null,
    primary key (issuer, jti_hash)
);
create index used_token_id_in_time on access.used_token_id (expires_at);
comment on table access.used_token_id is 'Signed tokens that EHRs have used and that are good once; kept until they would be too old anyway.';
comment on column access.used_token_id.issuer is 'Who signed the token (iss).';
comment on column access.used_token_id.jti_hash is 'SHA-256 of its id (jti).';
comment on column access.used_token_id.expires_at is 'From when it is refused for its age.';
