-- What a parked record held goes after the time that the service keeps it, once it was published once more and dealt with. Its place stays: by that entries
-- of it are known to have come in time. What waits, or was settled by an operator alone, stays whole.
alter table inbox_parked add column forgotten_at timestamptz;
create index inbox_parked_kept on inbox_parked (redriven_at) where redriven_at is not null and forgotten_at is null;

create function refuse_parked_loss() returns trigger language plpgsql as $$
begin
  raise exception 'a parked record stays until it was published once more, and is not published when it was forgotten' using errcode = 'check_violation';
end $$;
create trigger inbox_parked_waits before update on inbox_parked for each row
  when (new.forgotten_at is not null and (new.redriven_at is null or old.forgotten_at is not null
    and (new.redriven_at is distinct from old.redriven_at or new.settled_at is distinct from old.settled_at)))
  execute function refuse_parked_loss();

grant delete on parked_scope to {{closer}};
