-- A policy pays from its activation on, not from its approval: what was not read in the official text is confirmed before, and what it changes is
-- known. The owner would see no rows of a table with forced row-level security.

alter table policy add column activated_by uuid;
alter table policy add column activated_at timestamptz;
alter table policy drop constraint policy_state_check;
alter table policy drop constraint policy_check3;
alter table policy no force row level security;
-- What was approved has been paying; nobody activated it, so that no person stands there.
update policy set state = case state when 'APPROVED' then 'ACTIVE' else state end, activated_at = approved_at
  where state in ('APPROVED', 'RETIRED');
alter table policy force row level security;
alter table policy add constraint policy_state_check
  check (state in ('DRAFT', 'REVIEWED', 'APPROVED', 'ACTIVE', 'RETIRED'));
alter table policy add constraint policy_approved
  check ((state in ('APPROVED', 'ACTIVE', 'RETIRED')) = (approved_by is not null));
alter table policy add constraint policy_activated check ((state in ('ACTIVE', 'RETIRED')) = (activated_at is not null));
alter table policy add constraint policy_activator
  check (activated_by is null or activated_at is not null and activated_by <> drafted_by and activated_by <> reviewed_by);

-- That a place of a document was compared with the official text. The newest of a place is shown; none is ever changed.
create table policy_confirmation (
  id uuid primary key default uuidv7(),
  agency_id uuid not null,
  policy_id uuid not null references policy,
  policy_sha256 text not null,
  place text not null,
  quote text not null,
  source text not null,
  confirmed_by uuid not null,
  confirmed_at timestamptz not null
);
create index policy_confirmation_policy on policy_confirmation (policy_id, id);

create function refuse_confirmation_change() returns trigger language plpgsql as $$
begin
  raise exception 'confirmations are append-only';
end $$;
create trigger policy_confirmation_append_only before update or delete or truncate on policy_confirmation
  execute function refuse_confirmation_change();

-- A posted month computed by another policy. Grows person by person up to the end of the run, and stays then.
create table policy_impact (
  policy_id uuid not null references policy,
  run_id uuid not null references run,
  agency_id uuid not null,
  policy_sha256 text not null,
  people int not null,
  people_compared int not null default 0 check (people_compared >= 0),
  -- Everybody up to here is compared.
  cursor_person uuid,
  people_changed int not null default 0,
  net_before bigint not null default 0,
  net_after bigint not null default 0,
  largest_increase bigint not null default 0 check (largest_increase >= 0),
  largest_decrease bigint not null default 0 check (largest_decrease >= 0),
  -- Rows by the code that blocks them.
  blocked jsonb not null default '{}',
  -- Who changes most: person, before, after, codes.
  rows jsonb not null default '[]',
  reported_by uuid not null,
  reported_at timestamptz not null,
  completed_at timestamptz,
  primary key (policy_id, run_id)
);

grant update (activated_by, activated_at) on policy to {{app}};
grant select, insert on policy_confirmation, policy_impact to {{app}};
grant update (people_compared, cursor_person, people_changed, net_before, net_after, largest_increase, largest_decrease,
  blocked, rows, completed_at) on policy_impact to {{app}};

do $$
declare name text;
begin
  foreach name in array array['policy_confirmation', 'policy_impact'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy agency on %I to %I using (agency_id = any((select nullif(current_setting(''app.agencies'', true), '''')::uuid[])::uuid[]))',
      name, replace('{{app}}', '"', ''));
  end loop;
end $$;
