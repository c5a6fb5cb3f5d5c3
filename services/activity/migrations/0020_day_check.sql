-- How far the round through everybody's days has come: it takes weeks in a nation, and goes on where it was.
create table day_check (
  only_row boolean primary key default true check (only_row),
  round jsonb,                       -- null between two rounds
  updated_at timestamptz not null default now()
);
grant select, insert, update on day_check to {{closer}};
