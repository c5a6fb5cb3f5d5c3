-- Agreements of units, SKP of people, and the cascade between them.

create table agreement (
  id uuid primary key,
  agency_id uuid not null,
  unit_id uuid not null,
  year int not null,
  state text not null check (state in ('DRAFT', 'SET')),
  version int not null,
  objectives jsonb not null,
  changed_at timestamptz not null,
  unique (agency_id, year, unit_id)
);

-- The newest document of an SKP. `facts` counts what was told, `version` what changed in the document.
create table skp (
  id uuid primary key,
  agency_id uuid not null,
  person_id uuid not null,
  employment_id uuid not null,
  unit_id uuid not null,
  assessor_id uuid,
  year int not null,
  valid_from date not null,
  valid_to date not null,
  position_kind text not null check (position_kind in ('UNIT_HEAD', 'STAFF')),
  state text not null check (state in ('DRAFT', 'SUBMITTED', 'RETURNED', 'SET')),
  version int not null,
  set_revision int not null,
  facts int not null,
  return_reason text,
  content jsonb not null,
  changed_at timestamptz not null,
  unique (employment_id, year),
  check (valid_from <= valid_to)
);
create index skp_person on skp (person_id, year);

-- Each setting as it was signed, for ever.
create table skp_setting (
  skp_id uuid not null,
  revision int not null,
  agency_id uuid not null,
  person_id uuid not null,
  valid_from date not null,
  valid_to date not null,
  set_by uuid not null,
  set_at timestamptz not null,
  document jsonb not null,
  primary key (skp_id, revision)
);
create index skp_setting_person on skp_setting (person_id, valid_from);

create table plan_month (
  skp_id uuid not null,
  period text not null check (period ~ '^\d{4}-\d\d$'),
  agency_id uuid not null,
  person_id uuid not null,
  items jsonb not null,
  primary key (skp_id, period)
);

create table matrix_cell (
  leader_id uuid not null,
  year int not null,
  nr int not null,
  agency_id uuid not null,
  leader_rhk_id uuid not null,
  person_id uuid not null,
  result text not null,
  primary key (leader_id, year, nr)
);
create index matrix_cell_person on matrix_cell (person_id, year);

-- Ids only, so that access can be decided and cycles be found whoever asks; the words are in cascade_text.
create table skp_owner (
  skp_id uuid primary key,
  person_id uuid not null,
  agency_id uuid not null
);

-- What results lean on. Layer "set": as set now. Layer "newest": with what is being written. An id may be in both.
create table cascade_node (
  id uuid not null,
  layer text not null check (layer in ('newest', 'set')),
  kind text not null check (kind in ('INDICATOR', 'RHK')),
  document_id uuid not null,
  agency_id uuid not null,
  person_id uuid,
  unit_id uuid not null,
  year int not null,
  nr int not null,
  is_main boolean not null,
  parent_id uuid,
  primary key (id, layer)
);
create index cascade_node_document on cascade_node (document_id, layer);
create index cascade_node_parent on cascade_node (parent_id);
create index cascade_node_unit on cascade_node (unit_id, year);
create index cascade_node_person on cascade_node (person_id, year);

create table cascade_text (
  id uuid not null,
  layer text not null,
  agency_id uuid not null,
  person_id uuid,
  text text not null,
  primary key (id, layer)
);

create table notice (
  id uuid primary key,
  person_id uuid not null,
  code text not null,
  params jsonb not null,
  at timestamptz not null
);
create index notice_person on notice (person_id, at desc);

grant select, insert, update on agreement, skp, plan_month to {{app}};
grant select, insert on skp_setting, skp_owner, notice to {{app}};
grant select, insert, delete on matrix_cell, cascade_node, cascade_text to {{app}};

do $$
declare t text;
begin
  foreach t in array array['agreement', 'skp', 'skp_setting', 'plan_month', 'matrix_cell', 'skp_owner', 'cascade_node', 'cascade_text', 'notice'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['skp', 'skp_setting', 'plan_month', 'skp_owner', 'cascade_node', 'cascade_text'] loop
    execute format($p$create policy own_or_agency on %I to {{app}} using (
      agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
      or person_id = nullif(current_setting('app.person', true), '')::uuid)$p$, t);
  end loop;
end $$;

create policy agency on agreement to {{app}}
  using (agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));

-- A leader reads and writes the own matrix, also of people in other agencies; who is named reads the cell.
create policy party_or_agency on matrix_cell to {{app}} using (
  agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
  or nullif(current_setting('app.person', true), '')::uuid in (leader_id, person_id));

-- These hold ids only: whoever asks, the answer decides what may be read.
create policy read_all on skp_owner for select to {{app}} using (true);
create policy read_all on cascade_node for select to {{app}} using (true);

-- Everybody's decision may tell somebody else something; only that person reads it.
create policy own on notice for select to {{app}} using (person_id = nullif(current_setting('app.person', true), '')::uuid);
create policy tell on notice for insert to {{app}} with check (true);
