-- Files that were made of posted batches: what they say and where their bytes lie. A row never changes; what is made anew stands beside it, with a reason.

create table export_file (
  id uuid primary key,
  -- In the order in which they were written down, whatever the clock says.
  position bigint not null generated always as identity unique,
  -- Files that were made at once.
  export_id uuid not null,
  agency_id uuid not null,
  run_id uuid not null references run,
  batch smallint not null check (batch in (1, 2)),
  format text not null check (format in (
    'PAYMENT_CSV', 'RECAP_XLSX', 'BANK', 'ADK_TUKIN', 'ADK_MEALS', 'ADK_OVERTIME', 'SIPD_XLSX', 'CORETAX_XML', 'PAYSLIPS_ZIP')),
  -- The choice in its one spelling (JSON).
  options text not null,
  part int not null check (part > 0),
  parts int not null check (parts >= part),
  name text not null check (name ~ '^[a-z0-9.-]{1,120}$'),
  media_type text not null,
  rows int not null check (rows > 0),
  -- Sums of the file, rupiah; 0 where it has no such column.
  gross bigint not null,
  cut bigint not null,
  net bigint not null,
  amount bigint not null,
  -- The key of the bytes in the store of files.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  -- What stands in the file about its origin; empty where the format has no place for it.
  watermark text not null,
  -- Why it was made again; empty the first time.
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  unique (export_id, part)
);
-- Uploads by this hash are no evidence of anybody.
create index export_file_sha256 on export_file (agency_id, sha256);
create index export_file_run on export_file (run_id, position);

-- What files need to know of an agency and no fact of a person says. The last that was recorded of the latest first day holds; an empty value ends it.
create table export_setting (
  id uuid primary key default uuidv7(),
  agency_id uuid not null,
  key text not null check (key ~ '^[a-z][a-z0-9_.]{0,79}$'),
  value text not null check (length(value) <= 4000),
  valid_from date not null,
  set_by uuid not null,
  set_at timestamptz not null,
  -- What a first person has said in the very same words. By these keys money finds its way: until a second one has said the same, they do not hold.
  confirms uuid references export_setting,
  in_force boolean not null generated always as (key !~ '^(bank\.|span\.|bank_code\.|tax\.)' or confirms is not null) stored
);
create index export_setting_agency on export_setting (agency_id, key, valid_from, id);

create function check_export_setting() returns trigger language plpgsql as $$
begin
  if new.confirms is not null and not exists (
    select from export_setting s where s.id = new.confirms and s.agency_id = new.agency_id and s.key = new.key and s.value = new.value
      and s.valid_from = new.valid_from and s.set_by <> new.set_by) then
    raise exception 'a setting is confirmed by a second person in the same words' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger export_setting_second before insert on export_setting for each row execute function check_export_setting();

create function refuse_export_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger export_file_append_only before update or delete or truncate on export_file execute function refuse_export_change();
create trigger export_setting_append_only before update or delete or truncate on export_setting execute function refuse_export_change();

grant select, insert on export_file, export_setting to {{app}};

do $$
declare name text;
begin
  foreach name in array array['export_file', 'export_setting'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy agency on %I to {{app}} using (agency_id = any((select nullif(current_setting(''app.agencies'', true), '''')::uuid[])::uuid[]))',
      name);
  end loop;
end $$;
