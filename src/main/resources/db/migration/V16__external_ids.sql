-- The ids of our own that submissions carry, for models whose tasks can be asked for by one. In a table of their own: H2
-- copies a table to add a column to it.
create table if not exists external_id (
    submission_id bigint primary key references submission (id),
    external_id   varchar(36) not null,
    account       varchar(64) not null -- a hash of the API's address and the key with which it was sent
);
