-- Central operations: who runs the site proposes such a role as bootstrap, a site-wide officer confirms it as app. The app sees these grants alone
-- of those without an agency, can neither make nor rewrite one, and of any grant changes the second signature only.
create policy site_roles_seen on role_grant for select to {{app}} using (agency_id is null and role in ('BKN_OPERATOR', 'OPERATIONS'));
create policy site_roles_confirmed on role_grant for update to {{app}}
  using (agency_id is null and role in ('BKN_OPERATOR', 'OPERATIONS'))
  with check (agency_id is null and role in ('BKN_OPERATOR', 'OPERATIONS') and confirmed_by is not null);

revoke update on role_grant from {{app}};
grant update (confirmed_by, confirmed_at) on role_grant to {{app}};

drop policy first_officers on role_grant;
create policy site_roles on role_grant to {{bootstrap}} using (true) with check (
  agency_id is null and (role = 'PERSONNEL_OFFICER' or (role in ('BKN_OPERATOR', 'OPERATIONS') and confirmed_by is null)));
