-- What activity has sealed, and what evaluation seals itself.

-- The newest revision of a month that activity has sealed for an agency.
create table activity_month (
  agency_id uuid not null,
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  revision int not null check (revision > 0),
  count bigint not null,
  sha256 text not null,
  taken_at timestamptz not null,
  primary key (agency_id, period)
);

-- The figures of its people; earlier revisions stay.
create table sealed_month (
  agency_id uuid not null,
  period text not null,
  revision int not null,
  person_id uuid not null,
  employment_id uuid not null,
  approved_minutes int not null,
  open_minutes int not null,
  days_with_entries int not null,
  primary key (agency_id, period, revision, person_id, employment_id)
);

-- Each revision of an agency's sealed predicates, and its rows as they are hashed.
create table evaluation_period (
  agency_id uuid not null,
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  revision int not null check (revision > 0),
  count bigint not null,
  sha256 text not null,
  missing int not null,
  sealed_by uuid not null,
  sealed_at timestamptz not null,
  primary key (agency_id, period, revision)
);
create table sealed_predicate (
  agency_id uuid not null,
  period text not null,
  revision int not null,
  person_id uuid not null,
  employment_id uuid not null,
  body bytea not null,
  primary key (agency_id, period, revision, person_id, employment_id)
);

grant select on activity_month, sealed_month, evaluation_period, sealed_predicate to {{app}};

-- Takes in whole months and seals whole agencies, also people who belong to another one since.
grant select, insert, update on activity_month to {{closer}};
grant select, insert on sealed_month, evaluation, evaluation_period, sealed_predicate to {{closer}};

create trigger period_is_final before update or delete or truncate on evaluation_period execute function refuse_change();
create trigger predicate_is_final before update or delete or truncate on sealed_predicate execute function refuse_change();

do $$
declare t text;
begin
  foreach t in array array['sealed_month', 'sealed_predicate'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy own_or_agency on %I for select to {{app}} using (
      agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
      or person_id = nullif(current_setting('app.person', true), '')::uuid)$p$, t);
  end loop;
  foreach t in array array['activity_month', 'evaluation_period'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy agency on %I for select to {{app}} using (
      agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]))$p$, t);
  end loop;
  foreach t in array array['evaluation', 'activity_month', 'sealed_month', 'evaluation_period', 'sealed_predicate'] loop
    execute format('create policy closer_all on %I to {{closer}} using (true)', t);
  end loop;
end $$;
