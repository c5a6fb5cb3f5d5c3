-- Whether the plan of an import moves what pay rests on, so that another officer applies it. Of older reports it is not known: they need one.
alter table import add column needs_second_person boolean not null default true;

-- A second officer of the whole site sees the report of an agency that only its file names.
grant select (agency_ids, state) on import to {{reader}};
create policy names_agencies on import for select to {{reader}} using (true);
