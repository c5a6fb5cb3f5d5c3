-- Each step up is a row of its own; the closing of a month is the last one.
alter table escalated_entry
  add column level smallint not null default 1,
  add column via uuid,               -- two steps below whom the other stands; null = the entry's person
  drop constraint escalated_entry_pkey,
  add primary key (bucket, person_id, id, version, level);
create index escalated_entry_silence on escalated_entry (silence_id);

alter table silence add column closing_revision int; -- that was about to be sealed; null where the clock ran out before
create unique index silence_closing on silence (agency_id, period, person_id, closing_revision, assessor_id) nulls not distinct
  where closing_revision is not null;

alter table decision add column by_closing boolean not null default false;

-- Entries of the sealed revision that nobody had decided.
alter table period add column undecided bigint not null default 0;
