-- How many had a re-intervention by 12 and by 24 months, counted and by Kaplan-Meier, surgical ones and any?
with index_case as (
    select person, death_day, last_contact_day, (now() at time zone 'utc')::date - index_date as known_days
    from mart."case" where lss = 'yes' and mild = 'yes' and index_date_precision = 'day'
), sign as (
    select person, day from mart.score where chosen and index_no = 1 and day is not null
    union all select person, day from mart.event where index_no = 1 and day is not null
), observed as (
    select c.person, greatest(0, least(c.known_days, coalesce(c.death_day, greatest(c.last_contact_day, max(s.day), 0)))) as until
    from index_case c left join sign s using (person) group by c.person, c.known_days, c.death_day, c.last_contact_day
), first_time as (
    select o.person, k.which, o.until, min(e.day) as day
    from observed o cross join (values ('any'), ('surgical')) k(which)
    left join mart.event e on e.person = o.person and e.index_no = 1 and e.kind = 'reintervention'
        and e.day between 0 and o.until and (k.which = 'any' or e.attribution = 'surgical')
    group by o.person, k.which, o.until
), steps as (
    select which, least(day, until) as at, count(day) as events,
           sum(count(*)) over (partition by which order by least(day, until) desc) as at_risk
    from first_time group by which, least(day, until)
)
select which, by_day, coalesce(sum(events) filter (where at <= by_day), 0) as people,
       coalesce(max(at_risk) filter (where at >= by_day), 0) as at_risk,
       1 - case when bool_or(at <= by_day and events = at_risk) then 0
           else coalesce(exp(sum(ln(1 - events / at_risk)) filter (where at <= by_day and events < at_risk)), 1) end as kaplan_meier
from steps cross join (values (365), (730)) d(by_day)
group by which, by_day
order by which, by_day;
