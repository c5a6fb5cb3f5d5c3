-- The unit of an employment, by which the work of a unit is summed. Rows of before get it when the copy reads its topic anew, under another group.
alter table employment_copy add column unit_id uuid;
create index employment_copy_unit on employment_copy (agency_id, unit_id);
