-- The same wish in another spelling: an id as 8 or 8.0, an address with or without its default port. Nothing is altered
-- that rows refer to, see V3.

-- By which rules all clips of before have their keys in clip_key and clip_request; nothing until they have them.
create table if not exists key_form (
    form integer primary key
);

-- The clips of a request, whatever the id of its row is.
create table if not exists clip_request (
    request_key varchar(64) not null,
    clip_id     bigint not null references clip (id),
    primary key (request_key, clip_id)
);

-- The names of APIs that clips are known under: to look through all clips for them would take a part of each start.
create table if not exists api_name (
    name varchar primary key
);
insert into api_name (name)
    select distinct c.api from clip c where not exists (select 1 from api_name n where n.name = c.api);

-- What may have been spent in each quarter of an hour, numbered from 1970 on: a day of any time zone is made of whole
-- quarters, so a budget's day can begin where the home's does.
create table if not exists spent_quarter (
    quarter  bigint not null,
    currency varchar(8) not null,
    amount   decimal(20, 4) not null,
    primary key (quarter, currency)
);
insert into spent_quarter (quarter, currency, amount)
    select cast(floor(extract(epoch from s.sent_at) / 900) as bigint), s.currency, sum(s.price)
    from submission s
    where s.price is not null and (s.outcome is null or s.outcome in ('ACCEPTED', 'UNKNOWN'))
      and not exists (select 1 from spent_quarter)
    group by cast(floor(extract(epoch from s.sent_at) / 900) as bigint), s.currency;

-- The time zone of budgets: the first is that of the first start; another one holds once the day or month that was
-- going on when it was asked for is over.
create table if not exists budget_zone (
    number   integer primary key,
    zone     varchar(100) not null,
    asked_at timestamp(6) with time zone not null
);
