-- Working hours of an agency or of a unit with all below it, by which lateness is found from the checks of a day. Never changed: who wants other hours records anew.
create table schedule (
  id uuid primary key,
  agency_id uuid not null,
  unit_id uuid,                      -- null for the whole agency
  unit_ids uuid[] not null,          -- the unit and all that lay below it when this was recorded; empty for the whole agency
  valid_from date not null,
  valid_to date,                     -- null: until other hours are recorded
  week jsonb not null check (jsonb_array_length(week) = 7),  -- Monday first; null is a day off
  decree text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  check (valid_to >= valid_from),
  check ((unit_id is null) = (cardinality(unit_ids) = 0))
);
create index schedule_agency on schedule (agency_id, valid_from);

grant select, insert on schedule to {{app}};
grant select on schedule to {{closer}};
alter table schedule enable row level security;
alter table schedule force row level security;
-- Whoever is measured by hours may know them.
create policy read_all on schedule for select to {{app}} using (true);
create policy own_agency on schedule for insert to {{app}}
  with check (agency_id = any ((select (nullif(current_setting('app.agencies', true), ''))::uuid[])::uuid[]));
create policy closer_all on schedule for select to {{closer}} using (true);
