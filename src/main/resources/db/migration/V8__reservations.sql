-- Submissions are sent under a word that stands here and in the marker of the results' folder. A home that was restored
-- from a backup, or a copy that did not take part in what came later, does not have the word that it finds there.
create table if not exists reservation (
    word    varchar(36) primary key,
    below   bigint not null, -- submissions sent under it have smaller numbers
    made_at timestamp(6) with time zone not null
);
