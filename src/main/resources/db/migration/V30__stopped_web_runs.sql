-- Requested runs that a person has stopped, from the order until their end is recorded: not resumed after a kill.
alter table web_run add column if not exists stop_wanted boolean default false not null;
