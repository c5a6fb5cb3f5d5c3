-- Tukin and TPP are one allowance under two names, of the state and of a region: days are claimed by a class, so that a person who goes from a
-- ministry to a county is paid each of them once. Where a run has rows of both, it keeps all days of either; rows of different runs stay as they are.
-- The owner would see no rows of tables with forced row-level security.

alter table run no force row level security;
alter table day_claim no force row level security;
alter table day_short no force row level security;

-- Of the run: whoever is short of a day is told who has it, and runs of other agencies are not to be seen.
alter table day_claim add column agency_id uuid;
update day_claim c set agency_id = r.agency_id from run r where r.id = c.run_id;

with old as (delete from day_claim where kind in ('tukin', 'tpp', 'rapel') returning *)
insert into day_claim (kind, period, person_id, run_id, agency_id, days)
  select 'kinerja', period, person_id, run_id, agency_id, bit_or(days) from old group by period, person_id, run_id, agency_id;
with old as (delete from day_short where kind in ('tukin', 'tpp', 'rapel') returning *)
insert into day_short (kind, period, person_id, run_id, agency_id, run_period, days)
  select 'kinerja', period, person_id, run_id, agency_id, run_period, bit_or(days) from old
  group by period, person_id, run_id, agency_id, run_period;

alter table day_claim alter column agency_id set not null;
-- A service from before would claim by the kind of its policy, and pay days beside these: it fails instead.
alter table day_claim add constraint day_claim_class check (kind in ('kinerja', 'thr', 'gaji13'));
alter table day_short add constraint day_short_class check (kind in ('kinerja', 'thr', 'gaji13'));

alter table run force row level security;
alter table day_claim force row level security;
alter table day_short force row level security;
