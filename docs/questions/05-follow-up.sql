-- Of those alive whose window is over, how many have an ODI in it?
with span(name, first, last) as (values  -- the windows of a service without settings of its own
    ('baseline', -90, 0), ('2-weeks', 5, 21), ('6-weeks', 28, 63), ('3-months', 64, 135), ('6-months', 136, 270),
    ('12-months', 271, 545), ('24-months', 546, 910), ('36-months', 911, 1275), ('48-months', 1276, 1639), ('60-months', 1640, 2010)
), index_case as (  -- as of today; of a snapshot take its cut_off
    select person, death_day, (now() at time zone 'utc')::date - index_date as known_days
    from mart."case" where lss = 'yes' and mild = 'yes' and index_date_precision = 'day'
), odi as (
    select person, "window" from mart.score where instrument = 'ODI' and unit = 'percent' and chosen and index_no = 1
)
select w.name as "window", count(c.person) as expected, count(o.person) as seen,
       count(o.person)::numeric / nullif(count(c.person), 0) as share
from span w
left join index_case c on c.known_days >= w.last and (c.death_day is null or c.death_day >= w.first or c.death_day > c.known_days)
left join odi o on o.person = c.person and o."window" = w.name
group by w.name, w.first
order by w.first;
