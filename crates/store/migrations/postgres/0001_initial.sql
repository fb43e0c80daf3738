-- Who there is. A row exists exactly as long as the candidacy has an event that can be read.
create table subjects (
    id bigint generated always as identity primary key,
    name text collate "C" not null unique
);

-- The log. A forgotten event keeps its row: key, empty body, erased, no subject, no time.
create table events (
    seq bigint generated always as identity primary key,
    source text collate "C" not null,
    id text collate "C" not null,
    subject bigint,
    time_us bigint,
    kind text collate "C" not null,
    body bytea not null,
    erased boolean not null default false,
    unique (source, id)
);
create index events_of_subject on events (subject);
create index events_that_merge on events (seq) where kind = 'hirewall.candidacy.merged.v1';
create index events_by_time on events (time_us);

-- Who holds what, with the least time at which the candidacy is known to have held it.
create table indicators (
    hash bytea not null,
    subject bigint not null,
    time_us bigint not null,
    primary key (hash, subject)
);

-- Deliveries whose key was taken by another body: each body once, with the number of its deliveries.
create table rejected (
    source text collate "C" not null,
    id text collate "C" not null,
    digest bytea not null,
    subject text collate "C" not null,
    time_us bigint not null,
    kind text collate "C" not null,
    body bytea not null,
    times bigint not null,
    primary key (source, id, digest)
);

create table assessments (
    seq bigint generated always as identity primary key,
    candidacy text collate "C" not null,
    as_of_us bigint not null,
    body text not null
);
create index assessments_of_candidacy on assessments (candidacy, seq);

create table named_values (
    name text collate "C" primary key,
    value text not null
);

-- Counts that are asked for on the latency path, kept instead of counted.
create table totals (
    name text collate "C" primary key,
    number bigint not null
);
insert into totals (name, number) values ('subjects', 0);

-- What other systems delivered. state: 0 waits or is worked on, 1 done (its body is in the log), 2 failed (its body is kept for a person).
create table inbox (
    seq bigint generated always as identity primary key,
    hook text collate "C" not null,
    key text collate "C" not null,
    received_us bigint not null,
    due_us bigint not null,
    state integer not null default 0,
    tries integer not null default 0,
    problem text,
    body bytea not null,
    unique (hook, key)
);
create index inbox_that_waits on inbox (due_us) where state = 0;
create index inbox_that_failed on inbox (seq) where state = 2;

-- What people work on: one for each candidacy that asks for them.
create table cases (
    candidacy text collate "C" primary key,
    opened_us bigint not null,
    changed_us bigint not null,
    band text collate "C" not null,
    millibits bigint not null,
    state text collate "C" not null,
    open boolean not null,
    assignee text collate "C",
    shown text not null,
    version bigint not null
);
create index cases_in_order on cases (open, millibits desc, candidacy);

-- Who did what. Each hash covers the one before it; what an entry says of a person is sealed and goes when the person is forgotten.
create table audit (
    seq bigint primary key,
    at_us bigint not null,
    who text collate "C" not null,
    what text collate "C" not null,
    seal_key bytea,
    about text collate "C",
    details text,
    seal bytea not null,
    hash bytea not null
);
create index audit_about on audit (about) where about is not null;

create table accounts (
    name text collate "C" primary key,
    role text collate "C" not null,
    password text not null,
    disabled boolean not null
);

create table sessions (
    token bytea primary key,
    account text collate "C" not null,
    form text not null,
    ends_us bigint not null
);
