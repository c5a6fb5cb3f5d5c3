-- Corrections of posted months. A posted run is never edited: a case says why somebody looks again, its preview what would stand instead, and the
-- confirmation by a second person adds a version of the statements and an item that is due, or a receivable.

-- What was read from the topics of other services and could never be understood. What was understood is kept by the key of its change.
create table inbox_parked (
  consumer text not null,
  topic text not null,
  partition int not null,
  record_offset bigint not null,
  key bytea,
  value bytea,
  headers jsonb not null,
  cause text not null,
  parked_at timestamptz not null default now(),
  redriven_at timestamptz,
  redriven_by text,
  primary key (consumer, topic, partition, record_offset)
);

-- Changes that may concern paid months and wait for the worker, who finds whom. Ids only, and open to the whole service, as the queue of runs is.
create table correction_trigger (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('FACT', 'ATTENDANCE', 'EVALUATION', 'EMPLOYMENT', 'DAYS')),
  agency_id uuid not null,
  key text not null,
  body jsonb not null,
  -- When it became true: a freeze later than that knows it.
  at timestamptz not null,
  done_at timestamptz,
  -- Times that the work on it has failed since, and the last of them: it waits longer each time, and keeps up nobody else.
  attempts int not null default 0 check (attempts >= 0),
  failed_at timestamptz,
  unique (kind, agency_id, key)
);
create index correction_trigger_waiting on correction_trigger (id) where done_at is null;

-- Days of a run that another one had: once that lets go of them, the run may pay more. Beside day_claim, in the same times, and as open as that.
create table day_short (
  kind text not null,
  period text not null,
  person_id uuid not null,
  run_id uuid not null,
  agency_id uuid not null,
  -- Of the run; period is the year where a claim is one to the whole year.
  run_period text not null,
  days int not null check (days > 0),
  primary key (kind, period, person_id, run_id)
);
create index day_short_run on day_short (run_id);

create table correction_case (
  id uuid primary key default uuidv7(),
  agency_id uuid not null,
  person_id uuid not null,
  trigger_kind text not null check (trigger_kind in ('FACT', 'ATTENDANCE', 'EVALUATION', 'EMPLOYMENT', 'OBJECTION', 'OFFICER', 'DAYS')),
  trigger_key text not null,
  -- Months from this day on may have been paid by other inputs.
  affected_from date not null,
  note text not null,
  opened_at timestamptz not null,
  -- Null: the service itself has seen a change.
  opened_by uuid,
  -- NO_CHANGE: closed after a look that found everything as it was paid.
  state text not null default 'OPEN' check (state in ('OPEN', 'PREVIEWED', 'CONFIRMED', 'REFUSED', 'NO_CHANGE')),
  -- The document that was looked at last, in its one spelling.
  preview text,
  preview_sha256 text check (preview_sha256 ~ '^[0-9a-f]{64}$'),
  previewed_by uuid,
  previewed_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  reason text not null default '',
  -- Number of the letter about what is to be paid back.
  letter text not null default '' check (length(letter) <= 200),
  -- The same trigger twice is one case.
  unique (agency_id, person_id, trigger_kind, trigger_key),
  check ((preview is null) = (preview_sha256 is null)),
  check ((preview is null) = (previewed_by is null)),
  check (state <> 'PREVIEWED' or preview is not null),
  check (state not in ('CONFIRMED', 'REFUSED', 'NO_CHANGE') or preview is not null),
  check ((state in ('CONFIRMED', 'REFUSED', 'NO_CHANGE')) = (decided_by is not null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state not in ('REFUSED', 'NO_CHANGE') or reason <> ''),
  -- The second person, who decides on nobody's own pay.
  check (state not in ('CONFIRMED', 'REFUSED', 'NO_CHANGE') or decided_by <> previewed_by),
  check (decided_by <> opened_by),
  check (decided_by <> person_id),
  check (previewed_by <> person_id)
);
create index correction_case_agency on correction_case (agency_id, id);
create index correction_case_person on correction_case (person_id, id);

create function refuse_case_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception 'cases are never deleted';
  end if;
  if old.state in ('CONFIRMED', 'REFUSED', 'NO_CHANGE') then
    raise exception 'a case is decided once' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger correction_case_truncate before truncate on correction_case for each statement execute function refuse_case_change();
create trigger correction_case_change before update or delete on correction_case for each row execute function refuse_case_change();

-- What a confirmed case changed in a month: paid + delta = net of the new statements. The sum of a month's rows is what its corrections came to.
create table correction_month (
  case_id uuid not null references correction_case,
  run_id uuid not null references run,
  agency_id uuid not null,
  person_id uuid not null,
  period text not null,
  paid bigint not null,
  net bigint not null check (net >= 0),
  delta bigint not null,
  -- Of it what concerns components that fall due in a later month.
  late_delta bigint not null,
  due_id uuid references due,
  late_due_id uuid references due,
  receivable_id uuid references receivable,
  -- The person was held out of the run's payment, and the correction pays the month in its stead.
  replaces_hold boolean not null,
  confirmed_at timestamptz not null,
  primary key (case_id, run_id),
  check (paid + delta = net),
  check ((delta > 0) = (due_id is not null or late_due_id is not null)),
  check ((delta < 0) = (receivable_id is not null))
);
create index correction_month_run on correction_month (run_id, person_id);

-- A statement in a later version. The first is that of the run.
create table corrected_statement (
  id uuid primary key default uuidv7(),
  case_id uuid not null references correction_case,
  run_id uuid not null references run,
  agency_id uuid not null,
  person_id uuid not null,
  employment_id uuid not null,
  period text not null,
  version int not null check (version > 1),
  status smallint not null check (status in (1, 2)), -- payable, blocked
  gross bigint not null,
  cut bigint not null check (cut >= 0),
  net bigint not null check (net >= 0),
  -- Null: the employment has no statement of the month any more.
  packed bytea,
  sha256 bytea check (length(sha256) = 32),
  layout text not null,
  engine int not null,
  at timestamptz not null,
  unique (run_id, person_id, employment_id, version),
  check (gross - cut = net),
  check ((packed is null) = (sha256 is null)),
  check (packed is not null or gross = 0)
);
create index corrected_statement_person on corrected_statement (person_id, period);

create trigger correction_month_append_only before update or delete or truncate on correction_month
  execute function refuse_posting_change();
create trigger corrected_statement_append_only before update or delete or truncate on corrected_statement
  execute function refuse_posting_change();

grant select, insert on inbox_parked to {{app}};
grant update (redriven_at, redriven_by) on inbox_parked to {{app}};
grant select, insert on correction_trigger, correction_case, correction_month, corrected_statement to {{app}};
grant update (done_at, attempts, failed_at) on correction_trigger to {{app}};
grant select, insert, delete on day_short to {{app}};
grant update (days) on day_short to {{app}};
grant update (state, preview, preview_sha256, previewed_by, previewed_at, decided_by, decided_at, reason, letter) on correction_case to {{app}};

alter table correction_trigger enable row level security;
alter table correction_trigger force row level security;
create policy queue on correction_trigger to {{app}} using (true);
alter table day_short enable row level security;
alter table day_short force row level security;
create policy claims on day_short to {{app}} using (true);

do $$
declare
  name text;
  agencies constant text := '(agency_id = any((select nullif(current_setting(''app.agencies'', true), '''')::uuid[])::uuid[]))';
  own constant text := '(person_id = (select nullif(current_setting(''app.person'', true), '''')::uuid))';
begin
  foreach name in array array['correction_case', 'correction_month', 'corrected_statement'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy agency_or_own on %I to {{app}} using (%s or %s) with check (%s)', name, agencies, own, agencies);
  end loop;
end $$;
