-- Opening a sealed month again, and what happens when nobody decides.

-- Sealed before and opened again by two officers: decisions and imports are taken until it is closed once more.
alter table period drop constraint period_state_check, add constraint period_state_check check (state in ('closing', 'sealed', 'reopened'));

create table reopening (
  id uuid primary key,
  agency_id uuid not null,
  period text not null,
  revision int not null,             -- that was sealed when it was proposed
  reason text not null,
  state text not null check (state in ('PROPOSED', 'CONFIRMED', 'REJECTED')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  check (state <> 'CONFIRMED' or decided_by <> proposed_by)
);
create unique index reopening_waiting on reopening (agency_id, period) where state = 'PROPOSED';
create index reopening_period on reopening (agency_id, period, proposed_at);

-- Late versions that a superior approved while their month was open again: they count in the revisions that follow.
create table admission (
  bucket smallint not null,
  person_id uuid not null,
  id uuid not null,
  version int not null,
  agency_id uuid not null,
  period text not null,
  decision_id uuid not null,
  primary key (bucket, person_id, id, version)
);
create index admission_period on admission (agency_id, period);

-- Relations as identity tells them; the higher version stands.
create table relation_copy (
  id uuid primary key,
  version bigint not null,
  agency_id uuid not null,
  person_id uuid not null,           -- who is assessed or led
  other_person_id uuid not null,     -- who assesses, acts or leads
  kind text not null check (kind in ('SUPERIOR', 'ACTING', 'TEAM_LEAD')),
  valid_from date not null,
  valid_to date
);
create index relation_copy_person on relation_copy (person_id);

create table escalation_policy (
  id uuid primary key,
  agency_id uuid not null,
  waiting_days int not null check (waiting_days between 1 and 60),
  on_timeout text not null check (on_timeout in ('WAIT', 'APPROVE', 'ESCALATE')),
  basis text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  check (confirmed_by <> proposed_by)
);
create index escalation_policy_agency on escalation_policy (agency_id, confirmed_at);

-- A mark on an assessor: entries of one person and month that waited longer than the policy allows.
create table silence (
  id uuid primary key,
  agency_id uuid not null,
  person_id uuid not null,
  period text not null,
  assessor_id uuid,                  -- null when nobody was the assessor
  escalated_to uuid,                 -- null when all were approved or nobody is above
  approved int not null,
  escalated int not null,
  policy_id uuid not null,
  at timestamptz not null
);
create index silence_period on silence (agency_id, period, id);

-- Versions that the superior's superior may decide too.
create table escalated_entry (
  bucket smallint not null,
  person_id uuid not null,
  id uuid not null,
  version int not null,
  agency_id uuid not null,
  silence_id uuid not null,
  escalated_to uuid,
  primary key (bucket, person_id, id, version)
);
create index escalated_entry_to on escalated_entry (escalated_to);

-- Acts of an agency by when they were taken, for those who oversee them.
create index decision_agency on decision (agency_id, decided_at);
alter table decision add column by_timeout boolean not null default false;

grant select, insert, update on reopening, escalation_policy to {{app}};
grant select, insert on admission, silence, escalated_entry to {{app}};
grant select on admission to {{closer}};
grant select on relation_copy to {{app}};
grant select, insert, update on relation_copy to {{writer}};

do $$
declare
  t text;
  agencies constant text := 'agency_id = any ((select (nullif(current_setting(''app.agencies'', true), ''''))::uuid[])::uuid[])';
  me constant text := '(select (nullif(current_setting(''app.person'', true), ''''))::uuid)::uuid';
begin
  foreach t in array array['reopening', 'admission', 'relation_copy', 'escalation_policy', 'silence', 'escalated_entry'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['reopening', 'escalation_policy'] loop
    execute format('create policy own_agency on %I to {{app}} using (%s)', t, agencies);
  end loop;
  foreach t in array array['admission', 'silence', 'relation_copy'] loop
    execute format('create policy own_or_agency on %I to {{app}} using (%s or person_id = %s)', t, agencies, me);
  end loop;
  execute format('create policy own_or_agency on escalated_entry to {{app}} using (%s or person_id = %s or escalated_to = %s)', agencies, me, me);
end $$;
create policy read_all on escalation_policy for select to {{app}} using (true);
create policy closer_all on admission to {{closer}} using (true);
create policy writer_all on relation_copy to {{writer}} using (true);
