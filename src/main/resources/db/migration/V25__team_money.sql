-- What may have been spent in each quarter of an hour (see V9), by job, by the person who requested it over HTTP, and by
-- the job file of serve; empty where there is none, as at a shell.
create table if not exists spent_on (
    quarter  bigint not null,
    currency varchar(8) not null,
    job_id   bigint not null references job (id),
    person   varchar(300) not null,
    job_file varchar(400) not null,
    amount   decimal(20, 4) not null,
    primary key (quarter, currency, job_id, person, job_file)
);
create index if not exists spent_on_person on spent_on (person, quarter);
create index if not exists spent_on_job_file on spent_on (job_file, quarter);
insert into spent_on (quarter, currency, job_id, person, job_file, amount)
    select cast(floor(extract(epoch from s.sent_at) / 900) as bigint), s.currency, u.job_id, '', '', sum(s.price)
    from submission s join run u on u.id = s.run_id
    where s.price is not null and (s.outcome is null or s.outcome in ('ACCEPTED', 'UNKNOWN', 'CHARGED'))
      and not exists (select 1 from spent_on)
    group by cast(floor(extract(epoch from s.sent_at) / 900) as bigint), s.currency, u.job_id;

-- To whom a submission is charged, if to anybody. In a table of its own: H2 copies a table to add a column to it.
create table if not exists submission_payer (
    submission_id bigint primary key references submission (id),
    person        varchar(300) not null,
    job_file      varchar(400) not null
);

-- Requested runs that need, or needed, somebody's approval of their price.
create table if not exists web_run_approval (
    web_run     varchar(36) primary key references web_run (id),
    price       varchar not null, -- JSON: amounts by currency
    approved_by varchar,          -- null: it waits
    approved_at timestamp(6) with time zone
);
-- Requested runs are listed by time, and found by their run.
create index if not exists web_run_requested on web_run (requested_at);

-- Job files of serve that a person has paused.
create table if not exists schedule_pause (
    job_file  varchar(400) primary key,
    paused_by varchar not null,
    paused_at timestamp(6) with time zone not null
);
-- Runs of job files that a person wants now, until they are over.
create table if not exists schedule_order (
    job_file   varchar(400) primary key,
    ordered_by varchar not null,
    ordered_at timestamp(6) with time zone not null
);
