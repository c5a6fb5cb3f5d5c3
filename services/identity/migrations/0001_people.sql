-- People, their places and relations. Ids of agencies, units and people with a SIASN id are made from that id, so they are the same at every site.

-- A day as it is at one place, of the same instant in the three zones: validity is a matter of the place's day.
create function day_in(zone text, wib date, wita date, wit date) returns date language sql immutable parallel safe as $$
  select case zone when 'WIB' then wib when 'WITA' then wita else wit end
$$;

create table agency (
  id uuid primary key,
  siasn_id text not null unique,
  name text not null,
  kind text not null check (kind in ('KEMENTERIAN', 'LPNK', 'PROVINSI', 'KABUPATEN', 'KOTA')),
  zone text not null check (zone in ('WIB', 'WITA', 'WIT')),
  version bigint not null
);

-- The NIP is encrypted with a key that is not in this database; nip_index is its HMAC under another such key, to find it again.
create table person (
  id uuid primary key,
  siasn_id text unique,
  name text not null,
  title_before text not null default '',
  title_after text not null default '',
  nip_encrypted bytea not null,
  nip_key_version int not null,
  nip_index bytea not null unique,
  active boolean not null,
  version bigint not null,
  recorded_at timestamptz not null
);

-- Numbers that a person had before (a PPPK who became a PNS).
create table person_identifier (
  person_id uuid not null references person,
  nip_encrypted bytea not null,
  nip_key_version int not null,
  nip_index bytea not null,
  valid_to date not null,
  primary key (person_id, nip_index)
);
create index person_identifier_nip on person_identifier (nip_index);

-- The id that another site makes from the SIASN id of a person who was here before that id was known.
create table person_alias (
  alias_id uuid primary key,
  person_id uuid not null references person
);

create table unit (
  id uuid primary key,
  agency_id uuid not null references agency,
  siasn_id text not null unique,
  parent_id uuid references unit deferrable initially deferred, -- a child may be written before its parent
  name text not null,
  zone text not null check (zone in ('WIB', 'WITA', 'WIT')),
  valid_from date not null,
  valid_to date,
  version bigint not null
);
create index unit_agency on unit (agency_id);

create table position (
  id uuid primary key,
  siasn_id text,
  name text not null,
  kind text not null
);

create table employment (
  id uuid primary key,
  agency_id uuid not null references agency,
  person_id uuid not null references person,
  unit_id uuid not null references unit,
  position_id uuid not null references position,
  position_class smallint not null check (position_class between 0 and 17),
  zone text not null check (zone in ('WIB', 'WITA', 'WIT')),
  main boolean not null,
  head boolean not null,
  grade text not null,
  staff_kind text not null,
  position_since date,
  position_since_raw text not null,
  sort_name text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  version bigint not null,
  recorded_at timestamptz not null
);
create index employment_agency_name on employment (agency_id, sort_name, person_id);
create index employment_person on employment (person_id);
create index employment_unit on employment (unit_id);
create unique index employment_one_main on employment (person_id) where main and valid_to is null;

create table relation (
  id uuid primary key,
  agency_id uuid not null references agency,
  person_id uuid not null references person,
  other_person_id uuid not null references person check (other_person_id <> person_id),
  kind text not null check (kind in ('SUPERIOR', 'TEAM_LEAD', 'ACTING')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  decree text not null,
  zone text not null check (zone in ('WIB', 'WITA', 'WIT')),
  version bigint not null,
  recorded_at timestamptz not null
);
create index relation_agency on relation (agency_id);
create index relation_person on relation (person_id);
create index relation_other on relation (other_person_id);

-- Without an agency the role holds at the whole site; only the bootstrap role may write such a grant.
create table role_grant (
  id uuid primary key,
  agency_id uuid references agency,
  person_id uuid not null references person,
  role text not null check (role in ('PERSONNEL_OFFICER', 'PAY_MAKER', 'PAY_CHECKER', 'PAY_APPROVER', 'AUDITOR', 'BKN_OPERATOR', 'OPERATIONS')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  proposed_by text not null,
  proposed_at timestamptz not null,
  confirmed_by text check (confirmed_by <> proposed_by or proposed_by like 'system/%'),
  confirmed_at timestamptz
);
create index role_grant_person on role_grant (person_id);

-- Days off: national ones without an agency. calendar says what was told about a year.
create table holiday (
  agency_id uuid references agency,
  day date not null,
  name text not null,
  collective_leave boolean not null,
  unique nulls not distinct (agency_id, day)
);
create table calendar (
  agency_id uuid references agency,
  year int not null,
  version bigint not null,
  told_version bigint not null default 0,
  unique nulls not distinct (agency_id, year)
);

grant select on agency, person, person_identifier, person_alias, unit, position, employment, relation, role_grant, holiday, calendar to {{app}}, {{reader}};
grant insert, update on agency, person, person_identifier, person_alias, unit, position, employment, relation, role_grant to {{app}};
grant update (told_version) on calendar to {{app}};
grant select, insert on person to {{bootstrap}};
grant select, insert on role_grant to {{bootstrap}};

do $$
declare t text;
begin
  foreach t in array array['unit', 'employment', 'relation', 'role_grant', 'holiday', 'calendar'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy machine_reads on %I for select to {{reader}} using (true)', t);
  end loop;
  foreach t in array array['employment', 'role_grant'] loop
    execute format($p$create policy own_or_agency on %I to {{app}} using (
      agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
      or person_id = nullif(current_setting('app.person', true), '')::uuid)
      with check (agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]))$p$, t);
  end loop;
end $$;

-- Everybody sees the units of the own employments.
create policy agency_or_own on unit to {{app}} using (
  agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
  or exists (select from employment where employment.unit_id = unit.id))
  with check (agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));
-- A relation belongs to both of its people.
create policy own_or_agency on relation to {{app}} using (
  agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
  or nullif(current_setting('app.person', true), '')::uuid in (person_id, other_person_id))
  with check (agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));
create policy national_or_agency on holiday to {{app}} using (
  agency_id is null or agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));
create policy everybody on calendar to {{app}} using (true);
create policy first_officers on role_grant to {{bootstrap}} using (true) with check (agency_id is null);
