-- What H2 alone needs.

-- It makes an index of its own for each reference (PostgreSQL makes none), so that each row paid for these twice.
drop index if exists run_row_clip;
drop index if exists submission_clip;
drop index if exists submission_run;

-- How many different values a column has, in percent of its rows. H2 finds that out when thousands of rows have
-- changed, keeps the plan that it made of a query before, and believes of a table that it knows nothing of that
-- each state has two clips: it then went through all clips of a state for each row of a sheet.
alter table clip alter column state selectivity 1;
alter table clip alter column run_id selectivity 1;
alter table clip alter column fingerprint selectivity 100;
alter table run_row alter column run_id selectivity 1;
alter table run_row alter column load_number selectivity 1;
alter table run_row alter column row_number selectivity 100;
alter table run_row alter column clip_id selectivity 100;
alter table submission alter column run_id selectivity 1;
alter table submission alter column clip_id selectivity 100;
alter table video alter column clip_id selectivity 100;
