-- The rows of an id over all runs of a job: a row keeps its id when it moves.
create index if not exists run_row_row_id on run_row (row_id);
create index if not exists wish_clip_before on wish_clip (before_clip);
