-- Nobody records the own attendance. Of facts from before nobody knows who recorded them.
alter table attendance add constraint attendance_of_another check (imported_by <> person_id) not valid;
