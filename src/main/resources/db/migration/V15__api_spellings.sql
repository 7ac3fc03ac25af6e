-- What an API was called before: the content of a run is told by a hash that has the API's name of then in it. Nothing
-- is altered that rows refer to, see V3.
create table if not exists api_spelling (
    name     varchar not null,
    earlier  varchar not null,
    last_run bigint not null, -- later runs have the name in their hashes
    primary key (name, earlier)
);
