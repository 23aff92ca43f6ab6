-- What was published, so that what is published next can be held against it. A publication is never deleted: also one that was
-- replaced has been read.
create table ledger.publication (
    publication bigint generated always as identity,
    snapshot int not null references ledger.snapshot,
    published_at timestamptz not null,
    threshold int not null,
    people_forgotten int not null,
    primary key (publication)
);
create index publication_by_snapshot on ledger.publication (snapshot, publication);
comment on table ledger.publication is 'Each time figures of a snapshot were published, in this order; nobody but the service reads it.';
comment on column ledger.publication.publication is 'Number, in the order of publishing.';
comment on column ledger.publication.snapshot is 'Snapshot whose figures they are.';
comment on column ledger.publication.published_at is 'When, by the service''s clock.';
comment on column ledger.publication.threshold is 'Smallest number of people that was shown.';
comment on column ledger.publication.people_forgotten is 'People taken out of the snapshot when its figures were last looked at.';

create table ledger.published_count (
    publication bigint not null references ledger.publication,
    key text not null,
    people int not null,
    shown boolean not null,
    primary key (publication, key)
);
comment on table ledger.published_count is 'Every count of a publication, hidden ones too: what changed has to be known to be hidden.';
comment on column ledger.published_count.publication is 'Publication.';
comment on column ledger.published_count.key is 'Its name in the suppression of small groups.';
comment on column ledger.published_count.people is 'True number of people.';
comment on column ledger.published_count.shown is 'Whether readers were shown it.';

create table ledger.published_sum (
    publication bigint not null references ledger.publication,
    whole text not null,
    parts text[] not null
);
create index published_sum_by_publication on ledger.published_sum (publication);
comment on table ledger.published_sum is 'Which counts of a publication add up to which other.';
comment on column ledger.published_sum.publication is 'Publication.';
comment on column ledger.published_sum.whole is 'Key of the sum.';
comment on column ledger.published_sum.parts is 'Keys of its parts.';

create table ledger.published_statistic (
    publication bigint not null references ledger.publication,
    subject text not null,
    people text not null,
    value text not null
);
create index published_statistic_by_publication on ledger.published_statistic (publication);
comment on table ledger.published_statistic is 'Means, shares and the like that a publication showed.';
comment on column ledger.published_statistic.publication is 'Publication.';
comment on column ledger.published_statistic.subject is 'Keys of the counts it is of.';
comment on column ledger.published_statistic.people is 'These counts.';
comment on column ledger.published_statistic.value is 'What was shown, to nine digits.';

create table aggregate.figure (
    snapshot int not null references ledger.snapshot,
    figure text not null,
    place int not null,
    title text not null,
    headings text[] not null,
    statistics text[] not null,
    primary key (snapshot, figure)
);
comment on table aggregate.figure is 'Published figures, one a row: what their labels and numbers are called.';
comment on column aggregate.figure.snapshot is 'Snapshot it is of.';
comment on column aggregate.figure.figure is 'Name, as in published.';
comment on column aggregate.figure.place is 'Place among the figures, from 1.';
comment on column aggregate.figure.title is 'What it shows.';
comment on column aggregate.figure.headings is 'What each label of its rows is.';
comment on column aggregate.figure.statistics is 'Numbers its rows may have, in order.';

create table aggregate.figure_row (
    snapshot int not null references ledger.snapshot,
    figure text not null,
    position int not null,
    labels text[] not null,
    primary key (snapshot, figure, position)
);
comment on table aggregate.figure_row is 'Rows of published figures, those without any number too.';
comment on column aggregate.figure_row.snapshot is 'Snapshot it is of.';
comment on column aggregate.figure_row.figure is 'Figure it stands in.';
comment on column aggregate.figure_row.position is 'Place in the figure, from 1.';
comment on column aggregate.figure_row.labels is 'What the row is about, one word for each heading.';
