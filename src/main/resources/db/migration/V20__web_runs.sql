-- Runs requested over HTTP, from the answer that accepts one until it has ended. A run that was accepted is done also
-- when the process is killed right after.
create table if not exists web_run (
    id              varchar(36) primary key,
    idempotency_key varchar,
    content         varchar(64) not null, -- of the sheet and the options: the same key means the same request
    requested_by    varchar not null,
    requested_at    timestamp(6) with time zone not null,
    job             varchar not null,
    sheet           varchar not null,     -- the file in the home
    options         varchar not null,     -- JSON
    state           varchar(20) not null,
    run_id          bigint references run (id),
    exit_code       integer,
    message         varchar,
    ended_at        timestamp(6) with time zone
);
create unique index if not exists web_run_key on web_run (requested_by, idempotency_key);
