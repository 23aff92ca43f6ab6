-- A drug or a device is a resource of its own that is about nobody; whose records name it must be derived again when it comes.
create table landing.leaning (
    source text collate "C" not null,
    type text collate "C" not null,
    id text collate "C" not null,
    patient text collate "C" not null,
    primary key (source, patient, type, id)
);
comment on table landing.leaning is 'Whose records name a resource that is about nobody, landed or not: a Medication, a Device.';
comment on column landing.leaning.source is 'Source id.';
comment on column landing.leaning.type is 'FHIR type of the named resource.';
comment on column landing.leaning.id is 'Logical id of the named resource.';
comment on column landing.leaning.patient is 'Logical id of the patient whose record names it.';
create index leaning_by_resource on landing.leaning (source, type, id);
