-- Why a day that had begun, or whose attendance was known, got another shift; null where the shift was set before.
alter table shift_day add column reason text check (reason <> '');
create index shift_day_afterwards on shift_day (agency_id, person_id, work_date) where replaced_at is null and reason is not null;
