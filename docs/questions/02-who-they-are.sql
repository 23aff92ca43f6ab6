-- Who are the index cases: how many, how old at the index, of which sex, with claudication documented, with how many levels treated?
with index_case as (
    select * from mart."case" where lss = 'yes' and mild = 'yes' and index_date_precision = 'day'
), said as (
    select 'sex' as characteristic, coalesce(sex, 'unknown') as value from index_case
    union all select 'neurogenic claudication', nc from index_case
    union all select 'treated levels',
        case when coalesce(levels, '') in ('', 'not-documented') then 'not-documented'
             when cardinality(string_to_array(levels, ';')) >= 3 then '3 or more'
             else cardinality(string_to_array(levels, ';'))::text end from index_case
    union all select 'certainty', certainty from index_case
)
select 'age at index' as characteristic, 'years' as value, count(age_at_index) as people, avg(age_at_index) as mean,
       stddev_samp(age_at_index) as deviation, percentile_cont(0.5) within group (order by age_at_index) as median
from index_case
union all
select characteristic, value, count(*), null, null, null from said group by characteristic, value
order by 1, 2;
