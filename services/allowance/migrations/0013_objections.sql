-- That somebody holds a line of an own settled statement to be wrong. It keeps what was read and by whom it was answered; an accepted one changes no
-- amount here, a correction names it as its cause. Its clock belongs to evaluation, so that due_at stays empty.

create table objection (
  id uuid primary key,
  agency_id uuid not null,
  person_id uuid not null,
  run_id uuid not null references run,
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- Null: a line of the payout.
  employment_id uuid,
  line_id text not null check (length(line_id) between 1 and 200),
  -- Words and rupiah of the line when it was filed.
  label text not null,
  amount bigint not null,
  statement_sha256 text not null check (statement_sha256 ~ '^[0-9a-f]{64}$'),
  reason text not null check (length(reason) between 1 and 2000),
  -- Files by the hash of their content, and what they are called, in the same order.
  evidence text[] not null check (cardinality(evidence) <= 5),
  evidence_names text[] not null check (cardinality(evidence_names) <= cardinality(evidence)),
  state text not null default 'FILED' check (state in ('FILED', 'ANSWERED', 'WITHDRAWN')),
  filed_at timestamptz not null,
  due_at timestamptz check (due_at is null),
  answer text check (length(answer) between 1 and 2000),
  accepted boolean,
  answered_by uuid,
  answered_at timestamptz,
  check (answered_by <> person_id),
  check ((state = 'ANSWERED') = (answer is not null)),
  check ((state = 'ANSWERED') = (accepted is not null)),
  check ((state = 'ANSWERED') = (answered_by is not null)),
  check ((state = 'ANSWERED') = (answered_at is not null))
);
-- Of two at once one waits for the answer to the other.
create unique index objection_open on objection (run_id, person_id, line_id, coalesce(employment_id, '00000000-0000-0000-0000-000000000000'))
  where state = 'FILED';
create index objection_person on objection (person_id, id);
create index objection_agency on objection (agency_id, id);

create function refuse_objection_change() returns trigger language plpgsql as $$
declare
  free constant text[] := array['state', 'answer', 'accepted', 'answered_by', 'answered_at'];
begin
  if tg_op <> 'UPDATE' then
    raise exception 'objections are never deleted';
  end if;
  if old.state <> 'FILED' or to_jsonb(new) - free is distinct from to_jsonb(old) - free then
    raise exception 'an objection is answered or taken back once, and else never changes' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger objection_change before update or delete on objection for each row execute function refuse_objection_change();
create trigger objection_truncate before truncate on objection for each statement execute function refuse_objection_change();

grant select, insert on objection to {{app}};
grant update (state, answer, accepted, answered_by, answered_at) on objection to {{app}};

alter table objection enable row level security;
alter table objection force row level security;
create policy agency_or_own on objection to {{app}}
  using (agency_id = any((select nullif(current_setting('app.agencies', true), '')::uuid[])::uuid[])
    or person_id = (select nullif(current_setting('app.person', true), '')::uuid))
  with check (agency_id = any((select nullif(current_setting('app.agencies', true), '')::uuid[])::uuid[]));
