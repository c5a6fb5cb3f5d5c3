-- A record that was put aside may hold work that was acknowledged: months it may belong to wait until it is settled (ADR 0031).
alter table inbox_parked
  add column redriven_offset bigint,       -- where it lies in its partition since it was published once more
  add column first_offset bigint,          -- where it lay at first, of one that was published once more and put aside again
  add column settled_at timestamptz,       -- dealt with at its new place, or an operator says that it holds nothing of value
  add column settled_by text,
  add column settled_reason text,
  add column is_scoped boolean not null default false;
create index inbox_parked_waiting on inbox_parked (consumer, partition, record_offset) where settled_at is null;

-- Whose a parked record may be; what is null could not be told.
create table parked_scope (
  consumer text not null,
  topic text not null,
  partition int not null,
  record_offset bigint not null,
  number int not null,
  person_id uuid,
  agency_id uuid,
  period text,
  primary key (consumer, topic, partition, record_offset, number)
);

grant select, update on inbox_parked to {{closer}};
grant select (consumer, topic, partition, record_offset, first_offset, settled_at, is_scoped) on inbox_parked to {{app}};
grant select, insert on parked_scope to {{closer}};
grant select on parked_scope to {{app}};
alter table parked_scope enable row level security;
alter table parked_scope force row level security;
create policy agency_or_unknown on parked_scope to {{app}} using (
  agency_id is null or agency_id = any ((select (nullif(current_setting('app.agencies', true), ''))::uuid[])::uuid[]));
create policy closer_all on parked_scope to {{closer}} using (true);
