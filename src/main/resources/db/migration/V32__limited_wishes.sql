-- True if a limit that a person has to raise, max-cost or max-failures, has stopped it: a start of serve does not resume
-- it.
alter table wish add column if not exists limited boolean default false not null;
