-- What `serve` remembers from one start to the next.

-- A night that was missed is noticed by the gap between this and now.
create table if not exists schedule (
    job_file      varchar(400) primary key, -- the job file's name
    handled_up_to timestamp(6) with time zone not null
);

-- A sheet in an inbox is the job `<job file's name>/<sheet's name>`.
alter table job alter column name set data type varchar(170);
alter table job alter column name_key set data type varchar(500);
