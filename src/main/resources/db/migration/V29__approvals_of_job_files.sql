-- Requested runs that no person requested: those of job files and dropped sheets that need, or needed, an approval.
create table if not exists web_run_origin (
    web_run  varchar(36) primary key references web_run (id),
    job_file varchar(400) not null,         -- the name of its job
    dropped  varchar not null,              -- the sheet in the inbox's folder working; empty for a schedule
    refused_by varchar,                     -- who did not approve it
    settled  boolean default false not null -- its run is over, and the sheet or the schedule was told so
);
create index if not exists web_run_origin_job_file on web_run_origin (job_file);
