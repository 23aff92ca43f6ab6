alter table access.account drop constraint account_role;
alter table access.account add constraint account_role
    check (role in ('operator', 'abstractor', 'analyst', 'aggregate-reader'));
comment on column access.account.role is 'operator, abstractor, analyst or aggregate-reader.';
