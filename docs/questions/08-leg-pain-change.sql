-- How much did leg pain (NRS) change from baseline in each follow-up window, in people who have both scores?
with span(name, place) as (values
    ('2-weeks', 1), ('6-weeks', 2), ('3-months', 3), ('6-months', 4), ('12-months', 5), ('24-months', 6), ('36-months', 7),
    ('48-months', 8), ('60-months', 9)
), pain as (  -- pain of which nobody says where is the component unspecified, and is neither back nor leg
    select s.person, s."window", s.value
    from mart.score s join mart."case" c on c.person = s.person
    where c.lss = 'yes' and c.mild = 'yes' and c.index_date_precision = 'day'
      and s.instrument = 'NRS' and s.component = 'leg' and s.unit = 'score' and s.chosen and s.index_no = 1
), pair as (
    select f."window", b.value as before, f.value as later
    from pain f join pain b on b.person = f.person and b."window" = 'baseline'
)
select w.name as "window", count(p.later) as pairs, avg(p.before) as baseline_mean, avg(p.later) as mean,
       avg(p.later - p.before) as change_mean, stddev_samp(p.later - p.before) as change_deviation
from span w left join pair p on p."window" = w.name
group by w.name, w.place
order by w.place;
