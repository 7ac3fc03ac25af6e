-- What an admin said when approving or refusing a run; null for nothing.
alter table web_run_approval add column if not exists answer varchar(2000);
-- The latest videos of the home, for the overview.
create index if not exists video_delivered on video (delivered_at desc);
