-- What other systems delivered. state: 0 waits or is worked on, 1 done (its body is in the log), 2 failed (its body is kept for a person).
create table inbox (
    seq integer primary key,
    hook text not null,
    key text not null,
    received_us integer not null,
    due_us integer not null,
    state integer not null default 0,
    tries integer not null default 0,
    problem text,
    body blob not null,
    unique (hook, key)
);
create index inbox_that_waits on inbox (due_us) where state = 0;
create index inbox_that_failed on inbox (seq) where state = 2;

-- What people work on: one for each candidacy that asks for them.
create table cases (
    candidacy text primary key,
    opened_us integer not null,
    changed_us integer not null,
    band text not null,
    millibits integer not null,
    state text not null,
    open integer not null,
    assignee text,
    shown text not null,
    version integer not null
);
create index cases_in_order on cases (open, millibits desc, candidacy);

-- Who did what. Each hash covers the one before it; what an entry says of a person is sealed and goes when the person is forgotten.
create table audit (
    seq integer primary key,
    at_us integer not null,
    who text not null,
    what text not null,
    seal_key blob,
    about text,
    details text,
    seal blob not null,
    hash blob not null
);
create index audit_about on audit (about) where about is not null;

create table accounts (
    name text primary key,
    role text not null,
    password text not null,
    disabled integer not null
);

create table sessions (
    token blob primary key,
    account text not null,
    form text not null,
    ends_us integer not null
) without rowid;
