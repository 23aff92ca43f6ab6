-- How many had a complication by day 30, of those observed until then or with one?
with index_case as (
    select person, death_day, last_contact_day, (now() at time zone 'utc')::date - index_date as known_days
    from mart."case" where lss = 'yes' and mild = 'yes' and index_date_precision = 'day'
), sign as (
    select person, day from mart.score where chosen and index_no = 1 and day is not null
    union all select person, day from mart.event where index_no = 1 and day is not null
), observed as (
    select c.person, greatest(0, least(c.known_days, coalesce(c.death_day, greatest(c.last_contact_day, max(s.day), 0)))) as until
    from index_case c left join sign s using (person) group by c.person, c.known_days, c.death_day, c.last_contact_day
), told as (
    select o.until, exists (select from mart.event e where e.person = o.person and e.index_no = 1 and e.kind = 'complication'
        and e.attribution in ('linked', 'new') and e.day between 0 and least(30, o.until)) as complication
    from observed o
)
select count(*) filter (where complication) as people, count(*) filter (where complication or until >= 30) as known_until_day_30
from told;
