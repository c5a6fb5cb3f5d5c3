-- A fact without a payload is a tombstone: it takes its key out of a compacted topic.

alter table outbox alter column payload drop not null;

create index session_ended on session (diary_expires_at) where ended_at is not null;
