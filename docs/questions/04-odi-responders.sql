-- How many improved by 10 points of ODI or more at 12 months: of all, of the evaluable, of the complete?
with index_case as (
    select person from mart."case" where lss = 'yes' and mild = 'yes' and index_date_precision = 'day'
), odi as (
    select person, max(value) filter (where "window" = 'baseline') as baseline,
           max(value) filter (where "window" = '12-months') as later, max(day) filter (where "window" = '12-months') as later_day,
           count(*) filter (where "window" in ('3-months', '6-months', '12-months')) = 3 as followed
    from mart.score where instrument = 'ODI' and unit = 'percent' and chosen and index_no = 1 group by person
), failure as (  -- add "and attribution = 'surgical'" where the site does not count non-surgical re-interventions
    select person, min(day) as day from mart.event where kind = 'reintervention' and index_no = 1 group by person
), judged as (
    select o.baseline is not null and o.followed as complete,
           o.baseline is not null and o.later is not null and (f.day is null or o.later_day < f.day) as stands,
           o.baseline is not null and f.day <= 545 as failed, o.baseline - o.later >= 10 as improved  -- 545: last day of 12 months
    from index_case left join odi o using (person) left join failure f using (person)
)
select count(*) filter (where stands and improved) as responders, count(*) as people,
       count(*) filter (where stands or failed) as evaluable,
       count(*) filter (where stands and improved and complete) as complete_responders, count(*) filter (where complete) as complete
from judged;
