-- What pay rests on beside attendance and predicates: leave, sanctions, acting posts, scores, lists, salaries … with two times, the one that a fact
-- is about and the one in which it was known. A row never changes but by its one decision and by its end; nothing is deleted.

create table fact (
  id uuid primary key default uuidv7(),
  agency_id uuid not null,
  -- Null: of a unit, or of the whole agency.
  person_id uuid,
  unit_id uuid,
  kind text not null check (kind in (
    'LEAVE', 'SANCTION', 'CLASS_DEMOTION', 'CLASS', 'ACTING', 'STUDY', 'EXCLUSION', 'OUTAGE', 'ANNUAL_PREDICATE', 'SCORE', 'LIST_ITEM', 'AMOUNT',
    'KEY', 'SPAN', 'SALARY', 'TAX_STATUS', 'OUTSIDE_INCOME')),
  -- Both days belong to it; without the second it lasts.
  valid_from date not null,
  valid_to date,
  body jsonb not null check (jsonb_typeof(body) = 'object'),
  decree text not null check (length(decree) <= 200),
  withdraws boolean not null default false,
  authority smallint not null check (authority in (1, 2, 3)), -- automatic, import, human
  reason text not null check (length(trim(reason)) between 1 and 500),
  file_sha256 text check (file_sha256 ~ '^[0-9a-f]{64}$'),
  line int check (line > 1),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  state text not null default 'PROPOSED' check (state in ('PROPOSED', 'CONFIRMED', 'REJECTED')),
  decided_by uuid,
  decided_at timestamptz,
  replaces uuid references fact,
  superseded_at timestamptz,
  check (valid_to >= valid_from),
  check ((kind = 'OUTAGE') = (person_id is null)),
  check (unit_id is null or person_id is null),
  -- An outage is applied by a person, never by a machine, and it ends.
  check (kind <> 'OUTAGE' or (authority <> 1 and valid_to is not null)),
  check (kind not in ('SANCTION', 'CLASS_DEMOTION', 'CLASS', 'ACTING', 'STUDY', 'SALARY') or decree <> ''),
  check (kind not in ('SCORE', 'AMOUNT', 'KEY', 'SALARY', 'TAX_STATUS')
    or (extract(day from valid_from) = 1 and (valid_to is null or extract(day from valid_to + 1) = 1))),
  check (kind not in ('ANNUAL_PREDICATE', 'OUTSIDE_INCOME')
    or (extract(doy from valid_from) = 1 and valid_to is not null and valid_to = valid_from + interval '1 year' - interval '1 day')),
  check ((authority = 2) = (file_sha256 is not null)),
  check ((file_sha256 is null) = (line is null)),
  check (not withdraws or replaces is not null),
  check ((state = 'PROPOSED') = (decided_by is null)),
  check ((state = 'PROPOSED') = (decided_at is null)),
  -- The second person, who decides on nobody's own facts.
  check (decided_by <> recorded_by),
  check (decided_by <> person_id),
  check (decided_at > recorded_at),
  check (superseded_at > recorded_at)
);
create index fact_person on fact (agency_id, person_id, kind, valid_from);
create index fact_shared on fact (agency_id, valid_from) where person_id is null;
create index fact_open on fact (agency_id, id) where state = 'PROPOSED' and superseded_at is null;
create index fact_file on fact (agency_id, file_sha256) where file_sha256 is not null;
-- One open or confirmed row takes the place of a row: of two corrections at once one wins.
create unique index fact_replaces on fact (replaces) where superseded_at is null and state <> 'REJECTED';

-- The latest moment at which an agency's facts changed. Whoever changes them ticks it first: writers wait for each other, and no moment comes twice
-- or earlier than one before. A freeze ticks it too: what is recorded later has a later moment, on whatever clock.
create table fact_moment (
  agency_id uuid primary key,
  at timestamptz not null
);

create function refuse_fact_insert() returns trigger language plpgsql as $$
declare old fact;
begin
  if new.state <> 'PROPOSED' or new.superseded_at is not null then
    raise exception 'a fact begins as a proposal' using errcode = 'check_violation';
  end if;
  if new.replaces is not null then
    select * into old from fact where id = new.replaces;
    if old.state is distinct from 'CONFIRMED' or old.superseded_at is not null
        or (old.agency_id, old.kind) <> (new.agency_id, new.kind)
        or (old.person_id, old.unit_id) is distinct from (new.person_id, new.unit_id) then
      raise exception 'a fact replaces a confirmed one of the same person and kind' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create trigger fact_insert before insert on fact for each row execute function refuse_fact_insert();

create function refuse_fact_change() returns trigger language plpgsql as $$
declare
  free constant text[] := array['state', 'decided_by', 'decided_at', 'superseded_at'];
begin
  if tg_op <> 'UPDATE' then
    raise exception 'facts are never deleted';
  end if;
  if to_jsonb(new) - free is distinct from to_jsonb(old) - free then
    raise exception 'a fact never changes' using errcode = 'check_violation';
  end if;
  if old.superseded_at is not null then
    raise exception 'a fact that has ended never changes' using errcode = 'check_violation';
  end if;
  if old.state <> 'PROPOSED' and (new.state, new.decided_by, new.decided_at) is distinct from (old.state, old.decided_by, old.decided_at) then
    raise exception 'a fact is decided once' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger fact_change before update or delete on fact for each row execute function refuse_fact_change();
create trigger fact_truncate before truncate on fact for each statement execute function refuse_fact_change();

grant select, insert on fact, fact_moment to {{app}};
grant update (state, decided_by, decided_at, superseded_at) on fact to {{app}};
grant update (at) on fact_moment to {{app}};

alter table fact enable row level security;
alter table fact force row level security;
create policy agency_or_own on fact to {{app}}
  using (agency_id = any((select nullif(current_setting('app.agencies', true), '')::uuid[])::uuid[])
    or person_id = (select nullif(current_setting('app.person', true), '')::uuid))
  with check (agency_id = any((select nullif(current_setting('app.agencies', true), '')::uuid[])::uuid[]));
alter table fact_moment enable row level security;
alter table fact_moment force row level security;
create policy agency on fact_moment to {{app}}
  using (agency_id = any((select nullif(current_setting('app.agencies', true), '')::uuid[])::uuid[]));
