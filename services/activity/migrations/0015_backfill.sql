-- An agency's window for writing work down, by the same two signatures: later entries are flagged. Zero days is none.
alter table escalation_policy add column backfill_days int not null default 0 check (backfill_days between 0 and 100);

-- A month counts its flags when it is sealed.
grant select on escalation_policy to {{closer}};
create policy closer_reads on escalation_policy for select to {{closer}} using (true);
