-- Bank accounts, days off that officers keep, and what officers' lists need.

-- A kind of staff is a code from here on; what the source wrote and nobody can read is unknown.
alter table employment no force row level security;
update employment set staff_kind = case
  when staff_kind ~* '(^|[^a-z])(pppk|p3k)' then 'PPPK'
  when staff_kind ~* '(^|[^a-z])(cpns|calon)' then 'CPNS'
  when staff_kind ~* '(^|[^a-z])pns' then 'PNS'
  else '' end;
alter table employment force row level security;
alter table employment add check (staff_kind in ('', 'PNS', 'CPNS', 'PPPK'));

create index role_grant_agency on role_grant (agency_id, id);

-- Days off: who recorded a day, by which decree, and whether anybody has compared it with the decree.
alter table holiday add column decree text not null default '';
alter table holiday add column verified boolean not null default false;
alter table holiday add column recorded_by text not null default 'system/identity';
-- The 25 days of 2026 agree with pembelajaranbermaknaid.blogspot.com (day by day) and disdiksmg.semarangkota.go.id (number of the decree, 17 + 8
-- days), both read in 2026. These are secondary sources: the days stay unverified until an operator has the decree in hand and sets them.
alter table holiday no force row level security;
update holiday set decree = 'SKB Menag 1497/2025, Menaker 2/2025, PANRB 5/2025' where agency_id is null and extract(year from day) = 2026;
alter table holiday force row level security;

grant insert, update, delete on holiday to {{app}};
grant insert, update (version) on calendar to {{app}};
-- National days are written only by a transaction that is bound to no agency, and an agency's only by one that is bound to it.
drop policy national_or_agency on holiday;
create policy national_or_agency on holiday for select to {{app}} using (
  agency_id is null or agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));
create policy write_within on holiday to {{app}} using (
  agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
  or (agency_id is null and coalesce(current_setting('app.agencies', true), '') = ''));

-- Where a person is paid. An account counts from its first day until a later one does; nothing is ever overwritten. Number and holder are
-- encrypted with a key that is not in this database. agency_id says whose officers recorded it; a transferred person keeps the account.
create table bank_account (
  id uuid primary key,
  agency_id uuid not null references agency,
  person_id uuid not null references person,
  bank_name text not null,
  details_encrypted bytea not null,
  details_key_version int not null,
  -- Tells a repeated proposal from another one without opening either.
  details_index bytea not null,
  valid_from date not null,
  decree text not null,
  state text not null check (state in ('PROPOSED', 'CONFIRMED', 'REJECTED')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text not null default '',
  check ((state = 'PROPOSED') = (decided_by is null)),
  check (state <> 'CONFIRMED' or (decided_by <> proposed_by and decided_by <> person_id))
);
create index bank_account_agency on bank_account (agency_id, id);
create index bank_account_person on bank_account (person_id, valid_from);

grant select, insert on bank_account to {{app}};
grant update (state, decided_by, decided_at, reason) on bank_account to {{app}};
grant select on bank_account to {{reader}};
alter table bank_account enable row level security;
alter table bank_account force row level security;
create policy agency on bank_account to {{app}} using (
  agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));
create policy machine_reads on bank_account for select to {{reader}} using (true);

-- Whose work moved pay is asked by other services, across agencies.
grant select on import to {{reader}};
create policy machine_reads on import for select to {{reader}} using (true);

-- Answers with activation codes are forgotten after some minutes, their keys are not.
grant update (response) on request_key to {{app}};
