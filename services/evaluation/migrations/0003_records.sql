-- What each service keeps beside its own tables: audit, outbox, inbox, answered request keys; and the notices of people.

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
-- Filled beside each audit row, emptied by the sealer.
create table audit_unsealed (audit_id uuid primary key);

create trigger audit_append_only before update or delete or truncate on audit execute function refuse_change();
create trigger audit_chain_append_only before update or delete or truncate on audit_chain execute function refuse_change();

create function note_unsealed() returns trigger language plpgsql as $$
begin
  insert into audit_unsealed (audit_id) values (new.id);
  return null;
end $$;
create trigger audit_to_seal after insert on audit for each row execute function note_unsealed();

create table outbox (
  position bigint generated always as identity primary key,
  id uuid not null unique,
  topic text not null,
  partition int not null,
  key text not null,
  type text not null,
  payload bytea not null,
  headers jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table inbox (
  consumer text not null,
  event_id uuid not null,
  seen_at timestamptz not null default now(),
  primary key (consumer, event_id)
);
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

create table request_key (
  subject text not null,
  key text not null,
  method text not null,
  body_sha256 bytea not null,
  response bytea,
  at timestamptz not null default now(),
  primary key (subject, key)
);

create table notice (
  id uuid primary key default uuidv7(),
  person_id uuid not null,
  agency_id uuid not null,
  code text not null check (code in ('EVALUATION_ISSUED', 'EVALUATION_TO_RATE', 'FEEDBACK_RECEIVED')),
  params jsonb not null,
  at timestamptz not null
);
create index notice_person on notice (person_id, id);

grant insert on audit, audit_unsealed to {{app}}, {{closer}};
grant insert on outbox to {{app}};
grant select, delete on outbox to {{relay}};
grant select, insert on inbox, inbox_parked to {{closer}};
grant select, insert on request_key to {{app}}, {{closer}};
grant select, insert on notice to {{app}};
grant insert on notice to {{closer}};
grant select on audit to {{sealer}};
grant select, delete on audit_unsealed to {{sealer}};
grant select, insert on audit_chain to {{sealer}};

alter table audit enable row level security;
alter table audit force row level security;
create policy append on audit for insert to {{app}}, {{closer}} with check (true);
create policy seal on audit for select to {{sealer}} using (true);

-- Who is told may work in another agency than who it is about.
alter table notice enable row level security;
alter table notice force row level security;
create policy own on notice for select to {{app}} using (person_id = nullif(current_setting('app.person', true), '')::uuid);
create policy tell on notice for insert to {{app}}, {{closer}} with check (true);
