-- THR, the 13th month and rapel have policies of their own, each for its own kind of run.
alter table policy drop constraint policy_kind_check;
alter table policy add constraint policy_kind_check check (kind in ('tukin', 'tpp', 'thr', 'gaji13', 'rapel'));
