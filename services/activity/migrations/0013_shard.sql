-- Which buckets this database holds, of those of the log: written at the first start, as the number of partitions is (ADR 0032).
create table shard_setting (
  only_row boolean primary key default true check (only_row),
  first_bucket int not null check (first_bucket >= 0),
  last_bucket int not null,
  check (first_bucket <= last_bucket)
);
grant select, insert on shard_setting to {{writer}};
grant select on shard_setting to {{app}}, {{closer}};

-- Who has no position can write no entry, and a position of another database's bucket is never made.
create function refuse_foreign_bucket() returns trigger language plpgsql as $$
begin
  if exists (select from shard_setting where new.partition not between first_bucket and last_bucket) then
    raise exception 'bucket % belongs to another database', new.partition using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger position_is_here before insert or update of partition on consumer_position
  for each row execute function refuse_foreign_bucket();

-- As before, and only own buckets have partitions of `entry`: a row of another one finds none.
create or replace function make_week(parent text, monday date, buckets int) returns void language plpgsql as $$
declare
  part text := format('%s_%s', parent, to_char(monday, 'IYYY"w"IW'));
  lower uuid := uuid_at(monday::timestamp at time zone 'UTC');
  upper uuid := uuid_at((monday + 7)::timestamp at time zone 'UTC');
  first_one int := coalesce((select first_bucket from shard_setting), 0);
  last_one int := coalesce((select last_bucket from shard_setting), buckets - 1);
begin
  if to_regclass(part) is not null then return; end if;
  -- Made apart and then attached: a reader of the parent is not kept waiting.
  execute format('create table %I (like %I including defaults including constraints) %s', part, parent,
    case when buckets > 0 then 'partition by list (bucket)' else '' end);
  if buckets > 0 then
    for b in first_one .. last_one loop
      execute format('create table %I partition of %I for values in (%s)', part || '_' || b, part, b);
    end loop;
  end if;
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, lower, upper);
end $$;
