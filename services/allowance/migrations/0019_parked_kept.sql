-- Parked records that were published once more go after the time that the service keeps them; what waits for an operator stays.

create index inbox_parked_redriven on inbox_parked (redriven_at) where redriven_at is not null;

create function refuse_parked_loss() returns trigger language plpgsql as $$
begin
  raise exception 'a parked record stays until it was published once more' using errcode = 'check_violation';
end $$;
create trigger inbox_parked_waits before delete on inbox_parked for each row when (old.redriven_at is null)
  execute function refuse_parked_loss();

grant delete on inbox_parked to {{app}};
