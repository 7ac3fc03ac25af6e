-- What people do over HTTP that changes something, and who signed in or was refused.
create table if not exists audit (
    id      bigint generated always as identity primary key,
    at      timestamp(6) with time zone not null,
    person  varchar(64),          -- null: nobody known
    action  varchar(20) not null, -- request, sign_in, sign_in_failed, locked_out, sign_out, refused
    method  varchar(20) not null,
    path    varchar(500) not null,
    target  varchar(500),         -- what was made or meant: the address of a run, a command
    address varchar(64) not null, -- from where
    status  integer not null      -- of the answer
);
create index if not exists audit_at on audit (at);
