-- What officers see of a run: its progress, and its rows with what is still open.

alter table run add column people int not null default 0 check (people >= 0);
alter table run add column people_computed int not null default 0 check (people_computed between 0 and people);
create index run_flag_person on run_flag (run_id, person_id);
