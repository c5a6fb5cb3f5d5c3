-- Tasks that a superior gives beside the plan: one row a task, changed in place; each act is in the audit.
create table task (
  id uuid primary key,
  person_id uuid not null,
  agency_id uuid not null,           -- in which it was given; a transfer moves no tasks
  assigner_id uuid not null,
  kind text not null check (kind in ('ASSIGNED', 'ADDITIONAL')),
  title text not null,
  detail text not null,
  due date,
  quantity int not null,
  quantity_unit text not null,
  state text not null check (state in ('ASSIGNED', 'DONE', 'CONFIRMED', 'CANCELLED')),
  version int not null,
  assigned_at timestamptz not null,
  done_at timestamptz,
  done_note text not null default '',
  decided_by uuid,
  decided_at timestamptz,
  return_note text not null default ''
);
create index task_person on task (person_id, id);
create index task_assigner on task (assigner_id, id);

grant select, insert, update on task to {{app}};
grant select on task to {{closer}};
alter table task enable row level security;
alter table task force row level security;
create policy own_or_agency on task to {{app}} using (
  agency_id = any ((select (nullif(current_setting('app.agencies', true), ''))::uuid[])::uuid[])
  or person_id = (select (nullif(current_setting('app.person', true), ''))::uuid)::uuid
  or assigner_id = (select (nullif(current_setting('app.person', true), ''))::uuid)::uuid);
create policy closer_all on task to {{closer}} using (true);

-- Which task an entry is work for, and what its description says as a number; entries of before have neither.
alter table entry add column task_id uuid, add column text_hash int;
alter table entry_version add column task_id uuid, add column text_hash int;
