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

-- Joined people are left out by hashing all their ids; nothing looks one up.
drop index cases.person_case_joined;
