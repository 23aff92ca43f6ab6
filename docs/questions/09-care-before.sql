-- What conservative care is documented in the year before the index, and in how many index cases?
with index_case as (
    select person from mart."case" where lss = 'yes' and mild = 'yes' and index_date_precision = 'day'
), care as (
    select distinct person, kind from mart.therapy where phase = 'before' and index_no = 1
)
select coalesce(t.kind, 'none documented') as kind, count(*) as people, (select count(*) from index_case) as of_people
from index_case left join care t using (person)
group by t.kind
order by people desc, kind;
