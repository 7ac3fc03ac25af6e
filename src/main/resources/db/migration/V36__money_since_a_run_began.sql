-- The submission after which a run of serve began: what its job has spent since is what the run has cost, which counts
-- against what was approved. Null for what began before this script.
alter table web_run add column if not exists after_submission bigint;
-- How many videos without a known price were approved; null for an older approval: those of an unknown price have none.
alter table web_run_approval add column if not exists without_price bigint;
