-- Who has brought attendance of a month since its last revision: they do not close it, nor confirm that it is opened again (ADR 0048).
create table attendance_hand (
  agency_id uuid not null,
  period text not null,
  revision int not null,             -- the last one that was sealed when it came; 0 before the first
  person_id uuid not null,
  primary key (agency_id, period, revision, person_id)
);

grant select, insert on attendance_hand to {{app}};
alter table attendance_hand enable row level security;
alter table attendance_hand force row level security;
create policy own_agency on attendance_hand to {{app}}
  using (agency_id = any ((select (nullif(current_setting('app.agencies', true), ''))::uuid[])::uuid[]));

-- Of months that are open today, also who came before this rule.
alter table attendance no force row level security;
alter table attendance_correction no force row level security;
alter table corrected_day no force row level security;
alter table shift_day no force row level security;
alter table attendance_hand no force row level security;
insert into attendance_hand (agency_id, period, revision, person_id)
select distinct b.agency_id, b.period, coalesce(p.revision, 0), b.person_id
from (
  select agency_id, to_char(work_date, 'YYYY-MM') as period, imported_by as person_id, imported_at as at from attendance
    where imported_by is not null
  union all select agency_id, period, came_by, came_at from attendance_correction
  union all select agency_id, to_char(work_date, 'YYYY-MM'), recorded_by, recorded_at from corrected_day
  union all select agency_id, to_char(work_date, 'YYYY-MM'), recorded_by, recorded_at from shift_day
) b
left join period p on p.agency_id = b.agency_id and p.period = b.period
where p.sealed_at is null or b.at > p.sealed_at;
alter table attendance force row level security;
alter table attendance_correction force row level security;
alter table corrected_day force row level security;
alter table shift_day force row level security;
alter table attendance_hand force row level security;
