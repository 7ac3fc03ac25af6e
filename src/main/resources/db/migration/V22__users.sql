-- The people who may use a serve over HTTP.
create table if not exists app_user (
    name       varchar(64) primary key, -- in small letters
    role       varchar(10) not null,
    password   varchar(100),            -- as bcrypt; null: signs in with a company account, or by token alone
    token      varchar(64),             -- SHA-256 of the personal token; null: none
    budget     varchar(40),             -- as reelbatch.budget; null: none
    version    varchar(36) not null,    -- another one ends the person's sessions
    created_at timestamp(6) with time zone not null
);
create unique index if not exists app_user_token on app_user (token);
