-- Requests that a clip stands for besides its own, which differ from it by the id of their rows alone: a person said so.
-- They are in clip_key too; here it is kept that a row with the clip's own id comes first.
create table if not exists clip_other_id (
    fingerprint varchar(64) not null,
    clip_id     bigint not null references clip (id),
    primary key (fingerprint, clip_id)
);
