-- What changed between the newest two snapshots: whose case came, went, or reads differently, and how many are index cases in each?
with two as (
    select max(number) filter (where place = 2) as earlier, max(number) filter (where place = 1) as newer
    from (select number, row_number() over (order by number desc) as place from mart.snapshot) numbered
), before as (
    select s.person, to_jsonb(s) - 'snapshot' as said, lss = 'yes' and mild = 'yes' and index_date_precision = 'day' as is_index
    from mart.snapshot_case s where snapshot = (select earlier from two)
), after as (
    select s.person, to_jsonb(s) - 'snapshot' as said, lss = 'yes' and mild = 'yes' and index_date_precision = 'day' as is_index
    from mart.snapshot_case s where snapshot = (select newer from two)
)
select (select earlier from two), (select newer from two), count(*) filter (where b.person is null) as came,
       count(*) filter (where a.person is null) as went, count(*) filter (where a.said <> b.said) as changed,
       count(*) filter (where b.is_index) as index_cases_before, count(*) filter (where a.is_index) as index_cases_after
from before b full join after a on a.person = b.person;
