-- What `serve` remembers from one start to the next.

-- A night that was missed is noticed by the gap between this and now.
create table if not exists schedule (
    job_file      varchar(400) primary key, -- the job file's name
    handled_up_to timestamp(6) with time zone not null
);
