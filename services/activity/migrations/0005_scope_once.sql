-- The scope of a transaction is read once a statement, not once a row: as a subselect it becomes an InitPlan. Reading it by row, the setting's
-- text was made into an array for each row looked at, which took more time than finding the rows.
do $$
declare
  p record;
  by_row constant text := $r$\(NULLIF\(current_setting\('app\.(\w+)'::text, true\), ''::text\)\)::uuid(\[\])?$r$;
  once constant text := $r$((select (nullif(current_setting('app.\1', true), ''))::uuid\2))::uuid\2$r$;
begin
  for p in select schemaname, tablename, policyname, qual, with_check from pg_policies
      where schemaname = 'public' and concat(qual, with_check) ~ by_row loop
    execute format('alter policy %I on %I.%I', p.policyname, p.schemaname, p.tablename)
      || coalesce(' using (' || regexp_replace(p.qual, by_row, once, 'g') || ')', '')
      || coalesce(' with check (' || regexp_replace(p.with_check, by_row, once, 'g') || ')', '');
  end loop;
end $$;
