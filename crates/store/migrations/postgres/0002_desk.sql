-- When the next step of a case is due; none while its clock stands still. And the team that it was handed to.
alter table cases add column due_us bigint;
alter table cases add column team text collate "C";

-- What must not be forgotten, and why.
create table holds (
    candidacy text collate "C" primary key,
    who text collate "C" not null,
    reason text not null,
    at_us bigint not null
);

-- What programs were answered, so that a request that is sent twice is carried out once.
create table answers (
    account text collate "C" not null,
    key text collate "C" not null,
    asked bytea not null,
    status integer not null,
    body text not null,
    about text collate "C",
    at_us bigint not null,
    primary key (account, key)
);
