-- Files that entries name: uploaded ones are swept after some days, these are kept. A file may come later than its entry.
create table evidence_file (
  file_id text not null,
  bucket smallint not null,
  person_id uuid not null,
  entry_id uuid not null,
  agency_id uuid not null,
  noted_at timestamptz not null default now(),
  tried_at timestamptz,
  kept_at timestamptz,
  primary key (bucket, person_id, entry_id, file_id)
);
create index evidence_file_waiting on evidence_file (tried_at nulls first) where kept_at is null;

grant insert on evidence_file to {{writer}};
grant select, update on evidence_file to {{closer}};
alter table evidence_file enable row level security;
alter table evidence_file force row level security;
create policy writer_adds on evidence_file for insert to {{writer}} with check (true);
create policy closer_all on evidence_file to {{closer}} using (true);
