-- Since when another run may have paid for what a run still has queued: the last submission when its rows were loaded.
alter table run add column if not exists loaded_after bigint default 0 not null;
