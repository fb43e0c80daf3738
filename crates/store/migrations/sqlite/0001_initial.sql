-- Who there is. A row exists exactly as long as the candidacy has an event that can be read.
create table subjects (
    id integer primary key,
    name text not null unique
);

-- The log. A forgotten event keeps its row: key, empty body, erased = 1, no subject, no time.
create table events (
    seq integer primary key,
    source text not null,
    id text not null,
    subject integer,
    time_us integer,
    kind text not null,
    body blob not null,
    erased integer not null default 0,
    unique (source, id)
);
create index events_of_subject on events (subject);
create index events_that_merge on events (kind) where kind = 'hirewall.candidacy.merged.v1';
create index events_by_time on events (time_us);

-- Who holds what, with the least time at which the candidacy is known to have held it.
create table indicators (
    hash blob not null,
    subject integer not null,
    time_us integer not null,
    primary key (hash, subject)
) without rowid;

-- Deliveries whose key was taken by another body: each body once, with the number of its deliveries.
create table rejected (
    source text not null,
    id text not null,
    digest blob not null,
    subject text not null,
    time_us integer not null,
    kind text not null,
    body blob not null,
    times integer not null,
    primary key (source, id, digest)
);

create table assessments (
    seq integer primary key,
    candidacy text not null,
    as_of_us integer not null,
    body text not null
);
create index assessments_of_candidacy on assessments (candidacy);

create table named_values (
    name text primary key,
    value text not null
);

-- Counts that are asked for on the latency path, kept instead of counted.
create table totals (
    name text primary key,
    number integer not null
);
insert into totals (name, number) values ('subjects', 0);
