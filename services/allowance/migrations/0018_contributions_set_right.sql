-- When a posted month is corrected, its contributions are those of the month in which it was paid: the correction's item is not counted in the base of
-- the month that pays it, and the difference of each contribution is an item of its own.

alter table due
  -- False: the contributions of the paying month do not count it.
  add column contributes boolean not null default true,
  -- Of a difference of contributions (kind CONTRIBUTION): the rule's id, and the employer's share. period is the month of payment that is set right,
  -- amount what the person gets more by it: less than 0 is taken.
  add column contribution text,
  add column employer bigint not null default 0,
  drop constraint due_kind_check,
  drop constraint due_amount_check,
  add constraint due_kind_check check (kind in ('LATE', 'CORRECTION', 'RELEASE', 'STAGE', 'CONTRIBUTION')),
  add constraint due_amount_check check (amount <> 0 or kind = 'CONTRIBUTION' and employer <> 0),
  add constraint due_contribution_check check ((kind = 'CONTRIBUTION') = (contribution is not null) and (kind = 'CONTRIBUTION' or employer = 0));
create index due_contribution on due (agency_id, person_id, period) where kind = 'CONTRIBUTION';
