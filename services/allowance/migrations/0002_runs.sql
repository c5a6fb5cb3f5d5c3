-- Runs: frozen inputs, computed documents, flags, batches.

create table run (
  id uuid primary key default uuidv7(),
  agency_id uuid not null,
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('FREEZING', 'COMPUTING', 'COMPUTED', 'POSTED', 'FAILED')),
  cause text,
  policy_id uuid not null references policy,
  policy_sha256 text not null,
  engine int not null,
  maker_id uuid not null,
  -- Whose rows form the second batch; set by the freeze.
  officers uuid[] not null default '{}',
  activity_revision int not null,
  activity_count bigint not null,
  activity_sha256 text not null,
  evaluation_revision int not null,
  evaluation_count bigint not null,
  evaluation_sha256 text not null,
  roster_count bigint,
  roster_sha256 text,
  snapshot_sha256 text,
  -- Everybody up to here is computed.
  cursor_person uuid,
  statements int not null default 0,
  gross bigint not null default 0,
  cut bigint not null default 0,
  net bigint not null default 0,
  sha256 text,
  version int not null default 1,
  started_at timestamptz not null,
  computed_at timestamptz,
  posted_at timestamptz,
  unique (agency_id, period),
  check (gross - cut = net),
  check (state not in ('COMPUTED', 'POSTED') or (snapshot_sha256 is not null and sha256 is not null))
);
create index run_agency on run (agency_id, id);

-- Runs that wait for the worker. It holds ids only and is open to the whole service, so that the worker of any replica finds what a crash has left.
create table run_work (
  run_id uuid primary key references run,
  agency_id uuid not null,
  period text not null
);

-- Days of a month (bit 0 = the first) for which a person has been given this kind of allowance, by whatever agency: a person-day is paid once.
-- No tenant table: a transferred person's days meet across agencies. No amounts here.
create table person_days (
  person_id uuid not null,
  kind text not null,
  period text not null,
  days int not null check (days > 0),
  primary key (person_id, kind, period)
);

create table snapshot_row (
  run_id uuid not null references run,
  agency_id uuid not null,
  person_id uuid not null,
  employment_id uuid not null,
  days int not null,
  facts jsonb not null,
  flags jsonb not null,
  primary key (run_id, person_id, employment_id)
);

create table batch (
  run_id uuid not null references run,
  batch smallint not null check (batch in (1, 2)),
  agency_id uuid not null,
  state text not null check (state in ('COMPUTED', 'CHECKED', 'POSTED')),
  rows int not null,
  held int not null default 0,
  net bigint not null,
  sha256 text not null,
  maker_id uuid not null,
  checker_id uuid,
  approver_id uuid,
  checked_at timestamptz,
  posted_at timestamptz,
  primary key (run_id, batch),
  check (checker_id <> maker_id),
  check (approver_id <> maker_id and approver_id <> checker_id),
  check ((state in ('CHECKED', 'POSTED')) = (checker_id is not null)),
  check ((state = 'POSTED') = (approver_id is not null))
);

-- What was earned: one statement for each employment, packed; the words are in the policy.
create table entitlement (
  run_id uuid not null references run,
  agency_id uuid not null,
  person_id uuid not null,
  employment_id uuid not null,
  period text not null,
  status text not null check (status in ('payable', 'blocked')),
  gross bigint not null,
  cut bigint not null,
  net bigint not null check (net >= 0),
  packed text not null,
  sha256 text not null,
  primary key (run_id, person_id, employment_id),
  check (gross - cut = net),
  check (cut >= 0),
  check (status = 'payable' or gross = 0)
);

-- What is transferred: the second document.
create table payout (
  run_id uuid not null references run,
  agency_id uuid not null,
  person_id uuid not null,
  period text not null,
  payout_period text not null,
  batch smallint not null,
  gross bigint not null,
  cut bigint not null,
  net bigint not null,
  deduction bigint not null,
  amount bigint not null check (amount >= 0),
  packed text not null,
  sha256 text not null,
  held boolean not null default false,
  posted boolean not null default false,
  primary key (run_id, person_id),
  check (gross - cut = net),
  check (net - deduction = amount),
  check (not (held and posted))
);
create index payout_person on payout (person_id, period);
create index payout_batch on payout (run_id, batch, person_id);

create table run_flag (
  id uuid primary key default uuidv7(),
  run_id uuid not null references run,
  agency_id uuid not null,
  person_id uuid not null,
  batch smallint not null,
  code text not null,
  severity smallint not null check (severity in (1, 2, 3)), -- BLOCK, WARN, NOTE
  params jsonb not null,
  decision text check (decision in ('ACKNOWLEDGE', 'HOLD')),
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  check ((decision is null) = (decided_by is null)),
  check (not (severity = 1 and decision = 'ACKNOWLEDGE'))
);
create index run_flag_run on run_flag (run_id, severity, id);

grant select, insert on run, run_work, person_days, snapshot_row, batch, entitlement, payout, run_flag to {{app}};
grant update on run, batch to {{app}};
grant update (days) on person_days to {{app}};
grant delete on run_work to {{app}};
grant update (held, posted) on payout to {{app}};
grant update (decision, decided_by, decided_at, reason) on run_flag to {{app}};

do $$
declare name text;
begin
  foreach name in array array['run', 'batch', 'snapshot_row', 'run_flag'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy agency on %I to %I using (agency_id = any(nullif(current_setting(''app.agencies'', true), '''')::uuid[]))',
      name, replace('{{app}}', '"', ''));
  end loop;
  foreach name in array array['entitlement', 'payout'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy agency_or_own on %I to %I using (agency_id = any(nullif(current_setting(''app.agencies'', true), '''')::uuid[])
         or person_id = nullif(current_setting(''app.person'', true), '''')::uuid)
       with check (agency_id = any(nullif(current_setting(''app.agencies'', true), '''')::uuid[]))',
      name, replace('{{app}}', '"', ''));
  end loop;
end $$;

alter table run_work enable row level security;
alter table run_work force row level security;
create policy queue on run_work to {{app}} using (true);
