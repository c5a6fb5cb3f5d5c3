-- A file is evidence of whoever has uploaded it; whether it was is seen when it is kept, and whoever reads asks for that.
grant select on evidence_file to {{app}};
create policy own_agency on evidence_file for select to {{app}}
  using (agency_id = any ((select (nullif(current_setting('app.agencies', true), ''))::uuid[])::uuid[]));
create policy own_person on evidence_file for select to {{app}}
  using (person_id = (select (nullif(current_setting('app.person', true), ''))::uuid)::uuid);
