-- Facts that came after their month was sealed: kept in the order they came, and taken into the facts when two officers open the month again.
create table attendance_correction (
  position bigint generated always as identity primary key,
  agency_id uuid not null,
  period text not null,
  person_id uuid not null,
  work_date date not null,
  status text not null,
  late_minutes int not null,
  early_minutes int not null,
  missed_checks int not null,
  check_in text,
  check_out text,
  file_id text not null,
  came_by uuid not null,
  came_at timestamptz not null,
  taken_at timestamptz
);
create index attendance_correction_waits on attendance_correction (agency_id, period, person_id, work_date, position) where taken_at is null;

-- When somebody came and went, local to the place; missing where the file says nothing.
alter table attendance add column check_in text, add column check_out text;

grant select, insert, update (taken_at) on attendance_correction to {{app}};
alter table attendance_correction enable row level security;
alter table attendance_correction force row level security;
create policy own_agency on attendance_correction to {{app}}
  using (agency_id = any ((select (nullif(current_setting('app.agencies', true), ''))::uuid[])::uuid[]));
