-- Who holds two posts has attendance in the main one alone: ids say nothing about which one that is.
alter table employment_copy add column main boolean not null default true;
