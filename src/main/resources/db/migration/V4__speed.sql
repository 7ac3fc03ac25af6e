-- H2 writes each update of a row into every index of its table, whether or not the indexed columns change. Those of
-- random values made up two thirds of all that was written: a page of each for each move of a clip.

-- The clips of a request. Written once, when a clip is made.
create table if not exists clip_key (
    fingerprint varchar(64) not null,
    clip_id     bigint not null references clip (id),
    primary key (fingerprint, clip_id)
);
insert into clip_key (fingerprint, clip_id)
    select c.fingerprint, c.id from clip c where not exists (select 1 from clip_key k where k.clip_id = c.id);
drop index if exists clip_fingerprint;
drop index if exists clip_task; -- the ledger keeps in mind which tasks it knows

-- H2 makes an index of its own for each reference (PostgreSQL makes none), so these were there twice.
drop index if exists run_row_clip;
drop index if exists submission_clip;
drop index if exists submission_run;

-- How many different values a column has, in percent of its rows. H2 finds that out when thousands of rows have
-- changed, keeps the plan that it made of a query before, and believes of a table that it knows nothing of that
-- each state has two clips: it then went through all clips of a state for each row of a sheet.
alter table clip alter column state selectivity 1;
alter table clip alter column run_id selectivity 1;
alter table clip_key alter column fingerprint selectivity 100;
alter table run_row alter column run_id selectivity 1;
alter table run_row alter column load_number selectivity 1;
alter table run_row alter column row_number selectivity 100;
alter table run_row alter column clip_id selectivity 100;
alter table submission alter column run_id selectivity 1;
alter table submission alter column clip_id selectivity 100;
alter table video alter column clip_id selectivity 100;
