-- What a person's day is by a roster. Goes before every schedule. Never changed but for when it was replaced: who wants another shift records anew.
create table shift_day (
  position bigint generated always as identity primary key,
  agency_id uuid not null,
  person_id uuid not null,
  work_date date not null,
  kind text not null check (kind in ('WORK', 'OFF', 'SCHEDULE')),  -- SCHEDULE: by the hours of the unit again
  hours jsonb check ((kind = 'WORK') = (hours is not null)),
  decree text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  replaced_at timestamptz            -- null while it holds
);
create unique index shift_day_holds on shift_day (agency_id, person_id, work_date) where replaced_at is null;
create index shift_day_person on shift_day (person_id, work_date);

-- What a person says of a day's attendance, against all that files and machines say; or that this no longer counts.
create table corrected_day (
  id uuid primary key,
  agency_id uuid not null,
  person_id uuid not null,
  work_date date not null,
  status text,                       -- null: a withdrawal
  late_minutes int not null,
  early_minutes int not null,
  missed_checks int not null,
  check_in text,
  check_out text,
  work boolean,
  reason text not null,
  evidence_file_ids text[] not null,
  evidence_file_names text[] not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  replaced_at timestamptz,           -- null while it is the last word
  check (recorded_by <> person_id)
);
create unique index corrected_day_holds on corrected_day (agency_id, person_id, work_date) where replaced_at is null;
create index corrected_day_person on corrected_day (person_id, work_date);

-- Batches of machines, so that none is taken twice.
create table attendance_batch (
  agency_id uuid not null,
  batch_key text not null,
  sha256 bytea not null,             -- of the rows
  answer jsonb not null,
  sent_by uuid not null,
  came_at timestamptz not null,
  primary key (agency_id, batch_key)
);

-- Facts that others replaced: what was known of a day before.
create table attendance_past (
  position bigint generated always as identity primary key,
  agency_id uuid not null,
  person_id uuid not null,
  work_date date not null,
  status text not null,
  late_minutes int not null,
  early_minutes int not null,
  missed_checks int not null,
  check_in text,
  check_out text,
  work boolean,
  file_id text not null,
  imported_at timestamptz not null,
  imported_by uuid,
  replaced_at timestamptz not null
);
create index attendance_past_person on attendance_past (person_id, work_date);

-- Null for facts from before this migration.
alter table attendance add column imported_by uuid;

grant select, insert, update (replaced_at) on shift_day, corrected_day to {{app}};
grant select, insert on attendance_batch, attendance_past to {{app}};
grant select on shift_day, corrected_day to {{closer}};
do $$
declare t text;
begin
  foreach t in array array['shift_day', 'corrected_day', 'attendance_batch', 'attendance_past'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy own_agency on %I to {{app}}
      using (agency_id = any ((select (nullif(current_setting('app.agencies', true), ''))::uuid[])::uuid[]))$p$, t);
  end loop;
  foreach t in array array['shift_day', 'corrected_day', 'attendance_past'] loop
    execute format($p$create policy own_person on %I for select to {{app}}
      using (person_id = (select (nullif(current_setting('app.person', true), ''))::uuid)::uuid)$p$, t);
  end loop;
  foreach t in array array['shift_day', 'corrected_day'] loop
    execute format('create policy closer_all on %I for select to {{closer}} using (true)', t);
  end loop;
end $$;

-- The fact by which a day counts: a person's correction before what files and machines say, and a day off by the roster where nobody says anything. Whether it
-- was one of work: the correction, then the roster, then the source; LIBUR never is, and says nothing once it was corrected to something else.
create view attendance_held with (security_invoker = true) as
select a.agency_id, a.person_id, a.work_date, coalesce(c.status, a.status) as status,
  coalesce(c.late_minutes, a.late_minutes) as late_minutes, coalesce(c.early_minutes, a.early_minutes) as early_minutes,
  coalesce(c.missed_checks, a.missed_checks) as missed_checks,
  case when c.id is null then a.check_in else c.check_in end as check_in,
  case when c.id is null then a.check_out else c.check_out end as check_out,
  case when c.work is not null then c.work when coalesce(c.status, a.status) = 'LIBUR' then false
    when s.kind is not null then s.kind = 'WORK' when c.id is null or a.status <> 'LIBUR' then a.work end as work,
  s.kind as shift, s.hours, a.file_id, coalesce(c.recorded_at, a.imported_at) as held_at, c.id as correction_id, c.reason
from attendance a
left join corrected_day c on c.agency_id = a.agency_id and c.person_id = a.person_id and c.work_date = a.work_date
  and c.replaced_at is null and c.status is not null
left join shift_day s on s.agency_id = a.agency_id and s.person_id = a.person_id and s.work_date = a.work_date
  and s.replaced_at is null and s.kind <> 'SCHEDULE'
union all
select c.agency_id, c.person_id, c.work_date, c.status, c.late_minutes, c.early_minutes, c.missed_checks, c.check_in, c.check_out,
  case when c.work is not null then c.work when c.status = 'LIBUR' then false when s.kind is not null then s.kind = 'WORK' end,
  s.kind, s.hours, null::text, c.recorded_at, c.id, c.reason
from corrected_day c
left join shift_day s on s.agency_id = c.agency_id and s.person_id = c.person_id and s.work_date = c.work_date
  and s.replaced_at is null and s.kind <> 'SCHEDULE'
where c.replaced_at is null and c.status is not null and not exists (
  select from attendance a where a.agency_id = c.agency_id and a.person_id = c.person_id and a.work_date = c.work_date)
union all
select s.agency_id, s.person_id, s.work_date, 'LIBUR'::text, 0, 0, 0, null::text, null::text, false, s.kind, s.hours, null::text,
  s.recorded_at, null::uuid, null::text
from shift_day s
where s.replaced_at is null and s.kind = 'OFF' and not exists (
  select from attendance a where a.agency_id = s.agency_id and a.person_id = s.person_id and a.work_date = s.work_date)
and not exists (
  select from corrected_day c where c.agency_id = s.agency_id and c.person_id = s.person_id and c.work_date = s.work_date
    and c.replaced_at is null and c.status is not null);
grant select on attendance_held to {{app}}, {{closer}};
