-- What `serve` remembers from one start to the next.
-- Never `alter table` where rows refer to it: H2 copies the table for that, and a kill meanwhile leaves the
-- references on the copy.

-- A night that was missed is noticed by the gap between this and now.
create table if not exists schedule (
    job_file      varchar(400) primary key, -- the job file's name
    handled_up_to timestamp(6) with time zone not null
);
