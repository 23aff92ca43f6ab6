-- What takes no part in cases because of its labels. The records themselves stay where they have landed.
create table cases.held_back (
    source text not null,
    patient text not null,
    type text not null,
    id text not null,
    content bytea not null,
    labels text[] not null,
    primary key (source, patient, type, id)
);
comment on table cases.held_back is 'Current versions that are left out of a case because of their confidentiality labels (meta.security). A Patient among them leaves the whole person out.';
comment on column cases.held_back.source is 'Source id.';
comment on column cases.held_back.patient is 'Logical id of the Patient the person is known by.';
comment on column cases.held_back.type is 'FHIR resource type.';
comment on column cases.held_back.id is 'Logical id of the resource.';
comment on column cases.held_back.content is 'Hash of the version.';
comment on column cases.held_back.labels is 'Codes of the labels that hold it back.';
