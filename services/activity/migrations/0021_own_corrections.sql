-- People see of their own days what came after the month was sealed, and whether it was taken in.
create index attendance_correction_person on attendance_correction (person_id, work_date);
create policy own_person on attendance_correction for select to {{app}}
  using (person_id = (select (nullif(current_setting('app.person', true), ''))::uuid)::uuid);
