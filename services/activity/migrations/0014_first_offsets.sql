-- Up to where the log belonged to a month when it was closed the first time: what lies behind is late, whatever its time (ADR 0034).
alter table period add column first_offsets jsonb;
alter table period no force row level security;
update period set first_offsets = offsets where revision <= 1 and offsets is not null;
alter table period force row level security;
create index period_fixed on period (period) where first_offsets is not null;

-- The writer asks for it with each transaction; the closing waits for who is storing while it is fixed.
grant select on period to {{writer}};
create policy writer_reads on period for select to {{writer}} using (true);
grant maintain on consumer_position to {{closer}};

-- All places at which a record was published once more; the last one is waited for.
alter table inbox_parked add column redriven_offsets bigint[] not null default '{}';
update inbox_parked set redriven_offsets = array[redriven_offset] where redriven_offset is not null;
grant select (consumer, partition, redriven_offsets) on inbox_parked to {{writer}};
