-- What ingest has acknowledged while the log could not take it, until the log has it: an outbox in a small database of its own (decision 0027), so
-- that a flood, a lock or a failure of the large one does not stop acknowledgements. No row-level security: nobody reads it for a person.
create table outbox (
  position bigint generated always as identity primary key,
  id uuid not null unique,           -- named by the receipt, "spool:ID"
  topic text not null,
  partition int not null,
  key text not null,                 -- empty: an envelope has none
  type text not null,
  payload bytea not null,            -- one envelope as it goes into the log, at most 256 kB
  headers jsonb not null,
  accepted_at timestamptz not null,  -- of the first entry in it, on the platform's clock: closing waits for what was accepted before its deadline
  entries int not null check (entries > 0)
);

grant select, insert on outbox to {{app}};
grant select, delete on outbox to {{relay}};
grant select on outbox to {{closer}};
