-- A roster is read by pages in the order of people, and versions tell whether it has changed meanwhile.
create index employment_roster on employment (agency_id, person_id, valid_from, id) include (version);

-- How many days the week of an agency has from a day on, or that of a unit with all below it. Nothing recorded means five, Monday to Friday.
create table working_week (
  agency_id uuid not null references agency,
  unit_id uuid references unit,
  valid_from date not null,
  days smallint not null check (days in (5, 6)),
  decree text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  unique nulls not distinct (agency_id, unit_id, valid_from)
);
grant select, insert, update on working_week to {{app}};
grant select on working_week to {{reader}};
alter table working_week enable row level security;
alter table working_week force row level security;
create policy agency on working_week to {{app}} using (
  agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));
create policy machine_reads on working_week for select to {{reader}} using (true);
