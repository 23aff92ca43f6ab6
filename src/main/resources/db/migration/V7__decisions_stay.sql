-- What people decided is also the record of who decided what, when and why: nobody changes it, this service included.

create function landing.decisions_stay() returns trigger language plpgsql as $$
begin
    raise exception 'landing.decision is append-only: take a decision back by another one';
end
$$;
comment on function landing.decisions_stay() is 'Refuses to change or remove decisions.';
create trigger decisions_stay before update or delete or truncate on landing.decision
    for each statement execute function landing.decisions_stay();
comment on trigger decisions_stay on landing.decision is 'The audit of the review list: who, when, what and why. Rows are only added; restoring a dump adds them too.';

alter table cases.review add date_precision text;
comment on column cases.review.date_precision is 'year, month or day.';

alter table access.account add constraint account_role check (role in ('operator', 'abstractor'));
