-- Submissions are sent under a word that stands here and in the marker of the results' folder. A home that was restored
-- from a backup, or a copy that did not take part in what came later, does not have the word that it finds there.
create table if not exists reservation (
    word    varchar(36) primary key,
    below   bigint not null, -- submissions sent under it have smaller numbers
    made_at timestamp(6) with time zone not null
);

-- What a file holds whose name and length don't tell, so that it is read once and not at every report.
create table if not exists checked_file (
    path     varchar primary key,
    bytes    bigint not null,
    modified bigint not null, -- nanoseconds since 1970
    sha256   varchar(64) not null
);
