-- Who has left an agency is paid nothing that a share of contributions, found to be too little, could be taken from: what a payment can't take is billed.
-- It becomes a receivable of the item's own id when the batch is posted.
alter table due_payment add column billed bigint not null default 0 check (billed >= 0);
