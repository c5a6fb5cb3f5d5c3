-- National holidays and collective leave of 2026 (joint decree of three ministers of 19 September 2025; check against the decree before use).

-- The owner is bound by row-level security, too, but for this one statement.
alter table holiday no force row level security;
alter table calendar no force row level security;
insert into holiday (agency_id, day, name, collective_leave) values
  (null, '2026-01-01', 'Tahun Baru 2026 Masehi', false),
  (null, '2026-01-16', 'Isra Mikraj Nabi Muhammad S.A.W.', false),
  (null, '2026-02-16', 'Cuti bersama Tahun Baru Imlek 2577 Kongzili', true),
  (null, '2026-02-17', 'Tahun Baru Imlek 2577 Kongzili', false),
  (null, '2026-03-18', 'Cuti bersama Hari Suci Nyepi', true),
  (null, '2026-03-19', 'Hari Suci Nyepi (Tahun Baru Saka 1948)', false),
  (null, '2026-03-20', 'Cuti bersama Idulfitri 1447 Hijriah', true),
  (null, '2026-03-21', 'Idulfitri 1447 Hijriah', false),
  (null, '2026-03-22', 'Idulfitri 1447 Hijriah', false),
  (null, '2026-03-23', 'Cuti bersama Idulfitri 1447 Hijriah', true),
  (null, '2026-03-24', 'Cuti bersama Idulfitri 1447 Hijriah', true),
  (null, '2026-04-03', 'Wafat Yesus Kristus', false),
  (null, '2026-04-05', 'Kebangkitan Yesus Kristus (Paskah)', false),
  (null, '2026-05-01', 'Hari Buruh Internasional', false),
  (null, '2026-05-14', 'Kenaikan Yesus Kristus', false),
  (null, '2026-05-15', 'Cuti bersama Kenaikan Yesus Kristus', true),
  (null, '2026-05-27', 'Iduladha 1447 Hijriah', false),
  (null, '2026-05-28', 'Cuti bersama Iduladha 1447 Hijriah', true),
  (null, '2026-05-31', 'Hari Raya Waisak 2570 BE', false),
  (null, '2026-06-01', 'Hari Lahir Pancasila', false),
  (null, '2026-06-16', '1 Muharam Tahun Baru Islam 1448 Hijriah', false),
  (null, '2026-08-17', 'Proklamasi Kemerdekaan', false),
  (null, '2026-08-25', 'Maulid Nabi Muhammad S.A.W.', false),
  (null, '2026-12-24', 'Cuti bersama Kelahiran Yesus Kristus', true),
  (null, '2026-12-25', 'Kelahiran Yesus Kristus', false);
insert into calendar (agency_id, year, version) values (null, 2026, 1);
alter table holiday force row level security;
alter table calendar force row level security;
