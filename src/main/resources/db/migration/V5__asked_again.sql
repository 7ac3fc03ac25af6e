-- What a person asked for again must not be asked for once more by the same words after a kill.

alter table run add column if not exists ended boolean default true not null; -- by itself, since it was last asked for
alter table run alter column ended set default false;
alter table clip add column if not exists asked_again_in bigint; -- the run whose rerun brought it back, or made it

-- A task belongs to one clip.
create index if not exists clip_task on clip (task_id);
