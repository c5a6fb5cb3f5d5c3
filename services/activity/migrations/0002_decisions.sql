-- What superiors decided: one row an act, with all entries and versions it named.
create table decision (
  bucket smallint not null,
  person_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  kind text not null check (kind in ('approved', 'returned')),
  entry_ids uuid[] not null,
  versions int[] not null,
  reason text,
  note text,
  actor_id uuid not null,
  decided_at timestamptz not null,
  primary key (bucket, person_id, id)
);

create table attendance (
  agency_id uuid not null,
  person_id uuid not null,
  work_date date not null,
  status text not null,
  late_minutes int not null,
  early_minutes int not null,
  missed_checks int not null,
  file_id text not null,
  imported_at timestamptz not null,
  primary key (agency_id, person_id, work_date)
);

-- A month of an agency. deadline = the latest one over the zones of its units.
create table period (
  agency_id uuid not null,
  period text not null check (period ~ '^\d{4}-\d\d$'),
  state text not null check (state in ('closing', 'sealed')),
  deadline timestamptz not null,
  requested_by uuid not null,
  requested_at timestamptz not null,
  revision int not null default 0,
  offsets jsonb,
  count bigint,
  sha256 text,
  sealed_at timestamptz,
  primary key (agency_id, period)
);

-- Written once; a later revision is more rows.
create table sealed_month (
  agency_id uuid not null,
  period text not null,
  revision int not null,
  person_id uuid not null,
  employment_id uuid not null,
  body bytea not null,
  primary key (agency_id, period, revision, person_id, employment_id)
);

grant select, insert on decision to {{app}};
grant select on sealed_month to {{app}};
grant select, insert, update on attendance, period to {{app}};

-- Closing reads whole agencies, also what moved to another one since, and is the only one to write sealed months.
grant select on log_setting, consumer_position, entry, entry_version, day, employment_copy, attendance to {{closer}};
grant select, update on period to {{closer}};
grant select, insert on sealed_month to {{closer}};

do $$
declare t text;
begin
  foreach t in array array['decision', 'attendance', 'sealed_month'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy own_or_agency on %I to {{app}} using (
      agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
      or person_id = nullif(current_setting('app.person', true), '')::uuid)$p$, t);
  end loop;
  foreach t in array array['entry', 'entry_version', 'day', 'employment_copy', 'attendance', 'sealed_month'] loop
    execute format('create policy closer_all on %I to {{closer}} using (true)', t);
  end loop;
end $$;

-- A month's state names no person: everybody may read it, only an agency's officer changes it.
alter table period enable row level security;
alter table period force row level security;
create policy read_all on period for select to {{app}} using (true);
create policy own_agency_insert on period for insert to {{app}}
  with check (agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));
create policy own_agency_update on period for update to {{app}}
  using (agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));
create policy closer_all on period to {{closer}} using (true);
