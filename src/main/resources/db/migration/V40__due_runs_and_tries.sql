-- The latest due time of each job file whose run has not begun: another process still runs it, whether or not missed
-- times are made up for.
create table if not exists schedule_due (
    job_file varchar(400) primary key, -- the job file's name
    due_at   timestamp(6) with time zone not null
);

-- The submissions between which a run of serve was at work on its job: what was spent in between is what the run has
-- cost. While it waits for an approval, it is not at work, and what others spend on its job is none of its cost.
create table if not exists web_run_try (
    web_run          varchar(36) not null references web_run (id),
    after_submission bigint not null,
    up_to_submission bigint -- null while it is at work
);
create index if not exists web_run_try_of on web_run_try (web_run);

insert into web_run_try (web_run, after_submission)
select w.id, w.after_submission from web_run w
where w.after_submission is not null and not exists (select 1 from web_run_try t where t.web_run = w.id);
