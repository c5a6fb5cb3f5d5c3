-- Which item of the action plan an entry names; entries of before name none here, so nothing is said about them.
alter table entry add column plan_item_id uuid;
alter table entry_version add column plan_item_id uuid;

-- SKPs as planning tells them: one row an SKP, its items replaced whole; the higher version stands.
create table plan_copy (
  skp_id uuid primary key,
  version bigint not null,
  agency_id uuid not null,
  person_id uuid not null,
  is_set boolean not null,             -- a setting holds, this version's or the one before
  valid_from date not null,
  valid_to date not null,
  item_ids uuid[] not null,            -- of all months
  told_at timestamptz not null
);
create index plan_copy_person on plan_copy (person_id);

grant select, insert, update on plan_copy to {{writer}};
grant select on plan_copy to {{app}}, {{closer}};
alter table plan_copy enable row level security;
alter table plan_copy force row level security;
create policy own_or_agency on plan_copy to {{app}} using (
  agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
  or person_id = nullif(current_setting('app.person', true), '')::uuid);
create policy writer_all on plan_copy to {{writer}} using (true);
create policy closer_all on plan_copy to {{closer}} using (true);

-- Entries whose current version is late, by the day of their work. There are few: the index stays small.
alter table day add column late_entries int not null default 0;
alter table day no force row level security;
alter table entry no force row level security;
update day d set late_entries = l.entries
  from (select agency_id, person_id, work_date, count(*)::int as entries from entry where flags & 2 <> 0 group by 1, 2, 3) l
  where (d.agency_id, d.person_id, d.work_date) = (l.agency_id, l.person_id, l.work_date);
alter table day force row level security;
alter table entry force row level security;
create index day_late on day (agency_id, work_date) where late_entries > 0;

-- What has a flag in the sealed revision, in all and by flag.
alter table period add column flagged bigint not null default 0, add column by_flag jsonb not null default '{}';
