-- Up to where the log belonged to a month when it was closed the first time: what lies behind is late, whatever its time (ADR 0034).
alter table period add column first_offsets jsonb;
alter table period no force row level security;
update period set first_offsets = offsets where revision = 1;
alter table period force row level security;
create index period_fixed on period (period) where first_offsets is not null;

-- The writer asks for it with each transaction; the closing waits for who is storing while it is fixed.
grant select on period to {{writer}};
create policy writer_reads on period for select to {{writer}} using (true);
grant maintain on consumer_position to {{closer}};
