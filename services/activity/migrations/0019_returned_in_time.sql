-- What was decided in time stands beside a version that came too late, whatever is decided on that one (ADR 0029).
alter table entry add column returned_version int; -- null = none, or approved since

-- Decisions of before on late versions wiped what was decided in time: the decisions tell it.
alter table entry no force row level security;
alter table entry_version no force row level security;
alter table entry_conflict no force row level security;
alter table decision no force row level security;
alter table admission no force row level security;
alter table day no force row level security;

create temp table late_entry on commit drop as
  select e.bucket, e.person_id, e.id, e.approved_version as before, w.version as word, w.kind
  from entry e left join lateral (
    select n.version, d.kind from decision d cross join lateral unnest(d.entry_ids, d.versions) as n (id, version)
    where d.bucket = e.bucket and d.person_id = e.person_id and n.id = e.id and (
      exists (select from entry_version v where (v.bucket, v.person_id, v.id, v.version) = (e.bucket, e.person_id, e.id, n.version) and v.flags & 2 = 0)
      or exists (select from admission a where (a.bucket, a.person_id, a.id, a.version) = (e.bucket, e.person_id, e.id, n.version)))
    order by d.decided_at desc, d.id desc limit 1) w on true
  where e.flags & 2 <> 0;

-- What these entries counted for on their days, negative, and what they count for now.
create temp table moved on commit drop as
  select e.agency_id, e.person_id, e.work_date, -e.minutes as minutes, -1 as entries, case e.state when 2 then -e.minutes else 0 end as approved_minutes,
    case e.state when 2 then -1 else 0 end as approved_entries
  from late_entry l join entry e using (bucket, person_id, id) where e.state = 2 or (e.state = 1 and l.before = 0)
  union all select v.agency_id, v.person_id, v.work_date, -v.minutes, -1, -v.minutes, -1
  from late_entry l join entry e using (bucket, person_id, id) join entry_version v using (bucket, person_id, id)
  where e.state = 1 and v.version = l.before;

update entry e set approved_version = case when l.kind = 'approved' then l.word else 0 end, returned_version = case when l.kind = 'returned' then l.word end
from late_entry l where (e.bucket, e.person_id, e.id) = (l.bucket, l.person_id, l.id);

insert into moved
  select e.agency_id, e.person_id, e.work_date, e.minutes, 1, case e.approved_version when e.version then e.minutes else 0 end,
    case e.approved_version when e.version then 1 else 0 end
  from late_entry l join entry e using (bucket, person_id, id) where e.state in (1, 2) and e.approved_version in (0, e.version)
  union all select v.agency_id, v.person_id, v.work_date, v.minutes, 1, v.minutes, 1
  from late_entry l join entry e using (bucket, person_id, id) join entry_version v using (bucket, person_id, id)
  where v.version = e.approved_version;

update day d set minutes = d.minutes + m.minutes, entries = d.entries + m.entries, approved_minutes = d.approved_minutes + m.approved_minutes,
  approved_entries = d.approved_entries + m.approved_entries
from (select agency_id, person_id, work_date, sum(minutes) as minutes, sum(entries) as entries, sum(approved_minutes) as approved_minutes,
  sum(approved_entries) as approved_entries from moved group by 1, 2, 3) m
where (d.agency_id, d.person_id, d.work_date) = (m.agency_id, m.person_id, m.work_date);

-- The flag stands only while the current version has a twin: who has chosen meanwhile is not asked again. 128 = CONFLICT.
update entry e set flags = e.flags & ~128 where e.flags & 128 <> 0
  and not exists (select from entry_conflict c where (c.bucket, c.person_id, c.id, c.version) = (e.bucket, e.person_id, e.id, e.version));

alter table entry force row level security;
alter table entry_version force row level security;
alter table entry_conflict force row level security;
alter table decision force row level security;
alter table admission force row level security;
alter table day force row level security;
