-- The corrections of an agency's month, for who looks at them before it is closed.
create index corrected_day_agency on corrected_day (agency_id, work_date, id);
