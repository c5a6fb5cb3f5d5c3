-- What is due of a THR or a 13th month is paid by a run that follows it, by the policy that governs it: an item knows of which kind of run it is, and
-- a run whether it pays anything but items. The owner would see no rows of tables with forced row-level security.

alter table run no force row level security;
alter table due no force row level security;
alter table correction_month no force row level security;

-- True for arrears, and for what follows a THR or a 13th month: no roster, no statements.
alter table run add column dues_only boolean not null default false;
update run set dues_only = true where kind = 'RAPEL';
alter table run
  add constraint run_dues_only check (case kind when 'RAPEL' then dues_only when 'REGULAR' then not dues_only else true end);

-- The kind of run that the item is of; with its period it names the run whose policy governs it.
alter table due add column origin text not null default 'REGULAR' check (origin in ('REGULAR', 'THR', 'GAJI13'));
update due d set origin = r.kind from run r
  where r.kind in ('THR', 'GAJI13') and (r.id = d.from_run or d.kind = 'RELEASE' and r.id = d.cause
    or exists (select from correction_month m where m.run_id = r.id and d.id in (m.due_id, m.late_due_id)));

alter table run force row level security;
alter table due force row level security;
alter table correction_month force row level security;
