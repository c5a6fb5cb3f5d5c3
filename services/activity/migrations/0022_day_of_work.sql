-- Whether a day was one of work of this person, where a file says so (a duty roster); null where the calendar of the agency holds.
alter table attendance add column work boolean;
alter table attendance_correction add column work boolean;
