-- How much did the ODI change from baseline in each follow-up window, in people who have both scores?
with odi as (
    select s.person, s."window", s.day, s.value
    from mart.score s join mart."case" c on c.person = s.person
    where c.lss = 'yes' and c.mild = 'yes' and c.index_date_precision = 'day'
      and s.instrument = 'ODI' and s.unit = 'percent' and s.chosen and s.index_no = 1
)
select f."window", count(b.person) as pairs, avg(b.value) as baseline_mean, avg(f.value) filter (where b.person is not null) as mean,
       avg(f.value - b.value) filter (where f."window" <> 'baseline') as change_mean,
       stddev_samp(f.value - b.value) filter (where f."window" <> 'baseline') as change_deviation, count(*) as people
from odi f left join odi b on b.person = f.person and b."window" = 'baseline'
where f."window" <> 'unscheduled'
group by f."window"
order by min(f.day);
