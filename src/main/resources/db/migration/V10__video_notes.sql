-- What a person should know of a delivered clip's addresses, by their number: one gave no file, or a file that hardly
-- any player plays. Not in `video`: H2 copies a table for a new column.
create table if not exists video_note (
    clip_id bigint not null references clip (id),
    number  integer not null,
    note    varchar not null,
    primary key (clip_id, number)
);
