-- The run whose sheet a run has, but for rows that were corrected: their clips stay with their rows, and a row that was
-- corrected before is known to be the same one. Not in `run`: H2 copies a table to add a column to it.
create table if not exists run_correction (
    run_id   bigint primary key references run (id),
    corrects bigint not null references run (id)
);
