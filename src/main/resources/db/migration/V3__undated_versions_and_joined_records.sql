-- A version without age, told by the source itself, is ordered among the dated ones by when the source told it: else a dated
-- delete would outdate all that a source without meta.lastUpdated ever says again.
create or replace view landing.current as
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
           count(*) over (partition by v.source, v.type, v.id, v.epoch, v.age, v.version_number, v.delivered) as twins
    from (
        select *, coalesce(last_updated, case when observed and version_number is null then delivered end) as age
        from landing.version
    ) v
    window key as (partition by v.source, v.type, v.id)
    order by v.source, v.type, v.id,
             (v.kind = 'tombstone' and v.last_updated is null and v.version_number is null), v.epoch desc,
             v.age desc nulls last, v.version_number desc nulls last, v.delivered desc,
             (v.kind in ('whole', 'shrunk')) desc, v.content desc
) newest;
comment on view landing.current is 'The version of each key that counts: age, version_number, delivered, whole before key, content; later lives of the source first. Age is last_updated, or else when the source told it.';

-- Who is one person with whom is kept of everybody, with a case or without, so that people are counted once.
create table cases.joined_record (
    source text collate "C" not null,
    patient text collate "C" not null,
    known_by text collate "C" not null,
    primary key (source, patient)
);
comment on table cases.joined_record is 'Patient records that Patient.link joins to another, by which the person is known.';
comment on column cases.joined_record.source is 'Source id.';
comment on column cases.joined_record.patient is 'Logical id of the Patient.';
comment on column cases.joined_record.known_by is 'Logical id of the Patient the person is known by.';
insert into cases.joined_record (source, patient, known_by) select source, unnest(joined), patient from cases.person_case;
drop index cases.person_case_joined;
