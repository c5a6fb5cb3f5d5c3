-- Evaluations of people and predicates of units. A term is a month "2026-10", or a year "2026-00".

-- One for each person, term and agency: a correction of where somebody worked never meets a row that may not be seen.
-- plan holds what the assessor saw, from the rating until the document has it.
create table evaluation (
  term text not null check (term ~ '^\d{4}-(0\d|1[0-2])$'),
  person_id uuid not null,
  agency_id uuid not null,
  unit_id uuid not null,
  employment_id uuid not null,
  zone text not null check (zone in ('WIB', 'WITA', 'WIT')),
  state text not null check (state in ('OPEN', 'RATED', 'ISSUED')),
  version int not null check (version > 0),
  skp_id uuid,
  assessor_id uuid,
  is_head boolean not null,
  realisations jsonb not null,
  result text check (result in ('DI_BAWAH', 'SESUAI', 'DI_ATAS')),
  behaviour text check (behaviour in ('DI_BAWAH', 'SESUAI', 'DI_ATAS')),
  predicate text check (predicate in ('SANGAT_KURANG', 'KURANG', 'BUTUH_PERBAIKAN', 'BAIK', 'SANGAT_BAIK')),
  note text,
  rated_by uuid,
  rated_at timestamptz,
  plan jsonb,
  issued_at timestamptz,
  objection_until date,
  document_sha256 bytea check (length(document_sha256) = 32),
  primary key (term, person_id, agency_id),
  check ((state = 'OPEN') = (predicate is null)),
  check ((state = 'ISSUED') = (document_sha256 is not null))
);
create index evaluation_unit on evaluation (agency_id, term, unit_id);

create table feedback (
  id uuid primary key,
  term text not null,
  person_id uuid not null,
  agency_id uuid not null,
  author_id uuid not null,
  author_as text not null check (author_as in ('SUPERIOR', 'TEAM_LEAD', 'PEER')),
  rhk_id uuid,
  behaviour_value text,
  text text not null,
  evidence_url text not null,
  at timestamptz not null
);
create index feedback_person on feedback (person_id, term, id);

-- What the assessor saw and judged, as canonical JSON; content hashes to sha256.
create table document (
  term text not null,
  person_id uuid not null,
  version int not null,
  agency_id uuid not null,
  content bytea not null,
  sha256 bytea not null check (sha256 = sha256(content)),
  issued_at timestamptz not null,
  primary key (term, person_id, agency_id, version)
);

-- reason explains the statements of the pattern that are listed in explained.
create table unit_predicate (
  agency_id uuid not null,
  unit_id uuid not null,
  term text not null check (term ~ '^\d{4}-(0\d|1[0-2])$'),
  predicate text not null check (predicate in ('SANGAT_KURANG', 'KURANG', 'BUTUH_PERBAIKAN', 'BAIK', 'ISTIMEWA')),
  ground text not null,
  reason text not null,
  explained jsonb not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (agency_id, term, unit_id)
);

grant select, insert, update on evaluation, unit_predicate to {{app}};
grant select, insert on feedback, document to {{app}};

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% never changes', tg_table_name;
end $$;
create trigger issued_is_final before update or delete on evaluation for each row
  when (old.state = 'ISSUED') execute function refuse_change();
create trigger document_is_final before update or delete or truncate on document execute function refuse_change();

do $$
declare t text;
begin
  foreach t in array array['evaluation', 'feedback', 'document'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy own_or_agency on %I to {{app}} using (
      agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[])
      or person_id = nullif(current_setting('app.person', true), '')::uuid)
      with check (agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]))$p$, t);
  end loop;
end $$;
alter table unit_predicate enable row level security;
alter table unit_predicate force row level security;
create policy agency on unit_predicate to {{app}}
  using (agency_id = any (nullif(current_setting('app.agencies', true), '')::uuid[]));
