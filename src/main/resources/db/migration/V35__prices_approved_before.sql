-- The lower price at which a run was approved before: whoever approves the present one has to name it.
alter table web_run_approval add column if not exists price_before varchar; -- JSON, as price
