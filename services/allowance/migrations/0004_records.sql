-- What each service keeps beside its own tables: audit, outbox, answered request keys; and the notices of people.

create table audit (
  id uuid primary key default uuidv7(),
  at timestamptz not null,
  actor text not null,
  role text not null,
  action text not null,
  resource text not null,
  object_id text,
  agency_id uuid,
  request_id text not null,
  detail jsonb not null default '{}'
);
create table audit_chain (
  position bigint generated always as identity primary key,
  audit_id uuid not null unique,
  prev_hash bytea not null,
  entry_hash bytea not null
);
-- Rows that the sealer has yet to chain.
create table audit_unsealed (audit_id uuid primary key);
create function note_unsealed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit_unsealed (audit_id) values (new.id);
  return null;
end $$;
create trigger audit_note_unsealed after insert on audit for each row execute function note_unsealed();
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is append-only';
end $$;
create trigger audit_append_only before update or delete or truncate on audit execute function refuse_change();
create trigger audit_chain_append_only before update or delete or truncate on audit_chain execute function refuse_change();

create table outbox (
  position bigint generated always as identity primary key,
  id uuid not null unique,
  topic text not null,
  partition int not null,
  key text not null,
  type text not null,
  payload bytea not null,
  headers jsonb not null,
  created_at timestamptz not null default now()
);

create table request_key (
  subject text not null,
  key text not null,
  method text not null,
  body_sha256 bytea not null,
  response bytea,
  at timestamptz not null default now(),
  primary key (subject, key)
);

grant insert on audit, outbox to {{app}};
grant select, insert, update on request_key to {{app}};
grant select, delete on outbox to {{relay}};
grant select on audit to {{sealer}};
grant select, insert on audit_chain to {{sealer}};
grant select, delete on audit_unsealed to {{sealer}};

alter table audit enable row level security;
alter table audit force row level security;
create policy append on audit for insert to {{app}} with check (true);
create policy seal on audit for select to {{sealer}} using (true);

create table notice (
  id uuid primary key default uuidv7(),
  person_id uuid not null,
  agency_id uuid not null,
  code text not null check (code in ('STATEMENT_READY', 'STATEMENT_CHANGED')),
  params jsonb not null,
  at timestamptz not null
);
create index notice_person on notice (person_id, id);
grant select, insert on notice to {{app}};
alter table notice enable row level security;
alter table notice force row level security;
create policy own on notice for select to {{app}} using (person_id = nullif(current_setting('app.person', true), '')::uuid);
create policy tell on notice for insert to {{app}}
  with check (agency_id = any(nullif(current_setting('app.agencies', true), '')::uuid[]));
