-- Whoever has just made a signing key that must sign at once waits until it is told: the row of the outbox is gone then.
grant select (topic) on outbox to {{app}};
