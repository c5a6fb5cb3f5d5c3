-- What the domain refuses, the tables refuse too: one person alone holds, lets go, owes nobody anything, and edits nothing that was paid.

alter table run_hold
  add check (held_by <> person_id),
  add check (released_by <> held_by and released_by <> person_id);
alter table due add check (created_by <> person_id);
alter table receivable add check (created_by <> person_id);

-- What a batch is of and who made it stays.
grant update (state, rows, held, gross, cut, net, contribution, employer, tax, tax_borne, recovery, amount, sha256, checker_id, approver_id,
  settler_id, checked_at, posted_at, settled_at) on batch to {{app}};

-- Forward by one step at a time, and of a posted one nothing changes but that it is settled.
create function refuse_batch_change() returns trigger language plpgsql as $$
declare
  free constant text[] := array['state', 'settler_id', 'settled_at'];
begin
  if old.state = 'SETTLED' or (old.state = 'POSTED'
      and (new.state <> 'SETTLED' or to_jsonb(new) - free is distinct from to_jsonb(old) - free)) then
    raise exception 'a posted batch is only settled' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger batch_change before update on batch for each row execute function refuse_batch_change();

-- Rows of a run are thrown away while it is being frozen, or once it has failed: of others there are none to delete.
create policy discarded on frozen as restrictive for delete to {{app}}
  using (run_id in (select r.id from run r where r.state in ('FREEZING', 'FAILED')));
create policy discarded on run_range as restrictive for delete to {{app}}
  using (run_id in (select r.id from run r where r.state in ('FREEZING', 'FAILED')));

-- Days that are paid are seen across agencies, and claimed and let go of by the agency of the run alone.
alter table day_claim enable row level security;
alter table day_claim force row level security;
create policy seen on day_claim for select to {{app}} using (true);
do $$
declare
  agencies constant text := '(run_id in (select r.id from run r where r.agency_id = any((select nullif(current_setting(''app.agencies'', true), '''')::uuid[])::uuid[])))';
begin
  execute format('create policy claimed on day_claim for insert to {{app}} with check (%s)', agencies);
  execute format('create policy changed on day_claim for update to {{app}} using (%s) with check (%s)', agencies, agencies);
  execute format('create policy let_go on day_claim for delete to {{app}} using (%s)', agencies);
end $$;
