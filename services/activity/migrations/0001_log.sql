-- The log as stored. One person's rows share a bucket (= Kafka partition, murmur2 of the person id), so a bucket and its position
-- can move to another database together. No index but the primary key, no foreign key: both cost more than half of the write rate.

create table log_setting (
  only_row boolean primary key default true check (only_row),
  partitions int not null check (partitions between 1 and 32767),
  topic_id text not null             -- of the topic that filled this database; made anew it has another
);

create table consumer_position (
  partition int primary key,
  next_offset bigint not null,
  epoch int not null,
  updated_at timestamptz not null default now()
);

-- The current version. Range of id = time of the UUIDv7, a week a partition, then the bucket.
create table entry (
  bucket smallint not null,
  person_id uuid not null,
  id uuid not null,
  version int not null,
  agency_id uuid not null,
  employment_id uuid not null,
  work_date date not null,
  starts smallint,
  ends smallint,
  minutes smallint not null,
  state smallint not null,          -- 1 open, 2 approved, 3 returned, 4 cancelled
  flags smallint not null,          -- bit 1 << Flag: what the writer saw; the others are derived when read
  zone smallint not null,           -- 1 WIB, 2 WITA, 3 WIT
  accepted_at timestamptz not null,
  log_offset bigint not null,
  body_sha256 bytea not null,
  body bytea not null,              -- the client's own bytes
  approved_version int not null default 0,
  decision_id uuid,                 -- the decision that made the state approved or returned
  primary key (bucket, person_id, id)
) partition by range (id);

-- Replaced versions, and lower ones that came late.
create table entry_version (
  bucket smallint not null,
  person_id uuid not null,
  id uuid not null,
  version int not null,
  agency_id uuid not null,
  employment_id uuid not null,
  work_date date not null,
  starts smallint,
  ends smallint,
  minutes smallint not null,
  cancelled boolean not null,
  flags smallint not null,
  zone smallint not null,
  accepted_at timestamptz not null,
  log_offset bigint not null,
  body_sha256 bytea not null,
  body bytea not null,
  primary key (bucket, person_id, id, version)
) partition by range (id);

-- Another body with an id and version that were taken: kept and shown to its author.
create table entry_conflict (
  bucket smallint not null,
  person_id uuid not null,
  id uuid not null,
  version int not null,
  body_sha256 bytea not null,
  agency_id uuid not null,
  accepted_at timestamptz not null,
  log_offset bigint not null,
  body bytea not null,
  primary key (bucket, person_id, id, version, body_sha256)
) partition by range (id);

-- What counts on a day, kept by the statements that change entries. first_id and last_id bound the ids of all entries that were
-- ever on the day (they only widen), so reading days needs no index by day on entry.
create table day (
  agency_id uuid not null,
  person_id uuid not null,
  work_date date not null,
  bucket smallint not null,
  minutes int not null,
  entries int not null,
  approved_minutes int not null,
  approved_entries int not null,
  open_entries int not null,
  first_id uuid not null,
  last_id uuid not null,
  primary key (agency_id, person_id, work_date)
) partition by range (work_date);

-- The smallest UUID whose first 48 bits are the instant.
create function uuid_at(instant timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from instant) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

create function make_week(parent text, monday date, buckets int) returns void language plpgsql as $$
declare
  part text := format('%s_%s', parent, to_char(monday, 'IYYY"w"IW'));
  lower uuid := uuid_at(monday::timestamp at time zone 'UTC');
  upper uuid := uuid_at((monday + 7)::timestamp at time zone 'UTC');
begin
  if to_regclass(part) is not null then return; end if;
  -- Made apart and then attached: a reader of the parent is not kept waiting.
  execute format('create table %I (like %I including defaults including constraints) %s', part, parent,
    case when buckets > 0 then 'partition by list (bucket)' else '' end);
  for b in 0 .. buckets - 1 loop
    execute format('create table %I partition of %I for values in (%s)', part || '_' || b, part, b);
  end loop;
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, lower, upper);
end $$;

create function make_month(first date) returns void language plpgsql as $$
declare
  part text := 'day_' || to_char(first, 'YYYY_MM');
begin
  if to_regclass(part) is not null then return; end if;
  execute format('create table %I (like day including defaults including constraints)', part);
  execute format('alter table day attach partition %I for values from (%L) to (%L)', part, first, first + interval '1 month');
end $$;

-- Makes the partitions for ids and work dates between two days; those that exist stay. The buckets are as at the first start.
create function make_partitions(from_day date, to_day date) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  buckets int := (select partitions from log_setting);
  d date;
begin
  if to_day - from_day > 500 then raise exception 'make_partitions: at most 500 days'; end if;
  perform pg_advisory_xact_lock(hashtextextended('make_partitions', 0));
  for d in select generate_series(date_trunc('week', from_day::timestamp), to_day::timestamp, '7 days')::date loop
    perform make_week('entry', d, buckets);
    perform make_week('entry_version', d, 0);
    perform make_week('entry_conflict', d, 0);
  end loop;
  for d in select generate_series(date_trunc('month', from_day::timestamp), to_day::timestamp, '1 month')::date loop
    perform make_month(d);
  end loop;
end $$;
revoke all on function make_partitions(date, date), make_week(text, date, int), make_month(date) from public;
grant execute on function make_partitions(date, date) to {{writer}};

-- Employments as identity tells them; the higher version stands.
create table employment_copy (
  id uuid primary key,
  version bigint not null,
  agency_id uuid not null,
  person_id uuid not null,
  zone smallint not null,
  valid_from date not null,
  valid_to date
);
create index employment_copy_agency on employment_copy (agency_id, person_id);
create index employment_copy_person on employment_copy (person_id);

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
  primary key (consumer, topic, partition, record_offset)
);

grant select on log_setting, consumer_position to {{app}};
grant select, insert on log_setting to {{writer}};
grant select, insert, update on consumer_position to {{writer}};
grant select, insert, update on entry, day, employment_copy to {{writer}};
grant select, insert on entry_version, entry_conflict, inbox_parked to {{writer}};
grant select, update on entry, day to {{app}};
grant insert on day to {{app}};
grant select on entry_version, entry_conflict, employment_copy to {{app}};

do $$
declare t text;
begin
  foreach t in array array['entry', 'entry_version', 'entry_conflict', 'day', 'employment_copy'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy own_or_agency on %I to {{app}} using (
      agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
      or person_id = nullif(current_setting('app.person', true), '')::uuid)$p$, t);
    execute format('create policy writer_all on %I to {{writer}} using (true)', t);
  end loop;
end $$;
