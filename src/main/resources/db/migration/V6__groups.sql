-- H2 takes 32 numbers at a time and writes the whole transaction so far to the file to note that: a sixth of what the
-- journal's thread did. A killed process leaves a gap in the numbers.
alter table clip alter column id set cache 1000;
alter table submission alter column id set cache 1000;

-- Submissions are numbered in the order in which they are written down.
drop index if exists submission_sent;

-- How many lines the load in force has in run_row; null for loads of before. To count them when a long sheet goes on
-- took a quarter of a second.
alter table run add column if not exists row_count integer;
