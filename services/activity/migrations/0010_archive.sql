-- Weeks whose entries lie in files since (main-archive): what was taken out, and by which hash it is known.
create table archived_week (
  table_name text not null,
  week text not null,
  row_count bigint not null,
  sha256 text not null,
  archived_at timestamptz not null,
  restored_at timestamptz,
  primary key (table_name, week)
);
grant select on archived_week to {{app}}, {{closer}};

-- The archive runs as the owner, who is held to policies as everybody is: it must know which months are sealed.
create policy owner_reads on period for select to current_user using (true);
