-- What checking a long sheet found, so that going on with its run need not read the sheet again. Not in `run`, which
-- H2 writes anew as a whole with each submit.
create table if not exists run_check (
    run_id     bigint primary key references run (id),
    checked_as varchar(64) not null, -- the input, the rules, and the program that checked it
    findings   varchar not null      -- JSON
);

-- From its state to a clip and on to its row, not from all rows of a run to their clips: of a sheet that is nearly
-- done these are many. Such figures stay as they are said here (ANALYZE_AUTO=0 in the database's URL).
alter table clip alter column state selectivity 5;
