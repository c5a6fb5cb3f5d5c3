-- Imports of personnel files. An import is seen by who started it, and by officers of every agency that its file names.

create table import (
  id uuid primary key,
  person_id uuid not null,
  agency_ids uuid[] not null,
  file_id text not null,
  effective_date date not null,
  state text not null check (state in ('CHECKED', 'APPLIED', 'SUPERSEDED')),
  state_hash text not null,
  totals jsonb not null,
  started_at timestamptz not null,
  applied_at timestamptz
);
create index import_file on import (file_id, effective_date);

create table import_finding (
  import_id uuid not null references import,
  position int not null,
  line int not null,
  column_name text not null,
  severity text not null check (severity in ('ERROR', 'WARNING', 'INFO')),
  code text not null,
  params jsonb not null,
  primary key (import_id, position)
);

grant select, insert on import, import_finding to {{app}};
grant update (state, applied_at) on import to {{app}};

alter table import enable row level security;
alter table import force row level security;
alter table import_finding enable row level security;
alter table import_finding force row level security;
create policy starter_or_agencies on import to {{app}} using (
  person_id = nullif(current_setting('app.person', true), '')::uuid
  or (agency_ids <> '{}' and agency_ids <@ nullif(current_setting('app.agencies', true), '')::uuid[]));
create policy of_seen_import on import_finding to {{app}} using (exists (select from import where import.id = import_id));
