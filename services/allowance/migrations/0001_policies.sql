-- Policies as data. A document never changes: only its state moves on, and every other change is a new version.

create table policy (
  id uuid primary key default uuidv7(),
  agency_id uuid not null,
  key text not null,
  version int not null check (version > 0),
  title text not null,
  kind text not null check (kind in ('tukin', 'tpp')),
  state text not null check (state in ('DRAFT', 'REVIEWED', 'APPROVED', 'RETIRED')),
  valid_from date not null,
  valid_to date,
  sha256 text not null,
  document text not null,
  drafted_by uuid not null,
  drafted_at timestamptz not null,
  reviewed_by uuid,
  reviewed_at timestamptz,
  approved_by uuid,
  approved_at timestamptz,
  unique (agency_id, key, version),
  check (valid_to >= valid_from),
  check (reviewed_by <> drafted_by),
  check (approved_by <> drafted_by and approved_by <> reviewed_by),
  check ((state in ('APPROVED', 'RETIRED')) = (approved_by is not null))
);
create index policy_agency on policy (agency_id, id);

-- People who were seen with a pay role of an agency, since they put that agency's papers in motion. Their own rows go into the second batch of its runs.
create table pay_officer (
  agency_id uuid not null,
  person_id uuid not null,
  seen_at timestamptz not null,
  primary key (agency_id, person_id)
);

grant select, insert on policy to {{app}};
grant update (state, reviewed_by, reviewed_at, approved_by, approved_at) on policy to {{app}};
grant select, insert on pay_officer to {{app}};

alter table policy enable row level security;
alter table policy force row level security;
create policy agency on policy to {{app}}
  using (agency_id = any(nullif(current_setting('app.agencies', true), '')::uuid[]));
alter table pay_officer enable row level security;
alter table pay_officer force row level security;
create policy agency on pay_officer to {{app}}
  using (agency_id = any(nullif(current_setting('app.agencies', true), '')::uuid[]));
