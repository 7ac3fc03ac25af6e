-- Reruns requested over HTTP: they have no sheet, and mean the rows of one content of their job's sheet.
alter table web_run alter column sheet drop not null;
alter table web_run add column if not exists rerun_of varchar(64); -- run.content_hash; null for a run of a sheet

-- The request over HTTP that a wish is resumed for; none for the wish of a command or of a job file. Not in `wish`, which
-- rows refer to.
create table if not exists wish_request (
    wish_id bigint primary key references wish (id),
    web_run varchar(36) not null references web_run (id)
);
