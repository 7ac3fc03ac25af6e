-- A person's word that a clip needs no more work; when a run last came to its end; the row that a
-- submission was made for, since a row that is paid for again holds another clip from then on.
-- `if not exists`: a process that is killed here leaves half of it behind.

alter table clip add column if not exists accepted_at timestamp(6) with time zone;

alter table run add column if not exists ended_at timestamp(6) with time zone;

alter table submission add column if not exists row_number integer;

update submission set row_number = (
    select min(r.row_number) from run_row r
    where r.clip_id = submission.clip_id and r.run_id = submission.run_id)
where row_number is null;
