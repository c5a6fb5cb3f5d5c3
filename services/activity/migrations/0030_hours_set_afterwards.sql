-- Why hours were recorded whose first day had begun; null where they were recorded before, and for those from before this was asked for.
alter table schedule add column reason text check (reason <> '');
