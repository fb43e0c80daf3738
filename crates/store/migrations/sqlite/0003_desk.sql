-- When the next step of a case is due; none while its clock stands still. And the team that it was handed to.
alter table cases add column due_us integer;
alter table cases add column team text;

-- What must not be forgotten, and why.
create table holds (
    candidacy text primary key,
    who text not null,
    reason text not null,
    at_us integer not null
);

-- What programs were answered, so that a request that is sent twice is carried out once.
create table answers (
    account text not null,
    key text not null,
    asked blob not null,
    status integer not null,
    body text not null,
    about text,
    at_us integer not null,
    primary key (account, key)
);
