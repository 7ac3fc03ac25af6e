-- What is spent and in doubt is asked of all submissions: few of them are, whatever has become of their clips since.
create index if not exists submission_outcome on submission (outcome);
alter table submission alter column outcome selectivity 1;
