-- Double entry. A transfer's lines come in one statement and sum to zero; nothing posted is ever edited.

create table posting (
  id uuid primary key default uuidv7(),
  transfer_id uuid not null,
  run_id uuid not null references run,
  batch smallint not null,
  agency_id uuid not null,
  person_id uuid not null,
  period text not null,
  payout_period text not null,
  account text not null,
  amount bigint not null check (amount <> 0), -- debit positive, credit negative
  posted_at timestamptz not null,
  unique (transfer_id, account)
);
create index posting_agency on posting (agency_id, period);

create function refuse_unbalanced() returns trigger language plpgsql as $$
declare bad uuid;
begin
  select transfer_id into bad from fresh group by transfer_id having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'transfer % does not sum to zero', bad using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger posting_balanced after insert on posting
  referencing new table as fresh for each statement execute function refuse_unbalanced();

create function refuse_posting_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only';
end $$;
create trigger posting_append_only before update or delete or truncate on posting execute function refuse_posting_change();

grant select, insert on posting to {{app}};
alter table posting enable row level security;
alter table posting force row level security;
create policy agency on posting to {{app}}
  using (agency_id = any(nullif(current_setting('app.agencies', true), '')::uuid[]));
