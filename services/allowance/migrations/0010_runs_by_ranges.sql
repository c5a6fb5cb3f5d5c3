-- Runs by ranges of people: what is frozen, earned and paid comes by COPY into one table a month; the ledger holds a transfer for each batch and step.
-- The payouts are the persons' side of it. Old runs that nobody has posted begin anew; a posted one would lose its documents here.

alter table batch no force row level security;
do $$
begin
  if exists (select from batch where state in ('CHECKED', 'POSTED')) then
    raise exception '0010 keeps no run that was checked or posted before it, and there is one: decide or restore it where it was made, and start from an empty database here';
  end if;
end $$;

drop table notice, posting, payout, entitlement, snapshot_row, person_days, batch;
truncate run, run_work, run_flag, policy_impact;

alter table run
  drop constraint run_agency_id_period_key,
  drop constraint run_state_check,
  drop constraint run_check1,
  drop column cursor_person,
  drop column people,
  drop column people_computed,
  add column kind text not null default 'REGULAR' check (kind in ('REGULAR', 'THR', 'GAJI13', 'RAPEL')),
  add column sequence smallint not null default 1 check (sequence > 0),
  add column payout_period text not null check (payout_period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- People of a range at most: hashes depend on it, so it stays what it was at the start.
  add column range_size int not null check (range_size > 0),
  add column ranges int not null default 0 check (ranges >= 0),
  -- Days of work of the month.
  add column calendar_count bigint,
  add column calendar_sha256 text,
  -- Facts of pay as they were known just before this moment.
  add column facts_moment timestamptz,
  add column facts_count bigint,
  add column facts_sha256 text,
  -- How the packed statements are read, for ever: names and units of the steps, as the engine writes it.
  add column layout text,
  -- Rupiah; gross, cut and net are sums of entitlements, this one of payouts.
  add column amount bigint not null default 0 check (amount >= 0),
  add column settled_at timestamptz,
  add check (state in ('FREEZING', 'COMPUTING', 'COMPUTED', 'POSTED', 'SETTLED', 'FAILED')),
  add check (state not in ('COMPUTED', 'POSTED', 'SETTLED') or (snapshot_sha256 is not null and sha256 is not null and layout is not null)),
  add unique (agency_id, kind, period, sequence);
-- A payout reads what was paid before it: of a month of payment one run is open at a time.
create unique index run_open on run (agency_id, payout_period) where state in ('FREEZING', 'COMPUTING', 'COMPUTED');

-- Some thousand people of a run in the order of their ids: frozen, computed and hashed at once.
create table run_range (
  run_id uuid not null references run,
  no int not null check (no >= 0),
  agency_id uuid not null,
  first_person uuid not null,
  last_person uuid not null,
  people int not null check (people > 0),
  rows int not null check (rows >= 0),
  -- Over the frozen rows, by whoever froze them.
  frozen_sha256 text not null,
  -- Names and kinds of facts that the frozen rows refer to by number.
  shapes text not null,
  state text not null default 'FROZEN' check (state in ('FROZEN', 'COMPUTED')),
  -- Sums of the entitlements, once computed.
  statements int not null default 0,
  gross bigint not null default 0,
  cut bigint not null default 0,
  net bigint not null default 0,
  primary key (run_id, no),
  check (first_person <= last_person),
  check (gross - cut = net)
);
create index run_range_waiting on run_range (run_id, no) where state = 'FROZEN';

create table batch (
  run_id uuid not null references run,
  -- 2: the rows of the run's own officers.
  batch smallint not null check (batch in (1, 2)),
  agency_id uuid not null,
  state text not null check (state in ('COMPUTED', 'CHECKED', 'POSTED', 'SETTLED')),
  -- Sums of its ranges: people who are paid, those held out, rupiah of who is paid.
  rows int not null,
  held int not null,
  gross bigint not null, cut bigint not null, net bigint not null, contribution bigint not null, employer bigint not null,
  tax bigint not null, tax_borne bigint not null, recovery bigint not null, amount bigint not null check (amount >= 0),
  sha256 text not null,
  maker_id uuid not null,
  checker_id uuid,
  approver_id uuid,
  settler_id uuid,
  checked_at timestamptz,
  posted_at timestamptz,
  settled_at timestamptz,
  primary key (run_id, batch),
  check (net - contribution - tax - recovery = amount),
  check (checker_id <> maker_id),
  check (approver_id <> maker_id and approver_id <> checker_id),
  check ((state in ('CHECKED', 'POSTED', 'SETTLED')) = (checker_id is not null)),
  check ((state in ('POSTED', 'SETTLED')) = (approver_id is not null)),
  check (settler_id <> approver_id),
  check ((state = 'SETTLED') = (settler_id is not null))
);

-- What a range adds to a batch.
create table range_batch (
  run_id uuid not null,
  no int not null,
  batch smallint not null check (batch in (1, 2)),
  agency_id uuid not null,
  rows int not null check (rows >= 0),
  held int not null check (held >= 0),
  gross bigint not null, cut bigint not null, net bigint not null, contribution bigint not null, employer bigint not null,
  tax bigint not null, tax_borne bigint not null, recovery bigint not null, amount bigint not null check (amount >= 0),
  -- Over the payouts of those who are not held, by person.
  sha256 text not null,
  primary key (run_id, no, batch),
  foreign key (run_id, no) references run_range,
  check (net - contribution - tax - recovery = amount)
);

-- Everything that the computation of a row may know: the state of its sources when the run was frozen.
create table frozen (
  period text not null,
  run_id uuid not null,
  range_no int not null,
  person_id uuid not null,
  -- All zeros: a person without a statement of the month, who is only paid what was still due.
  employment_id uuid not null,
  -- Days that the row is paid for; bit 0 is the first of the month.
  days int not null,
  -- Values of the facts, by run_range.shapes.
  facts text not null,
  -- JSON; null when there is nothing to say.
  flags text,
  -- JSON of what the payout may know, on the first row of the person; amounts are texts.
  payout text
) partition by list (period);

-- What was earned: one statement for each employment, packed; run.layout says how it is read.
create table entitlement (
  period text not null,
  run_id uuid not null,
  agency_id uuid not null,
  range_no int not null,
  person_id uuid not null,
  employment_id uuid not null,
  -- 1 payable, 2 blocked.
  status smallint not null check (status in (1, 2)),
  gross bigint not null,
  cut bigint not null check (cut >= 0),
  net bigint not null check (net >= 0),
  -- The part of net that falls due in a later month.
  late bigint not null,
  packed bytea not null,
  sha256 bytea not null check (length(sha256) = 32),
  check (gross - cut = net),
  check (status = 1 or (gross = 0 and late = 0))
) partition by list (period);

-- What is transferred: the second document. gross and cut are those of the components that are due now and of the open items; where they are less than
-- nothing, net is 0 and the rest becomes a receivable.
create table payout (
  payout_period text not null,
  period text not null,
  run_id uuid not null,
  agency_id uuid not null,
  range_no int not null,
  person_id uuid not null,
  batch smallint not null check (batch in (1, 2)),
  gross bigint not null,
  cut bigint not null,
  net bigint not null check (net >= 0),
  -- What the person pays, and what the employer pays beside.
  contribution bigint not null,
  employer bigint not null,
  -- Less than 0: given back. tax_borne is paid beside by the state or the region.
  tax bigint not null,
  tax_borne bigint not null,
  recovery bigint not null check (recovery >= 0),
  amount bigint not null check (amount >= 0),
  packed bytea not null,
  sha256 bytea not null check (length(sha256) = 32),
  check (net - contribution - tax - recovery = amount)
) partition by list (payout_period);

-- One month of one of them. Nobody reads the parent less for it: a table that is made apart, and whose rows are known to fit, is attached at once.
-- COPY goes past the policies of rows, so that tables of months have none; they open to the bulk role alone.
create function make_pay_month(parent text, key text, month text, index_on text) returns void language plpgsql as $$
declare leaf text := parent || '_' || replace(month, '-', '_');
begin
  if to_regclass('public.' || leaf) is not null then return; end if;
  execute format('create table %I (like %I including defaults including constraints, constraint fits check (%I = %L))', leaf, parent, key, month);
  execute format('alter table %I add primary key (%s)', leaf, index_on);
  execute format('grant insert on %I to {{bulk}}', leaf);
  if parent = 'frozen' then execute format('grant select on %I to {{bulk}}', leaf); end if;
  if parent = 'payout' then execute format('create index on %I (person_id)', leaf); end if;
  execute format('alter table %I attach partition %I for values in (%L)', parent, leaf, month);
  execute format('alter table %I drop constraint fits', leaf);
end $$;

-- Makes the tables for the runs of a month that are paid in another; those that exist stay.
create function prepare_pay_month(period text, payout_period text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if period !~ '^2\d{3}-(0[1-9]|1[0-2])$' or payout_period !~ '^2\d{3}-(0[1-9]|1[0-2])$'
      -- Each month makes tables: nobody makes those of a thousand years.
      or least(period, payout_period) < to_char(now() - interval '10 years', 'YYYY-MM')
      or greatest(period, payout_period) > to_char(now() + interval '13 months', 'YYYY-MM') then
    raise exception 'prepare_pay_month: % and % are not months of these years', period, payout_period using errcode = 'invalid_parameter_value';
  end if;
  if to_regclass('public.frozen_' || replace(period, '-', '_')) is not null
      and to_regclass('public.payout_' || replace(payout_period, '-', '_')) is not null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('prepare_pay_month', 0));
  perform make_pay_month('entitlement', 'period', period, 'run_id, person_id, employment_id');
  perform make_pay_month('frozen', 'period', period, 'run_id, range_no, person_id, employment_id');
  perform make_pay_month('payout', 'payout_period', payout_period, 'run_id, person_id');
end $$;
revoke all on function make_pay_month(text, text, text, text), prepare_pay_month(text, text) from public;
grant execute on function prepare_pay_month(text, text) to {{app}};

-- Days of a month (bit 0 = the first) that a run has for a person and a kind of allowance: a person-day is paid once, by whatever agency. What is
-- paid once a year (THR, the 13th month) is one claim of the year, "2026".
-- No tenant table: a transferred person's days meet across agencies. No amounts here.
create table day_claim (
  kind text not null,
  period text not null,
  person_id uuid not null,
  run_id uuid not null,
  days int not null check (days > 0),
  primary key (kind, period, person_id, run_id)
);

-- People held out of a run. One who is released before the batch is checked is in it again; one who is released later is paid by an item that is due
-- (release_due), and stays out of this run.
create table run_hold (
  run_id uuid not null references run,
  person_id uuid not null,
  agency_id uuid not null,
  batch smallint not null check (batch in (1, 2)),
  held_by uuid not null,
  held_at timestamptz not null,
  reason text not null,
  released_by uuid,
  released_at timestamptz,
  release_due uuid,
  primary key (run_id, person_id),
  check ((released_by is null) = (released_at is null)),
  check (release_due is null or released_at is not null)
);
create index run_hold_agency on run_hold (agency_id, held_at);

-- A step of a batch in the ledger: committed when it is checked, owed when it is posted, paid when it is settled.
create table transfer (
  id uuid primary key default uuidv7(),
  run_id uuid not null references run,
  batch smallint not null check (batch in (1, 2)),
  agency_id uuid not null,
  period text not null,
  payout_period text not null,
  phase text not null check (phase in ('PENDING', 'POSTED', 'SETTLED')),
  at timestamptz not null,
  by_person uuid not null,
  -- The treasury's number (SP2D) of what is settled.
  reference text check (length(reference) between 1 and 100),
  -- The transfer whose sums it sets right. Its id is that of the receivable that it books.
  corrects uuid references transfer,
  check (reference is null or phase = 'SETTLED')
);
create unique index transfer_step on transfer (run_id, batch, phase) where corrects is null;
create index transfer_agency on transfer (agency_id, period);

-- Lines of a transfer, one an account. Debit is positive, credit negative.
create table posting (
  transfer_id uuid not null references transfer,
  agency_id uuid not null,
  account text not null,
  amount bigint not null check (amount <> 0),
  primary key (transfer_id, account)
);
create trigger posting_balanced after insert on posting
  referencing new table as fresh for each statement execute function refuse_unbalanced();
create trigger posting_append_only before update or delete or truncate on posting execute function refuse_posting_change();
create trigger transfer_append_only before update or delete or truncate on transfer execute function refuse_posting_change();

-- What a person is still to be paid (or to be charged, below 0) in a later payment. It counts once the batch it comes from is posted.
create table due (
  id uuid primary key default uuidv7(),
  agency_id uuid not null,
  person_id uuid not null,
  employment_id uuid,
  -- The month it was earned in.
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  component text not null,
  label text not null,
  kind text not null check (kind in ('LATE', 'CORRECTION', 'RELEASE', 'STAGE')),
  amount bigint not null check (amount <> 0),
  -- The first month of payment that it may be paid in.
  due_period text not null check (due_period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  from_run uuid references run,
  from_batch smallint,
  -- Of a correction or another decision: what it follows from.
  cause uuid,
  created_at timestamptz not null,
  -- Null: the computation of from_run.
  created_by uuid,
  settled_run uuid references run,
  settled_batch smallint,
  check ((from_run is null) = (from_batch is null)),
  check (from_run is not null or created_by is not null),
  check ((settled_run is null) = (settled_batch is null))
);
create index due_open on due (agency_id, person_id) where settled_run is null;
create index due_settled on due (settled_run, person_id) where settled_run is not null;
create index due_from on due (from_run) where from_run is not null;

-- Which items the payouts of a run pay. An item is settled once its batch is posted, and is open again for the next run if the person was held.
create table due_payment (
  run_id uuid not null references run,
  due_id uuid not null references due,
  batch smallint not null,
  agency_id uuid not null,
  person_id uuid not null,
  primary key (run_id, due_id)
);
create index due_payment_due on due_payment (due_id);

-- What a person was paid too much and is to pay back.
create table receivable (
  id uuid primary key default uuidv7(),
  agency_id uuid not null,
  person_id uuid not null,
  label text not null,
  -- The day on which it became known: the oldest is taken first.
  since date not null,
  amount bigint not null check (amount > 0),
  cause uuid,
  -- Number of the letter that told the person; empty while there is none.
  letter text not null,
  created_at timestamptz not null,
  created_by uuid not null
);
create index receivable_person on receivable (agency_id, person_id);

-- What a payout takes back. It counts once its batch is posted and the person is not held.
create table recovery (
  run_id uuid not null references run,
  batch smallint not null,
  agency_id uuid not null,
  person_id uuid not null,
  receivable_id uuid not null references receivable,
  amount bigint not null check (amount > 0),
  primary key (run_id, receivable_id)
);
create index recovery_receivable on recovery (receivable_id);

grant select on run_range, range_batch, entitlement, payout, due_payment, recovery to {{app}};
grant select, delete on frozen, run_range to {{app}};
grant select, insert, delete on day_claim to {{app}};
grant update (days) on day_claim to {{app}};
grant select, insert on batch, run_hold, transfer, posting, due, receivable to {{app}};
grant update (rows, held, gross, cut, net, contribution, employer, tax, tax_borne, recovery, amount, sha256) on range_batch to {{app}};
grant update (held_by, held_at, reason, released_by, released_at, release_due) on run_hold to {{app}};
grant update (settled_run, settled_batch) on due to {{app}};
grant update (letter) on receivable to {{app}};
revoke insert on run_flag from {{app}};

grant select on run to {{bulk}};
grant select, insert on run_range to {{bulk}};
grant update (state, statements, gross, cut, net) on run_range to {{bulk}};
grant insert on range_batch, run_flag, due, due_payment, recovery to {{bulk}};

do $$
declare
  name text;
  agencies constant text := '(agency_id = any((select nullif(current_setting(''app.agencies'', true), '''')::uuid[])::uuid[]))';
  own constant text := '(person_id = (select nullif(current_setting(''app.person'', true), '''')::uuid))';
begin
  foreach name in array array['run_range', 'range_batch', 'batch', 'entitlement', 'payout', 'frozen', 'run_hold', 'transfer', 'posting', 'due',
      'due_payment', 'receivable', 'recovery'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
  foreach name in array array['run_range', 'range_batch', 'batch', 'transfer', 'posting', 'due_payment', 'recovery'] loop
    execute format('create policy agency on %I to {{app}} using (%s)', name, agencies);
  end loop;
  foreach name in array array['entitlement', 'payout', 'run_hold', 'due', 'receivable'] loop
    execute format('create policy agency_or_own on %I to {{app}} using (%s or %s) with check (%s)', name, agencies, own, agencies);
  end loop;
  foreach name in array array['run', 'run_range', 'range_batch', 'run_flag', 'due', 'due_payment', 'recovery'] loop
    execute format('create policy bulk_agency on %I to {{bulk}} using (%s)', name, agencies);
  end loop;
end $$;
-- A frozen row is its run's.
create policy agency on frozen to {{app}} using (run_id in (
  select r.id from run r where r.agency_id = any((select nullif(current_setting('app.agencies', true), '')::uuid[])::uuid[])));
-- Of which run one's own payout is, and how far it is.
create policy own on run for select to {{app}}
  using (id in (select p.run_id from payout p where p.person_id = (select nullif(current_setting('app.person', true), '')::uuid)));
create policy own on batch for select to {{app}}
  using (run_id in (select p.run_id from payout p where p.person_id = (select nullif(current_setting('app.person', true), '')::uuid)));
